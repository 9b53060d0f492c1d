import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { DuckDBInstance } from "@duckdb/node-api";
import { decompress } from "../../../../cli/publish/input/decompress";
import { readEvents } from "../../../../cli/publish/input/events-file";
import { readOptions } from "../../../../cli/publish/input/read-options";
import { column } from "../../../../model/dataset/column-type";

const folder = mkdtempSync(path.join(tmpdir(), "formats-"));
const fileOf = (name: string, content: string | Buffer) => {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
};

/** A file that DuckDB writes. */
async function written(name: string, query: string, options: string): Promise<string> {
  const file = path.join(folder, name);
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await connection.run(`COPY (${query}) TO '${file}' (${options})`);
  instance.closeSync();
  return file;
}

/** A line as zstd, which DuckDB compresses. */
async function zstdOf(line: string): Promise<Buffer> {
  const options = "FORMAT csv, HEADER false, COMPRESSION zstd";
  return readFileSync(await written("line.zst", `SELECT '${line.trim()}'`, options));
}

/**
 * A frame of zstd whose only block is stored as it is.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc8878#section-3.1.1
 */
function storedZstd(text: string): Buffer {
  const header = [0x28, 0xb5, 0x2f, 0xfd, 0x20, text.length];
  const block = [(text.length << 3) | 1, 0, 0];
  return Buffer.concat([Buffer.from([...header, ...block]), Buffer.from(text)]);
}

describe("a file of events", () => {
  it("may be compressed with gzip, whatever its name is", async () => {
    expect(await readEvents(fileOf("a.json", gzipSync('{"a":1}\n{"a":2}\n')))).toEqual([
      { a: 1 },
      { a: 2 },
    ]);
    expect(await readEvents(fileOf("a.csv.gz", gzipSync("a,b\n1,x\n")))).toEqual([
      { a: 1, b: "x" },
    ]);
  });

  it("may be compressed with zstd", async () => {
    const query = "SELECT i AS id, 'x' || i AS name FROM range(3) t(i)";
    const file = await written("a.csv.zst", query, "FORMAT csv, HEADER, COMPRESSION zstd");
    expect(await readEvents(file)).toEqual([0, 1, 2].map((id) => ({ id, name: `x${id}` })));
  });

  it("may be compressed in many parts, one behind the other", async () => {
    const options = "FORMAT csv, HEADER false, COMPRESSION zstd";
    const large = await written("large.csv.zst", "SELECT i AS id FROM range(30000) t(i)", options);
    const parts = [
      storedZstd("id\n"),
      readFileSync(large),
      // More than calls fit on the stack.
      ...Array.from({ length: 12_000 }, (_, id) => storedZstd(`${id}\n`)),
    ];
    const file = fileOf("parts.csv.zst", Buffer.concat(parts));
    expect(await readEvents(file)).toHaveLength(42_000);
  });

  it.each([
    ["gzip", (content: string) => gzipSync(content)],
    ["zstd", zstdOf],
  ])("has a limit that compressed content can't exceed: %s", async (format, compress) => {
    const content = `${"a".repeat(299_999)}\n`;
    const compressed = await compress(content);
    expect(compressed.length).toBeLessThan(1_000);
    expect(decompress(compressed, "a", 300_000).toString()).toBe(content);
    expect(() => decompress(compressed, "a.json", 299_999)).toThrow(
      `a.json is compressed with ${format}, and its content has more than 0 MB`,
    );
  });

  it.each([
    ["gzip", Buffer.from([0x1f, 0x8b, 8, 0])],
    ["zstd", Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0xff])],
  ])("is rejected if it is damaged: %s", async (format, content) => {
    await expect(readEvents(fileOf("damaged.json", content))).rejects.toThrow(
      `damaged.json is compressed with ${format}, and can't be decompressed`,
    );
  });

  it("may be Parquet: times in the form of the contract, bytes in base64", async () => {
    const query = `SELECT 9007199254740991 AS id, TIMESTAMP '2026-01-31 12:00:00.5' AS at,
      DATE '2026-01-31' AS "Flight Date", 'é"' AS name, 'ab'::BLOB AS data, [1, 2] AS list,
      {'x': 1} AS point, 1.50::DECIMAL(5, 2) AS price, NULL::INT AS nothing`;
    const file = await written("a.parquet", query, "FORMAT parquet");
    expect(await readEvents(file)).toEqual([
      {
        id: 9_007_199_254_740_991,
        at: "2026-01-31T12:00:00.500000Z",
        "Flight Date": "2026-01-31",
        name: 'é"',
        data: "YWI=",
        list: [1, 2],
        point: { x: 1 },
        price: 1.5,
        nothing: null,
      },
    ]);
    const damaged = readFileSync(file).subarray(0, 100);
    await expect(readEvents(fileOf("damaged.parquet", damaged))).rejects.toThrow(
      "can't be read as Parquet",
    );
  });
});

describe("a file of a dataset", () => {
  const dataset = {
    name: "flights",
    description: "Flights.",
    columns: {
      title: column.string({ from: "Title" }),
      at: column.timestamp(),
      id: column.bigint(),
      on_: column.date({ from: "on" }),
      app: column.struct({ version: column.string() }),
      tags: column.array(column.string()),
    },
  };

  it("is CSV as the dataset says, with or without a header", async () => {
    const source = { csv: { delimiter: "|", quote: "'", header: false } };
    const file = fileOf("b.csv", "'a|b'|1\n'c'|2\n");
    expect(await readEvents(file, undefined, readOptions({ ...dataset, source }))).toEqual([
      { column_1: "a|b", column_2: 1 },
      { column_1: "c", column_2: 2 },
    ]);
  });

  it("is CSV as the command says, which goes before the dataset, whatever its name", async () => {
    const source = { csv: { delimiter: "|", header: false } };
    const file = fileOf("b.txt", "# x\na;b\n'it\\'s';1\n");
    const given = { delimiter: ";", quote: "'", escape: "\\", comment: "#", header: true };
    const options = readOptions({ ...dataset, source }, given);
    expect(await readEvents(file, undefined, options)).toEqual([{ a: "it's", b: 1 }]);
    const noQuotes = fileOf("c.tsv", 'a\tb\n5" pipe\t#1\n');
    expect(await readEvents(noQuotes, undefined, readOptions(dataset, { quote: "" }))).toEqual([
      { a: '5" pipe', b: "#1" },
    ]);
  });

  it("has its values and keys written for the contract if the dataset says so", async () => {
    const text =
      '[{"TITLE":1.10,"at":"2026-01-31 12:00:00","id":9007199254740993,"on":"2026-1-3","app":"","tags":[1,null,{"a":2}],"other":1},{"at":1769860800.5,"app":{"Version":2}},{"at":1769860800}]';
    const file = fileOf("c.json", text);
    const converted = readOptions({ ...dataset, source: { convertValues: true } });
    expect(await readEvents(file, undefined, converted)).toEqual([
      {
        Title: "1.10",
        at: "2026-01-31T12:00:00.000000Z",
        id: "9007199254740993",
        on: "2026-01-03",
        app: null,
        tags: ["1", null, '{"a":2}'],
        other: 1,
      },
      { at: "2026-01-31T12:00:00.500000Z", app: { version: "2" } },
      { at: 1_769_860_800 },
    ]);
    const asIs = await readEvents(file, undefined, readOptions(dataset));
    expect(asIs[0]).toMatchObject({ TITLE: 1.1, on: "2026-1-3", app: "" });
  });
});
