import { execFileSync } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { RecordBuffer } from "../../../local/firehose/destination/buffer";
import { Delivery } from "../../../local/firehose/delivery";
import type { DeliveryDependencies } from "../../../local/firehose/delivery";
import type { DeliveredObject } from "../../../local/firehose/destination/pending-object";
import type { HiveColumn } from "../../../formats/hive-type";
import { parseHiveType } from "../../../formats/hive-type";
import { ParquetWriter } from "../../../local/firehose/conversion/parquet-writer";
import { CONVERSION_SETTINGS, deliveryStreamSettings, s3Target } from "./support/delivery-settings";

const ARRIVAL = Date.parse("2026-11-22T23:59:59Z");
const TARGET = s3Target({
  prefix: "data/hour=!{timestamp:HH}/",
  errorPrefix: "errors/!{firehose:error-output-type}/hour=!{timestamp:HH}/",
  extension: ".parquet",
});
const SETTINGS = deliveryStreamSettings({
  versionId: "2",
  data: TARGET,
  conversion: CONVERSION_SETTINGS,
  backup: { ...TARGET, bucket: "raw", prefix: "raw/", compression: "GZIP", extension: undefined },
});

/** Reads a Parquet file with an independent library, which is available only as an ES module. */
function readWithHyparquet(file: string): unknown {
  const script = `
    import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
    const rows = await parquetReadObjects({ file: await asyncBufferFromFile(process.argv[1]), utf8: false });
    const plain = (key, value) => typeof value === "bigint" ? value + "n" : value instanceof Uint8Array ? [...value] : value;
    console.log(JSON.stringify(rows, plain));`;
  const output = execFileSync(process.execPath, ["--input-type=module", "-e", script, file], {
    encoding: "utf8",
  });
  return JSON.parse(output);
}

