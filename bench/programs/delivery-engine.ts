import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RecordBuffer } from "../../local/firehose/destination/buffer";
import { convertBuffer } from "../../local/firehose/conversion/format-conversion";
import { ParquetWriter } from "../../local/firehose/conversion/parquet-writer";
import type { EngineRun } from "../cases/delivery";
import { COLUMNS, readRecords } from "../cases/delivery-records";

const BUFFER_BYTES = 64 * 1024 * 1024;

const SETTINGS = {
  schema: {
    roleArn: "arn:aws:iam::123456789012:role/delivery",
    region: "eu-west-1",
    catalogId: "123456789012",
    databaseName: "db",
    tableName: "events",
    versionId: "LATEST",
  },
  options: {},
  parquet: { compression: "SNAPPY", writerVersion: "V1" },
};

/**
 * Sends the records of a file through the delivery engine in buffers of 64 MiB, and prints the time from the full buffer
 * to the Parquet file and the error file.
 */
async function main(file: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "bench-engine-"));
  const writer = new ParquetWriter(folder);
  let milliseconds = 0;
  let converted = 0;
  let failed = 0;
  let isWarm = false;
  let buffer = new RecordBuffer(0);
  const convert = () => convertBuffer(buffer, COLUMNS, SETTINGS, writer, join(folder, "scratch"));
  // Each delivery writes new files: when a file is replaced, ext4 flushes it to the disk at once.
  const clear = () => rm(join(folder, "scratch"), { recursive: true });
  const deliver = async () => {
    // The emulator runs for hours, so its first buffer is not representative.
    if (!isWarm) await convert().then(clear);
    isWarm = true;
    const began = performance.now();
    const files = await convert();
    milliseconds += performance.now() - began;
    await clear();
    converted += files.parquet?.records ?? 0;
    failed += files.errors?.records ?? 0;
    buffer = new RecordBuffer(0);
  };
  try {
    for await (const records of readRecords(file)) {
      for (const data of records) {
        buffer.append({ shardId: "shardId-000000000000", sequenceNumber: "1", arrival: 0, data });
      }
      if (buffer.bytes >= BUFFER_BYTES) await deliver();
    }
    if (buffer.length > 0) await deliver();
  } finally {
    await writer.close();
    await rm(folder, { recursive: true });
  }
  const memoryMb = process.resourceUsage().maxRSS / 1024;
  const run: EngineRun = { milliseconds, converted, failed, memoryMb };
  console.log(JSON.stringify(run));
}

main(process.argv[2] ?? "").catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
