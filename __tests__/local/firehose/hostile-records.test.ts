import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parquetMetadata } from "hyparquet";
import fc from "../../support/random/seeded-fast-check";
import { sampleEvents } from "../../fixtures/datasets/sample-events";
import { glueType } from "../../../model/dataset/glue-type";
import { splitRecords } from "../../../cli/replay/source/split-records";
import { RecordBuffer } from "../../../local/firehose/destination/buffer";
import { convertBuffer } from "../../../local/firehose/conversion/format-conversion";
import { parseHiveType } from "../../../formats/hive-type";
import type { HiveColumn } from "../../../formats/hive-type";
import { ParquetWriter } from "../../../local/firehose/conversion/parquet-writer";
import { RecordConverter } from "../../../formats/record-conversion";
import { hostileRecord, hugeRecords } from "../../support/random/hostile-records";
import { CONVERSION_SETTINGS } from "./support/delivery-settings";

// For a longer search: FC_RUNS=5000 npx jest hostile-records
const RUNS = Number(process.env["FC_RUNS"] ?? 8);

/** The article's columns, and one of each other type. */
const COLUMNS: readonly HiveColumn[] = [
  ...Object.entries(sampleEvents.columns).map(([name, type]) => ({
    name,
    type: parseHiveType(glueType(type)),
  })),
  ...[
    "string",
    "double",
    "bigint",
    "decimal(38,10)",
    "boolean",
    "date",
    "binary",
    "map<string,string>",
    "array<string>",
    "char(3)",
  ].map((type, index) => ({
    name: type === "binary" ? "bytes" : `a${index === 0 ? "" : index}`,
    type: parseHiveType(type),
  })),
];

describe("hostile records", () => {
  let folder: string;
  let writer: ParquetWriter;
  let conversions = 0;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "hostile-"));
    writer = new ParquetWriter(folder);
  });
  afterAll(async () => {
    await writer.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function convert(records: readonly Buffer[]) {
    const buffer = new RecordBuffer(0);
    records.forEach((data, index) =>
      buffer.append({ shardId: "s", sequenceNumber: String(index), arrival: index, data }),
    );
    conversions += 1;
    const files = await convertBuffer(
      buffer,
      COLUMNS,
      CONVERSION_SETTINGS,
      writer,
      join(folder, `${conversions}`),
    );
    const parquet = files.parquet === undefined ? undefined : await readFile(files.parquet.path);
    const errors = files.errors === undefined ? "" : await readFile(files.errors.path, "utf8");
    return {
      converted: files.parquet?.records ?? 0,
      rows:
        parquet === undefined
          ? 0
          : Number(parquetMetadata(new Uint8Array(parquet).buffer).num_rows),
      failed: errors
        .split("\n")
        .filter(Boolean)
        .map(
          (line) =>
            JSON.parse(line) as {
              lastErrorCode: string;
              lastErrorMessage: string;
              rawData: string;
            },
        ),
    };
  }

  it("become rows of Parquet, or errors with reason and bytes", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(hostileRecord, { minLength: 1, maxLength: 60 }),
        async (records) => {
          const { converted, rows, failed } = await convert(records);
          expect(converted + failed.length).toBe(records.length);
          expect(rows).toBeGreaterThanOrEqual(converted);
          const converter = new RecordConverter(COLUMNS);
          const unconverted = records.filter((record) => !converts(converter, record));
          expect(failed.map(({ rawData }) => rawData)).toEqual(
            unconverted.map((record) => record.toString("base64")),
          );
          for (const { lastErrorCode, lastErrorMessage } of failed) {
            expect(lastErrorCode).toMatch(/^DataFormatConversion\.(ParseError|MalformedData)$/);
            expect(lastErrorMessage.length).toBeGreaterThan(20);
            expect(lastErrorMessage.length).toBeLessThan(400);
          }
        },
      ),
      { numRuns: RUNS },
    );
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it("of a mebibyte or more as well", async () => {
    const good = Buffer.from('{"event":{"staffId":1}}');
    const records = hugeRecords.flatMap(([, record]) => [good, record]);
    const { converted, failed } = await convert(records);
    expect(converted + failed.length).toBe(records.length);
    expect(converted).toBeGreaterThan(hugeRecords.length);
    expect(failed.length).toBeGreaterThan(3);
  });

  it("are backed up unchanged", () => {
    fc.assert(
      fc.property(fc.array(hostileRecord), (records) => {
        const joined = Buffer.concat(records.flatMap((record) => [record, Buffer.from("\n")]));
        const found = Buffer.concat(splitRecords(joined).map(({ bytes }) => bytes));
        expect(withoutSpace(found)).toBe(withoutSpace(joined));
      }),
    );
  });
});

function converts(converter: RecordConverter, record: Buffer): boolean {
  try {
    return converter.convert(record).length > 0;
  } catch {
    return false;
  }
}

function withoutSpace(bytes: Buffer): string {
  return bytes.toString("latin1").replace(/[ \n\r\t]/g, "");
}
