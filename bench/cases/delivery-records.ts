import { createWriteStream } from "node:fs";
import { open } from "node:fs/promises";
import { once } from "node:events";
import { sampleEvent } from "../../__tests__/support/events/sample-events";
import { SQL } from "../../local/duckdb/sql";
import type { HiveColumn } from "../../formats/hive-type";
import { parseHiveType } from "../../formats/hive-type";

/** The columns of the sample dataset's table. */
export const COLUMNS: readonly HiveColumn[] = [
  {
    name: "event",
    type: parseHiveType("struct<staffName:string,staffId:int,emailId:string,status:string>"),
  },
  {
    name: "metadata",
    type: parseHiveType("struct<appName:string,eventType:string,sourceTimestamp:timestamp>"),
  },
];

/** The same columns, as DuckDB's `read_json` expects them. */
export const DUCKDB_COLUMNS = SQL`{
  event: 'STRUCT("staffName" VARCHAR, "staffId" INTEGER, "emailId" VARCHAR, "status" VARCHAR)',
  metadata: 'STRUCT("appName" VARCHAR, "eventType" VARCHAR, "sourceTimestamp" TIMESTAMP)'
}`;

/**
 * Writes sample events as JSON lines.
 *
 * @param invalidEvery interval of events that do not match the schema; 0 for none
 */
export async function writeRecords(
  file: string,
  count: number,
  invalidEvery: number,
): Promise<void> {
  const output = createWriteStream(file);
  for (let from = 0; from < count; from += 10_000) {
    const lines = Array.from({ length: Math.min(10_000, count - from) }, (_, index) =>
      sampleEvent(from + index, invalidEvery > 0 && (from + index + 1) % invalidEvery === 0),
    );
    if (!output.write(`${lines.join("\n")}\n`)) await once(output, "drain");
  }
  output.end();
  await once(output, "close");
}

/** Streams the lines back, newline included. */
export async function* readRecords(file: string): AsyncGenerator<Buffer[]> {
  const handle = await open(file);
  try {
    let rest = Buffer.alloc(0);
    for await (const part of handle.createReadStream({ highWaterMark: 1024 * 1024 })) {
      // A stream without encoding gives buffers.
      rest = Buffer.concat([rest, part as Buffer]);
      const records: Buffer[] = [];
      let start = 0;
      for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10, start)) {
        records.push(rest.subarray(start, end + 1));
        start = end + 1;
      }
      rest = rest.subarray(start);
      yield records;
    }
  } finally {
    await handle.close();
  }
}
