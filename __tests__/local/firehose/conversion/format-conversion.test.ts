import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBConnection } from "@duckdb/node-api";
import fc from "../../../support/random/seeded-fast-check";
import { RecordBuffer } from "../../../../local/firehose/destination/buffer";
import { ConversionError } from "../../../../formats/conversion-error";
import { literal } from "../../../../local/duckdb/sql";
import { convertBuffer } from "../../../../local/firehose/conversion/format-conversion";
import type { HiveColumn } from "../../../../formats/hive-type";
import { ParquetWriter } from "../../../../local/firehose/conversion/parquet-writer";
import { RecordConverter } from "../../../../formats/record-conversion";
import { SimpleRecords } from "../../../../local/firehose/conversion/simple-records";
import { CONVERSION_SETTINGS } from "../support/delivery-settings";
import { columnsArbitrary, recordsArbitrary } from "../support/generated-records";

// For a longer search: FC_RUNS=5000 npx jest format-conversion
const RUNS = Number(process.env["FC_RUNS"] ?? 60);

function bufferOf(records: readonly Buffer[]): RecordBuffer {
  const buffer = new RecordBuffer(0);
  records.forEach((data, index) =>
    buffer.append({ shardId: "s", sequenceNumber: String(index), arrival: index, data }),
  );
  return buffer;
}

/** Records what DuckDB rejected, because the conversion would hide it with its slow path. */
class WatchedWriter extends ParquetWriter {
  readonly rejections: unknown[] = [];

  override async write(...file: Parameters<ParquetWriter["write"]>): Promise<void> {
    try {
      await super.write(...file);
    } catch (error) {
      this.rejections.push(error);
      throw error;
    }
  }
}

