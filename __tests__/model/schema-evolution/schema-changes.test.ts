import { column } from "../../../model/dataset/column-type";
import type { Columns } from "../../../model/dataset/column-type";
import { changeText, compareSchemas } from "../../../model/schema-evolution/schema-changes";
import { schemaOf } from "../../../model/schema-evolution/schema-lock";
import { schemaChangeExamples } from "../../support/plans/schema-change-examples";

const schema = (columns: Columns) => schemaOf({ name: "a", description: "A.", columns });

function changesOf(before: Columns, after: Columns): string[] {
  return compareSchemas(schema(before), schema(after)).map(
    (change) => `${change.kind}: ${changeText(change)}`,
  );
}

const [text, int] = [column.string(), column.int()];
const abc = { a: text, b: int, c: text };

describe("changes of a schema", () => {
  it.each(Object.entries(schemaChangeExamples))("have the kind %s", (kind, { before, after }) => {
    expect(compareSchemas(before, after).map((change) => change.kind)).toEqual([kind]);
    expect(compareSchemas(after, after)).toEqual([]);
  });

  it("are none when only descriptions and examples differ", () => {
    const noted = { ...abc, a: column.string({ description: "A.", examples: ["x"] }) };
    expect(changesOf(abc, noted)).toEqual([]);
  });

  it.each<[string, Columns, Columns, string[]]>([
    [
      "several columns at the end",
      abc,
      { ...abc, d: int, e: column.array(int) },
      [
        "column-added: columns.d was added at the end as int",
        "column-added: columns.e was added at the end as array<int>",
      ],
    ],
    [
      "one in the middle and one at the end",
      abc,
      { a: text, b: int, x: text, c: text, d: int },
      [
        "column-inserted: columns.x was inserted before c as string",
        "column-added: columns.d was added at the end as int",
      ],
    ],
    [
      "a rename in place, with the order kept",
      abc,
      { a: text, bee: int, c: text },
      ["column-renamed: columns.b was renamed to bee"],
    ],
    [
      "a rename with another type, which is two changes",
      abc,
      { a: text, bee: text, c: text },
      [
        "column-removed: columns.b was removed",
        "column-inserted: columns.bee was inserted before c as string",
      ],
    ],
    [
      "two columns that swap their names",
      { a: text, b: text },
      { b: text, a: text },
      ["columns-reordered: columns were reordered from a, b to b, a"],
    ],
    [
      "the last column removed and another added",
      abc,
      { a: text, b: int, d: int },
      [
        "column-removed: columns.c was removed",
        "column-added: columns.d was added at the end as int",
      ],
    ],
    [
      "fields inside of arrays, maps and structs",
      {
        list: column.array(column.struct({ k: text, v: int })),
        table: column.map(column.string(), column.struct({ n: int })),
      },
      {
        list: column.array(column.struct({ k: text, v: text, w: int })),
        table: column.map(column.string(), column.struct({ m: int })),
      },
      [
        "type-changed: columns.list[].v was retyped from int to string",
        "field-added: columns.list[].w was added at the end as int",
        "field-renamed: columns.table{}.n was renamed to m",
      ],
    ],
    [
      "other keys of a map",
      { table: column.map(column.string(), int) },
      { table: column.map(column.int(), int) },
      ["type-changed: columns.table was retyped from map<string,int> to map<int,int>"],
    ],
    [
      "a struct in place of a value",
      { a: text },
      { a: column.struct({ x: text }) },
      ["type-changed: columns.a was retyped from string to struct<x:string>"],
    ],
    [
      "a removal, an addition and a new type at once",
      abc,
      { b: column.bigint(), c: text, d: text },
      [
        "column-removed: columns.a was removed",
        "type-widened: columns.b was retyped from int to bigint",
        "column-added: columns.d was added at the end as string",
      ],
    ],
  ])("are reported for %s", (_what, before, after, expected) => {
    expect(changesOf(before, after)).toEqual(expected);
  });
});

describe("a new type", () => {
  it.each([
    ["tinyint", "bigint", "type-widened"],
    ["smallint", "bigint", "type-widened"],
    ["float", "double", "type-widened"],
    ["tinyint", "int", "type-stored-alike"],
    ["int", "smallint", "type-stored-alike"],
    ["bigint", "int", "type-changed"],
    ["double", "float", "type-changed"],
    ["int", "double", "type-changed"],
    ["string", "timestamp", "type-changed"],
    ["string", "binary", "type-changed"],
    ["date", "timestamp", "type-changed"],
  ] as const)("from %s to %s is %s", (before, after, kind) => {
    const [change] = compareSchemas(
      schema({ a: column[before]() }),
      schema({ a: column[after]() }),
    );
    expect(change).toMatchObject({ kind, compatible: false });
  });

  it.each([
    [column.varchar(10), column.varchar(20), "type-stored-alike"],
    [column.char(2), column.string(), "type-stored-alike"],
    [column.decimal(10, 2), column.decimal(12, 2), "type-changed"],
    [column.array(column.int()), column.array(column.bigint()), "type-widened"],
  ])("is classified by its Parquet type (%#)", (before, after, kind) => {
    const [change] = compareSchemas(schema({ a: before }), schema({ a: after }));
    expect(change).toMatchObject({ kind, compatible: false });
  });
});
