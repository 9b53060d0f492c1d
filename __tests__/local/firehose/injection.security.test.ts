import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { OpenXOptions } from "../../../formats/record-conversion";
import { RecordBuffer } from "../../../local/firehose/destination/buffer";
import { convertBuffer } from "../../../local/firehose/conversion/format-conversion";
import { type HiveColumn, parseHiveType } from "../../../formats/hive-type";
import { ParquetWriter } from "../../../local/firehose/conversion/parquet-writer";
import { Canary } from "../../support/canary";
import { hostileText, hostileTexts, MEGABYTE } from "../../support/random/hostile-text";
import fc, { SEED } from "../../support/random/seeded-fast-check";
import { CONVERSION_SETTINGS } from "./support/delivery-settings";
import { DuckDBConnection } from "@duckdb/node-api";

const RUNS = 6;

/** The row that a text becomes in the Parquet file, as JSON; undefined if it was not written. */
type Place = (text: string) => Promise<readonly [got: unknown, expected: unknown] | undefined>;

describe("an attack by a delivery stream", () => {
  // Users also choose the names of folders.
  const parent = mkdtempSync(join(tmpdir(), "firehose-injection-"));
  const folder = join(parent, "it's [1] *");
  const canary = new Canary();
  const writer = new ParquetWriter(folder);
  const counts = { texts: 0, same: 0, rejected: 0 };
  let deliveries = 0;
  let reader: DuckDBConnection;

  beforeAll(async () => {
    reader = await DuckDBConnection.create();
  });
  afterAll(async () => {
    reader.closeSync();
    await writer.close();
    canary.remove();
    rmSync(parent, { recursive: true, force: true });
    console.info(`Hostile text to the Parquet writer, seed ${SEED}: ${JSON.stringify(counts)}`);
  });

  /** The first row of a converted record, read by an independent DuckDB. */
  async function delivered(
    columns: readonly HiveColumn[],
    record: unknown,
    options?: OpenXOptions,
  ) {
    const buffer = new RecordBuffer(0);
    const data = Buffer.from(JSON.stringify(record));
    buffer.append({ shardId: "s", sequenceNumber: "1", arrival: 0, data });
    deliveries += 1;
    const place = join(folder, String(deliveries));
    const settings = { ...CONVERSION_SETTINGS, options: options ?? {} };
    const { parquet } = await convertBuffer(buffer, columns, settings, writer, place);
    if (parquet === undefined) return undefined;
    const copy = join(parent, `${deliveries}.parquet`);
    writeFileSync(copy, readFileSync(parquet.path));
    const rows = await reader.runAndReadAll(`SELECT to_json(t) FROM read_parquet('${copy}') AS t`);
    return JSON.parse(String(rows.getRows()[0]?.[0])) as unknown;
  }

  const column = (name: string, type = "string") => [{ name, type: parseHiveType(type) }];
  const wellFormed = (text: string) => text.replace(/\p{Surrogate}/gu, "\ufffd");

  const places: Readonly<Record<string, Place>> = {
    "a value": async (text) => [await delivered(column("a"), { a: text }), { a: wellFormed(text) }],
    "a column": async (text) => [
      await delivered(column(text.toLowerCase()), { [text]: "v" }),
      { [text.toLowerCase()]: "v" },
    ],
    "a nested field": async (text) => [
      await delivered(column("s", `struct<${text}:string>`), { s: { [text.trim()]: "v" } }),
      { s: { [text.trim().toLowerCase()]: "v" } },
    ],
    "a key of a map": async (text) => [
      await delivered(
        column("m", "map<string,string>"),
        { m: { [text]: "v" } },
        {
          caseInsensitive: false,
        },
      ),
      { m: { [wellFormed(text)]: "v" } },
    ],
    "a key that the SerDe maps": async (text) => [
      await delivered(column("a"), { [text]: "v" }, { columnToJsonKeyMappings: { a: text } }),
      { a: "v" },
    ],
  };

  const expectNoEffect = async (place: Place, text: string): Promise<void> => {
    let outcome: string;
    counts.texts += 1;
    try {
      const answer = await place(text);
      outcome = JSON.stringify(answer);
      counts.same += 1;
      if (answer?.[0] !== undefined) expect(answer[0]).toEqual(answer[1]);
    } catch (error) {
      if (error instanceof Error && "matcherResult" in error) throw error;
      counts.rejected += 1;
      outcome = String(error);
      expect(outcome).toMatch(/^(?:UnquotableText: The name|Error: The column type)/);
    }
    expect(outcome).not.toContain(canary.secret);
    expect(canary.written).toEqual([]);
  };

  it.each(Object.entries(places))("has no effect in %s", async (_, place) => {
    for (const text of hostileTexts(canary)) await expectNoEffect(place, text);
    await fc.assert(
      fc.asyncProperty(hostileText(canary), (text) => expectNoEffect(place, text)),
      { numRuns: RUNS },
    );
    await expectNoEffect(place, MEGABYTE);
  });

  it.each([
    ["the version of its Parquet writer", { writerVersion: "V1); COPY (SELECT 1) TO 'X'; --" }],
    ["its compression", { compression: "SNAPPY'); COPY (SELECT 1) TO 'X'; --" }],
    ["its block size", { blockSizeBytes: "1); COPY (SELECT 1) TO 'X'; --" as unknown as number }],
  ])("writes no file by %s", async (_, setting) => {
    const path = join(folder, "rows.json");
    await delivered(column("name"), {});
    writeFileSync(path, '{"name":"a"}\n');
    const columns = [{ name: "name", type: { kind: "string" as const } }];
    const aimed = JSON.stringify(setting).replace("'X'", `'${canary.target}'`);
    const settings = {
      compression: "SNAPPY",
      writerVersion: "V1",
      ...(JSON.parse(aimed) as typeof setting),
    };
    const rows = [{ path, columns, longestLine: 20 }];
    await writer
      .write(rows, columns, settings, join(folder, "rows.parquet"))
      .catch(() => undefined);
    expect(canary.written).toEqual([]);
  });
});