describe("format conversion", () => {
  let folder: string;
  let writer: WatchedWriter;
  let reader: DuckDBConnection;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "conversion-"));
    writer = new WatchedWriter(folder);
    reader = await DuckDBConnection.create();
  });
  afterAll(async () => {
    reader.closeSync();
    await writer.close();
    await rm(folder, { recursive: true, force: true });
  });

  const rowsOf = async (file: string): Promise<string[]> => {
    const result = await reader.runAndReadAll(`SELECT t::VARCHAR FROM ${literal(file).text} AS t`);
    return result
      .getRows()
      .map(([row]) => String(row))
      .sort();
  };

  /** The reference: converts every record separately. */
  const model = async (columns: readonly HiveColumn[], records: readonly Buffer[]) => {
    const converter = new RecordConverter(columns);
    const lines: string[] = [];
    const failed: number[] = [];
    records.forEach((record, index) => {
      try {
        lines.push(...converter.convert(record));
      } catch (error) {
        if (!(error instanceof ConversionError)) throw error;
        failed.push(index);
      }
    });
    if (lines.length === 0) return { rows: [], failed };
    const path = join(folder, "model.json");
    const target = join(folder, "model.parquet");
    await writeFile(path, `${lines.join("\n")}\n`);
    const longestLine = Math.max(...lines.map(({ length }) => length));
    await writer.write(
      [{ path, longestLine, columns }],
      columns,
      CONVERSION_SETTINGS.parquet,
      target,
    );
    return { rows: await rowsOf(target), failed };
  };

  it("has the rows and errors of a conversion record by record", async () => {
    const cases = columnsArbitrary.chain((columns) =>
      fc.tuple(fc.constant(columns), recordsArbitrary(columns)),
    );
    await fc.assert(
      fc.asyncProperty(cases, async ([columns, records]) => {
        const expected = await model(columns, records);
        const converted = await convertBuffer(
          bufferOf(records),
          columns,
          CONVERSION_SETTINGS,
          writer,
          join(folder, "run"),
        );
        const { parquet, errors } = converted;
        expect(parquet === undefined ? [] : await rowsOf(parquet.path)).toEqual(expected.rows);
        const failed = errors === undefined ? [] : await failedRecords(errors.path);
        expect(failed).toEqual(expected.failed);
        expect(writer.rejections).toEqual([]);
        expect((parquet?.records ?? 0) + (errors?.records ?? 0)).toBe(records.length);
      }),
      { numRuns: RUNS },
    );
  }, 3_600_000);

  it("passes simple records to DuckDB unchanged", () => {
    const columns: HiveColumn[] = [
      { name: "staffid", type: { kind: "int" } },
      { name: "at", type: { kind: "timestamp" } },
    ];
    const records = [
      '{"staffId":1,"at":"2020-01-05T01:05:00.000Z"}\n',
      '{"staffId":2,"at":"2020-01-05T01:05:00Z"}\n',
      '{"staffId":3}\n',
      '{"staffId": 4, "at": null}',
    ].map((text) => Buffer.from(text));
    const buffer = bufferOf(records);
    const simple = SimpleRecords.infer(buffer, columns, new RecordConverter(columns));
    const found = [...buffer.chunks()].flatMap((chunk) =>
      chunk.ends.map((end, index) => simple?.has(chunk, chunk.ends[index - 1] ?? 0, end)),
    );
    expect(found).toEqual([true, true, true, true]);
    expect(simple?.columns.map(({ name }) => name)).toEqual(["staffId", "at"]);
  });

  it.each([
    ["a number in quotes", '{"staffId":"1"}'],
    ["another spelling of a key", '{"staffid":1}'],
    ["two documents", '{"staffId":1}{"staffId":1}'],
    ["a key twice", '{"staffId":1,"staffId":1}'],
    ["an integer with a fraction", '{"staffId":1.5}'],
    ["an integer that may be out of range", '{"staffId":2147483647}'],
    ["a trailing comma", '{"staffId":1,}'],
    ["a day that does not exist", '{"staffId":1,"at":"2021-02-29T00:00:00Z"}'],
    ["a time zone", '{"staffId":1,"at":"2021-02-28T00:00:00+00:00"}'],
    ["an epoch", '{"staffId":1,"at":1600000000}'],
    [
      "bytes that are no UTF-8",
      Buffer.from([...Buffer.from('{"name":"'), 0xff, ...Buffer.from('"}')]),
    ],
    ["half a surrogate pair", '{"name":"\\ud800"}'],
    ["a control character", '{"name":"\u0001"}'],
  ])("converts %s one by one", (_what, odd) => {
    const columns: HiveColumn[] = [
      { name: "staffid", type: { kind: "int" } },
      { name: "at", type: { kind: "timestamp" } },
      { name: "name", type: { kind: "string" } },
    ];
    const usual = Buffer.from('{"staffId":1,"at":"2020-01-05T01:05:00Z","name":"é"}');
    const buffer = bufferOf([usual, usual, usual, Buffer.from(odd)]);
    const simple = SimpleRecords.infer(buffer, columns, new RecordConverter(columns));
    const [chunk] = [...buffer.chunks()];
    if (chunk === undefined) throw new Error("the buffer is empty");
    expect(simple?.has(chunk, 0, usual.length)).toBe(true);
    expect(simple?.has(chunk, usual.length * 3, chunk.bytes.length)).toBe(false);
  });

  it("does not take parts of documents for simple records", () => {
    const line = '{"staffId":1}\n';
    const texts = [line, line, '{"staffId":', "1}\n", line, '{"staffId":1', "}", "\n", line];
    expect(simpleOnes(texts.map((text) => Buffer.from(text)))).toEqual([0, 1, 4, 8]);
  });

  it("finds the same simple records in a large and in a small buffer", () => {
    // Longer than the window, and not a multiple of it.
    const records = Array.from({ length: 20_000 }, (_, index) =>
      Buffer.from(`{"staffId":${index % 7 === 3 ? '"x"' : index}}${index % 11 === 0 ? "" : "\n"}`),
    );
    const expected = records.flatMap((_, index) => (index % 7 === 3 ? [] : [index]));
    expect(simpleOnes(records)).toEqual(expected);
  });

  const simpleOnes = (records: readonly Buffer[]): number[] => {
    const columns: HiveColumn[] = [{ name: "staffid", type: { kind: "int" } }];
    const buffer = bufferOf(records);
    const simple = SimpleRecords.infer(buffer, columns, new RecordConverter(columns));
    return [...buffer.chunks()].flatMap((chunk) =>
      chunk.ends.flatMap((end, index) =>
        simple?.has(chunk, chunk.ends[index - 1] ?? 0, end) === true
          ? [chunk.firstRecord + index]
          : [],
      ),
    );
  };

  const failedRecords = async (file: string): Promise<number[]> => {
    const query = `SELECT "sequenceNumber"::INTEGER FROM read_json(${literal(file).text}, format = 'newline_delimited') ORDER BY 1`;
    return (await reader.runAndReadAll(query)).getRows().map(([number]) => Number(number));
  };
});
