import { TestEngine } from "../../../../support/athena/test-engine";
import { fillIcebergTables } from "../../../iceberg/tables/iceberg-lake";
import { checkAnswers, readsMetadata } from "./check-answers";
import { icebergEngine } from "./iceberg-engine";

describe("tables of Iceberg", () => {
  checkAnswers((answer) => !readsMetadata(answer));
});

describe("the rows of files of several schemas", () => {
  const engine = icebergEngine();

  it("are counted without reading a column", async () => {
    const { rows, scannedBytes } = await engine.run("SELECT count(*) FROM evolved");
    expect({ rows, scannedBytes }).toEqual({ rows: [["2"]], scannedBytes: 0 });
  });

  it("name the files that they are in", async () => {
    const { rows } = await engine.run('SELECT count(DISTINCT "$path"), count(*) FROM evolved');
    expect(rows).toEqual([["2", "2"]]);
  });
});

describe("the files of an Iceberg table", () => {
  const engine = icebergEngine();

  it.each([
    ["no condition", "TRUE", 7],
    [
      "an hour",
      "at >= TIMESTAMP '2026-11-30 02:00:00' AND at < TIMESTAMP '2026-11-30 03:00:00'",
      1,
    ],
    ["a day", "date(at) = DATE '2026-11-28'", 2],
    ["a truncated time", "date_trunc('hour', at) = TIMESTAMP '2026-11-30 02:00:00'", 1],
    ["a list", "country IN ('DE', 'Finland')", 2],
    ["two columns", "country = 'FR' AND amount > 4", 2],
    ["one of two columns", "amount > 6.5 OR user_id = 1", 2],
    ["another type", "user_id > 6.5", 1],
    ["a constant first", "DATE '1970-01-01' > at", 1],
    ["nulls", "at IS NULL", 1],
    ["no nulls", "country IS NOT NULL", 6],
    ["a range", "user_id BETWEEN 2 AND 3", 2],
    ["no file", "amount > 100", 0],
    ["what bounds do not tell", "user_id % 2 = 1", 7],
    ["a negation", "NOT (country = 'FR')", 7],
    ["a function of the clock", "at > current_timestamp - INTERVAL '1' DAY", 0],
  ])("are pruned by %s", async (_, condition, files) => {
    const now = new Date("2026-12-24T00:00:00Z");
    const { rows } = await engine.run(
      `EXPLAIN SELECT user_id FROM partitioned WHERE ${condition}`,
      {
        now,
      },
    );
    expect(rows.flat().join("\n")).toContain(`Files: ${files} (`);
  });
});

describe("statements that change an Iceberg table", () => {
  const engine = icebergEngine();

  it.each([
    "DROP TABLE evolved",
    "ALTER TABLE evolved ADD COLUMNS (other int)",
    "ALTER TABLE evolved SET LOCATION 's3://elsewhere/'",
    "ALTER TABLE evolved ADD PARTITION (day = 1)",
    "MSCK REPAIR TABLE partitioned",
    "SHOW PARTITIONS partitioned",
    "SHOW CREATE TABLE evolved",
    "INSERT INTO evolved (id) VALUES (1)",
    "DELETE FROM evolved WHERE id = 1",
    "OPTIMIZE evolved REWRITE DATA USING BIN_PACK",
    "VACUUM evolved",
  ])("are refused: %s", async (sql) => {
    expect(await engine.errorOf(sql)).toContain("NOT_SUPPORTED: ");
    expect(engine.aws.tables.has("db.evolved")).toBe(true);
  });

  it("leave out dropped columns where only the catalog is read", async () => {
    const { rows } = await engine.run("SHOW COLUMNS IN py_evolved");
    expect(rows.map(([name]) => name?.trim())).toEqual([
      ...["label", "id", "extra", "things", "by_key", "name"],
    ]);
  });
});

describe("damaged metadata", () => {
  const engine = new TestEngine();

  beforeEach(() => {
    fillIcebergTables(engine.aws);
  });
  afterAll(() => engine.close());

  const current = () => {
    const location = engine.aws.tables.get("db.evolved")?.Parameters?.["metadata_location"] ?? "";
    return location.slice("s3://".length);
  };
  const change = (from: RegExp, to: string) => {
    const text = engine.aws.objects.get(current())?.toString() ?? "";
    expect(text).toMatch(from);
    engine.aws.objects.set(current(), Buffer.from(text.replace(from, to)));
  };

  it.each([
    ["a later version", /"format-version"\s*:\s*2/, '"format-version":3', "NOT_SUPPORTED: "],
    ["a type of a later version", /"type"\s*:\s*"double"/, '"type":"variant"', "NOT_SUPPORTED: "],
    [
      "a type that is none",
      /"type"\s*:\s*"double"/,
      '"type":"number"',
      "ICEBERG_INVALID_METADATA: ",
    ],
    ["no JSON", /^\{/, "[", "ICEBERG_INVALID_METADATA: "],
    [
      "another current schema",
      /"current-schema-id"\s*:\s*\d+/,
      '"current-schema-id":99',
      "ICEBERG_INVALID_METADATA: ",
    ],
    [
      "a text as an id",
      /"current-schema-id"\s*:\s*\d+/,
      '"current-schema-id":"x"',
      "ICEBERG_INVALID_METADATA: ",
    ],
  ])("is named: %s", async (_, from, to, error) => {
    change(from, to);
    expect(await engine.errorOf("SELECT count(*) FROM evolved")).toContain(error);
  });

  it.each([
    ["a manifest list", "/snap-"],
    ["a manifest", "-m0.avro"],
  ])("is named: %s that is no Avro file", async (_, part) => {
    const key = [...engine.aws.objects.keys()].find(
      (name) => name.includes("/evolved/") && name.includes(part),
    );
    for (const name of engine.aws.objects.keys()) {
      if (name.includes("/evolved/") && name.includes(part)) {
        engine.aws.objects.set(name, Buffer.from("text"));
      }
    }
    expect(key).toBeDefined();
    expect(await engine.errorOf("SELECT count(*) FROM evolved")).toMatch(
      /^ICEBERG_INVALID_METADATA: .* is not a valid Avro file/,
    );
  });

  it("is named: a data file that is gone", async () => {
    for (const name of engine.aws.objects.keys()) {
      if (name.includes("/evolved/data/")) engine.aws.objects.delete(name);
    }
    expect(await engine.errorOf("SELECT count(*) FROM evolved")).toMatch(
      /^ICEBERG_CANNOT_OPEN_SPLIT: .*evolved\/data\/.* does not exist/,
    );
  });

  it.each([
    ["a data file", "evolved", "geo"],
    ["a delete file", "deleted", "file_path"],
  ])("is named: %s that is no Parquet file", async (_, table, column) => {
    for (const [name, body] of engine.aws.objects) {
      const isSuch = name.includes(`/${table}/data/`) && body.includes(column);
      if (isSuch) engine.aws.objects.set(name, Buffer.from("text"));
    }
    expect(await engine.errorOf(`SELECT count(*) FROM ${table}`)).toMatch(
      /^ICEBERG_BAD_DATA: Malformed Parquet file: s3:\/\/iceberg-tables\/\w+\/data\/\S+\.parquet$/,
    );
  });

  it("is named: a metadata file that is gone", async () => {
    engine.aws.objects.delete(current());
    expect(await engine.errorOf("SELECT count(*) FROM evolved")).toMatch(
      /^ICEBERG_MISSING_METADATA: /,
    );
  });
});
