import { DuckDBInstance } from "@duckdb/node-api";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  asCsv,
  asJson,
  asNdjson,
  asTable,
  asVertical,
} from "../../../../cli/query/formats/result-format";
import { nestedNote, renderRows } from "../../../../cli/query/formats/result-text";
import type { Rows } from "../../../../cli/query/formats/result-format";

/** What is easily confused: a missing value and an empty one, numbers with many digits, quotes and line breaks. */
const rows: Rows = {
  columns: [
    { name: "name", type: "varchar" },
    { name: "id", type: "bigint" },
    { name: "price", type: "decimal(38,2)" },
    { name: "ratio", type: "double" },
    { name: "is_open", type: "boolean" },
  ],
  rows: [
    ['say "hi",\nplease', "9007199254740993", "12345678901234567890.10", "1.0E-7", "true"],
    ["", "-1", "0.00", "NaN", "false"],
    [null, null, null, null, null],
  ],
};

/** Reads a file as DuckDB does. */
async function readByDuckDb(name: string, content: string, reader: string): Promise<unknown[][]> {
  const file = path.join(mkdtempSync(path.join(tmpdir(), "formats-")), name);
  writeFileSync(file, content);
  const instance = await DuckDBInstance.create(":memory:");
  try {
    const connection = await instance.connect();
    const found = await connection.runAndReadAll(`SELECT * FROM ${reader.replace("FILE", file)}`);
    return found.getRows().map((row) => [...row]);
  } finally {
    instance.closeSync();
  }
}

describe("the rows of a query", () => {
  it("are CSV in which a missing value is not an empty one", async () => {
    const reader =
      "read_csv('FILE', header = true, all_varchar = true, allow_quoted_nulls = false)";
    expect(await readByDuckDb("rows.csv", `${asCsv(rows)}\n`, reader)).toEqual(rows.rows);
  });

  it.each([
    ["json", asJson],
    ["ndjson", asNdjson],
  ])("are %s whose numbers have each digit", async (name, render) => {
    const types = "name: 'VARCHAR', id: 'BIGINT', is_open: 'BOOLEAN'";
    const text = render(rows);
    const reader = `(SELECT name, id::VARCHAR, is_open::VARCHAR
      FROM read_json('FILE', columns = {${types}}))`;
    expect(await readByDuckDb(`rows.${name}`, text, reader)).toEqual(
      rows.rows.map(([text_, id, , , isOpen]) => [text_, id, isOpen]),
    );
    // DuckDB reads a decimal as a double.
    expect(text).toContain('"price":12345678901234567890.10,');
    const parsed = name === "json" ? text : `[${text.replaceAll("\n", ",")}]`;
    expect(JSON.parse(parsed)).toMatchObject([{ ratio: 1e-7 }, { ratio: "NaN" }, { ratio: null }]);
  });

  it("are an empty list of JSON where there are none", () => {
    expect(JSON.parse(asJson({ ...rows, rows: [] }))).toEqual([]);
    expect(asNdjson({ ...rows, rows: [] })).toBe("");
  });

  it.each([asJson, asNdjson])("are no object if two columns have the same name", (render) => {
    const [column = { name: "", type: "" }] = rows.columns;
    const doubled = { columns: [column, column], rows: [["a", "b"]] };
    expect(() => render(doubled)).toThrow("Two columns are named name");
  });

  it.each([
    ["table", asTable],
    ["vertical", asVertical],
  ])("show a missing value in a %s by a word, and an empty one as nothing", (_, render) => {
    const [column = { name: "", type: "" }] = rows.columns;
    const shown = render({ columns: [column], rows: [[null], [""]] });
    expect(shown.match(/NULL/g)).toHaveLength(1);
    expect(shown).toMatch(/│ NULL/);
    expect(shown).toMatch(/│ *(│|$)/m);
  });

  it("keep each value of a vertical row in its line", () => {
    expect(asVertical({ ...rows, rows: rows.rows.slice(0, 1) }).split("\n")).toHaveLength(
      1 + rows.columns.length,
    );
  });

  it("are split where DESCRIBE answers them as one text", () => {
    const columns = ["col_name", "data_type", "comment"].map((name) => ({ name, type: "string" }));
    const described = { columns, rows: [["event               \tstruct<a:int>      \t"]] };
    expect(asCsv(described)).toBe('"col_name","data_type","comment"\n"event","struct<a:int>",""');
  });

  it("tell a missing value from the text NULL, whatever quotes it has", () => {
    const columns = [{ name: "text", type: "varchar" }];
    const texts = ["NULL", '"NULL"', "null", '"NULL', null];
    const cells = { columns, rows: texts.map((text) => [text]) };
    const shown = ['"NULL"', '""NULL""', "null", '"NULL', "NULL"];
    const lines = asTable(cells).split("\n").slice(3, -1);
    expect(lines.map((line) => line.replaceAll("│", "").trim())).toEqual(shown);
    expect(asVertical(cells).match(/(?<=│ ).*/g)).toEqual(shown);
    expect(asCsv(cells)).toContain('\n"NULL"\n');
  });

  it("have values of the type json as JSON, and Athena's texts of structs as texts", () => {
    // Of `SELECT CAST(ROW(1, 'a, b') AS JSON), ROW(1, 'a, b')`, in which nobody knows where the field ends.
    const nested = {
      columns: [
        { name: "j", type: "json" },
        { name: "r", type: "row" },
      ],
      rows: [['{"n":1,"t":"a, b"}', "{n=1, t=a, b}"]],
    };
    expect(JSON.parse(asNdjson(nested))).toEqual({ j: { n: 1, t: "a, b" }, r: "{n=1, t=a, b}" });
    expect(nestedNote(nested, "json")).toContain("CAST(r AS JSON) AS r");
    expect(nestedNote(nested, "csv")).toBeUndefined();
    expect(
      nestedNote({ columns: [{ name: "j", type: "json" }], rows: [] }, "json"),
    ).toBeUndefined();
  });

  it("of DESCRIBE have a row for each field of a struct, which fit a screen", () => {
    const type = `struct<${Array.from({ length: 9 }, (_, n) => `field_${n}:array<struct<id:int>>`).join(",")}>`;
    const described = {
      columns: ["col_name", "data_type", "comment"].map((name) => ({ name, type: "string" })),
      rows: [[`event               \t${type}\tWhat happened.`], ["day                 \tbigint\t"]],
    };
    const table = renderRows(described, undefined, 80);
    expect(table).toMatch(/^┌/);
    expect(table).toMatch(/│ event +│ struct +│ What happened\. │/);
    expect(table).toMatch(
      /│ event\.field_8 +│ array<struct> │ +│\n│ event\.field_8\[\]\.id +│ int/,
    );
    expect(asCsv(described)).toContain(type);
  });
});