describe("a delivery", () => {
  let folder: string;
  let parquet: ParquetWriter;
  let objects: Map<string, Buffer>;
  let delivered: DeliveredObject[];
  let columns: readonly HiveColumn[];
  let failsFor: (key: string) => boolean;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "delivery-"));
    parquet = new ParquetWriter(folder);
    objects = new Map();
    delivered = [];
    columns = [
      { name: "id", type: parseHiveType("int") },
      { name: "at", type: parseHiveType("timestamp") },
    ];
    failsFor = () => false;
  });
  afterEach(async () => {
    await parquet.close();
    await rm(folder, { recursive: true, force: true });
  });

  const dependencies = (): DeliveryDependencies => ({
    put: (_target, key, body) => {
      if (failsFor(key)) return Promise.reject(new Error("AccessDenied"));
      objects.set(key, body);
      return Promise.resolve();
    },
    fetchColumns: () => Promise.resolve(columns),
    parquet,
    scratchFolder: join(folder, "scratch"),
    iceberg: {
      describe: () => Promise.reject(new Error("There is no Iceberg table.")),
      append: () => Promise.reject(new Error("There is no Iceberg table.")),
    },
    delivered: (object) => delivered.push(object),
  });
  const buffer = (...texts: string[]) => {
    const filled = new RecordBuffer(0);
    texts.forEach((text, index) =>
      filled.append({
        shardId: "shard",
        sequenceNumber: String(index),
        arrival: ARRIVAL + index * 1000,
        data: Buffer.from(text),
      }),
    );
    return filled;
  };
  const keyOf = (purpose: string) =>
    delivered.find((object) => object.purpose === purpose)?.key ?? "(none)";
  const bodyOf = (purpose: string) => objects.get(keyOf(purpose)) ?? Buffer.alloc(0);
  const parquetRows = async () => {
    const file = join(folder, "read.parquet");
    await writeFile(file, bodyOf("data"));
    return readWithHyparquet(file);
  };

  it("splits a buffer into Parquet and errors, each under the hour of its oldest record", async () => {
    const delivery = new Delivery(buffer('{"id":"x"}', '{"id":1}', "{"), "data", dependencies());
    await delivery.attempt(SETTINGS);
    expect(keyOf("data")).toMatch(
      /^data\/hour=00\/events-2-2026-11-23-00-00-00-[0-9a-f-]{36}\.parquet$/,
    );
    expect(keyOf("errors")).toMatch(
      /^errors\/format-conversion-failed\/hour=23\/events-2-2026-11-22-23-59-59-[0-9a-f-]{36}$/,
    );
    expect(delivered.map(({ purpose, records }) => [purpose, records])).toEqual([
      ["errors", 2],
      ["data", 1],
    ]);
    expect(await parquetRows()).toEqual([{ id: 1, at: null }]);
  });

  it("writes every field of a failed record", async () => {
    const before = Date.now();
    await new Delivery(buffer('{"id":"x"}'), "data", dependencies()).attempt(SETTINGS);
    const [line = "", rest] = bodyOf("errors").toString().split("\n");
    const { attemptEndingTimestamp, ...fields } = JSON.parse(line) as Record<string, unknown>;
    expect(rest).toBe("");
    expect(Number(attemptEndingTimestamp)).toBeGreaterThanOrEqual(before);
    expect(fields).toEqual({
      attemptsMade: 1,
      arrivalTimestamp: ARRIVAL,
      lastErrorCode: "DataFormatConversion.MalformedData",
      lastErrorMessage: 'Data does not match the schema. Column id: expected int, found "x".',
      rawData: Buffer.from('{"id":"x"}').toString("base64"),
      sequenceNumber: "0",
      subSequenceNumber: 0,
      dataCatalogTable: {
        catalogId: "123456789012",
        databaseName: "db",
        tableName: "t",
        region: "eu-west-1",
        versionId: "LATEST",
        catalogArn: "arn:aws:glue:eu-west-1:123456789012:catalog",
      },
    });
    expect(delivered).toHaveLength(1);
  });

  it("writes every column type so that another library can read it", async () => {
    const types: Record<string, [string, unknown, unknown]> = {
      a: ["boolean", true, true],
      b: ["tinyint", -5, -5],
      c: ["smallint", 300, 300],
      d: ["bigint", 42, "42n"],
      e: ["float", 0.5, 0.5],
      f: ["double", 0.1, 0.1],
      g: ["decimal(10,2)", "12.345", 12.35],
      h: ["string", "é😀", "é😀"],
      i: ["varchar(2)", "abc", "ab"],
      j: ["binary", "AP8=", [0, 255]],
      p: ["map<string,struct<b:binary>>", { k: { b: "QQ==" } }, { k: { b: [65] } }],
      k: ["date", "2020-01-05", "2020-01-05T00:00:00.000Z"],
      l: ["timestamp", "2020-01-05T01:05:00.123Z", "2020-01-05T01:05:00.123Z"],
      m: ["array<struct<x:int>>", [{ X: 1 }, null], [{ x: 1 }, null]],
      n: ["map<string,int>", { k: 1 }, { k: 1 }],
      o: ["struct<p:struct<q:array<string>>>", { p: { q: ["r"] } }, { p: { q: ["r"] } }],
    };
    columns = Object.entries(types).map(([name, [type]]) => ({ name, type: parseHiveType(type) }));
    const record = Object.fromEntries(
      Object.entries(types).map(([name, [, value]]) => [name, value]),
    );
    const expected = Object.fromEntries(
      Object.entries(types).map(([name, [, , value]]) => [name, value]),
    );
    await new Delivery(buffer(JSON.stringify(record), "{}"), "data", dependencies()).attempt(
      SETTINGS,
    );
    // A column with children has no type in that library.
    const nothing = Object.fromEntries([..."abcdefghijkl"].map((name) => [name, null]));
    const rows = await parquetRows();
    expect(rows).toHaveLength(2);
    expect(rows).toEqual(expect.arrayContaining([expected, nothing]));
  });

  it.each(["SNAPPY", "GZIP", "UNCOMPRESSED"])(
    "writes Parquet with %s as deployed",
    async (compression) => {
      const conversion = SETTINGS.conversion && {
        ...SETTINGS.conversion,
        parquet: { compression, writerVersion: "V2", blockSizeBytes: 67108864 },
      };
      await new Delivery(buffer('{"id":1}'), "data", dependencies()).attempt({
        ...SETTINGS,
        conversion,
      });
      const connection = await (await import("@duckdb/node-api")).DuckDBConnection.create();
      const file = join(folder, "x.parquet");
      await writeFile(file, bodyOf("data"));
      const found = await connection.runAndReadAll(
        `SELECT DISTINCT compression FROM parquet_metadata('${file}')`,
      );
      connection.closeSync();
      expect(found.getRows()).toEqual([[compression]]);
    },
  );

  it("backs records up unchanged", async () => {
    await new Delivery(buffer('{"id":1}\n', "not json", "{}"), "backup", dependencies()).attempt(
      SETTINGS,
    );
    expect(keyOf("backup")).toMatch(/^raw\/2026\/11\/22\/23\/events-2-.*\.gz$/);
    expect(gunzipSync(bodyOf("backup")).toString()).toBe('{"id":1}\nnot json{}');
    expect(delivered[0]).toMatchObject({
      bucket: "raw",
      records: 3,
      bytes: bodyOf("backup").length,
    });
  });

  it("delivers records unchanged without a conversion", async () => {
    const raw = {
      ...SETTINGS,
      conversion: undefined,
      data: { ...TARGET, extension: undefined, appendedDelimiter: "\n" },
    };
    await new Delivery(buffer("a", "b"), "data", dependencies()).attempt(raw);
    expect(bodyOf("data").toString()).toBe("a\nb\n");
    expect(keyOf("data")).toMatch(/[0-9a-f]{12}$/);
  });

  it("writes after an error only what is not written", async () => {
    const delivery = new Delivery(buffer('{"id":"x"}', '{"id":1}'), "data", dependencies());
    failsFor = (key) => key.startsWith("data/");
    await expect(delivery.attempt(SETTINGS)).rejects.toThrow("AccessDenied");
    // If a changed table were used now, a record could be in both objects or in neither.
    columns = [{ name: "id", type: parseHiveType("string") }];
    failsFor = () => false;
    await delivery.attempt(SETTINGS);
    expect(delivered.map(({ purpose }) => purpose)).toEqual(["errors", "data"]);
    expect(await parquetRows()).toEqual([{ id: 1, at: null }]);
  });

  it("uses a changed table and destination as long as nothing was written", async () => {
    const delivery = new Delivery(buffer('{"id":"x"}'), "data", dependencies());
    failsFor = () => true;
    await expect(delivery.attempt(SETTINGS)).rejects.toThrow("AccessDenied");
    columns = [{ name: "id", type: parseHiveType("string") }];
    failsFor = () => false;
    await delivery.attempt({ ...SETTINGS, versionId: "3", data: { ...TARGET, bucket: "other" } });
    expect(delivered).toMatchObject([{ purpose: "data", bucket: "other" }]);
    expect(await parquetRows()).toEqual([{ id: "x" }]);
  });

  it("removes scratch files", async () => {
    const delivery = new Delivery(buffer('{"id":1}', "{"), "data", dependencies());
    await delivery.attempt(SETTINGS);
    await delivery.close();
    expect(await readdir(join(folder, "scratch"))).toEqual([]);
  });

  it("rejects an unsupported compression", async () => {
    const snappy = {
      ...SETTINGS,
      conversion: undefined,
      data: { ...TARGET, compression: "Snappy" },
    };
    await expect(new Delivery(buffer("a"), "data", dependencies()).attempt(snappy)).rejects.toThrow(
      "does not support the compression format Snappy; use UNCOMPRESSED, GZIP or ZIP",
    );
  });
});
