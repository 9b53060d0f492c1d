import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { DuckDBInstance } from "@duckdb/node-api";
import type { DuckDBConnection } from "@duckdb/node-api";
import { runCopy } from "../../local/duckdb/run-sql";
import { literal, SQL } from "../../local/duckdb/sql";
import { DUCKDB_COLUMNS, writeRecords } from "./delivery-records";
import { benchmarkResult } from "../harness/benchmark-result";
import type { BenchmarkResult } from "../harness/benchmark-result";
import { median } from "../harness/median";

const MAXIMUM_MEMORY_MB = 600;
const CASES = [
  { name: "all records valid", invalidEvery: 0, minimumRatio: 0.7 },
  { name: "1 % invalid", invalidEvery: 100, minimumRatio: 0.3 },
] as const;

/** The output of one run of programs/delivery-engine.ts. */
export interface EngineRun {
  readonly milliseconds: number;
  readonly converted: number;
  readonly failed: number;
  readonly memoryMb: number;
}

/**
 * Compares the delivery engine (conversion, Parquet, error split) with DuckDB alone, which copies the same number of
 * valid records from JSON to Parquet. Both are warm and run alternately, so that other load affects both.
 */
export async function measureDelivery(records: number, rounds: number): Promise<BenchmarkResult[]> {
  const folder = await mkdtemp(join(tmpdir(), "bench-delivery-"));
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  try {
    const validFile = join(folder, "valid.json");
    await writeRecords(validFile, records, 0);
    await runDuckDb(connection, validFile, join(folder, "warm-up.parquet"));
    const results: BenchmarkResult[] = [];
    for (const { name, invalidEvery, minimumRatio } of CASES) {
      const file = invalidEvery === 0 ? validFile : join(folder, "some-invalid.json");
      if (invalidEvery > 0) await writeRecords(file, records, invalidEvery);
      const duckDb: number[] = [];
      const engine: EngineRun[] = [];
      for (let round = 0; round < rounds; round += 1) {
        duckDb.push(await runDuckDb(connection, validFile, join(folder, "alone.parquet")));
        engine.push(await runEngine(file));
      }
      results.push(...summarize(name, records, minimumRatio, duckDb, engine));
    }
    return results;
  } finally {
    connection.closeSync();
    instance.closeSync();
    await rm(folder, { recursive: true });
  }
}

async function runDuckDb(
  connection: DuckDBConnection,
  file: string,
  target: string,
): Promise<number> {
  const began = performance.now();
  await runCopy(
    connection,
    SQL`COPY (SELECT * FROM read_json(${literal(file)}, format = 'newline_delimited', columns = ${DUCKDB_COLUMNS})) TO ${literal(target)} (FORMAT parquet, COMPRESSION snappy, DICTIONARY_SIZE_LIMIT 0)`,
  );
  const milliseconds = performance.now() - began;
  await rm(target);
  return milliseconds;
}

/** Runs the engine in a process of its own, so that its memory can be measured. */
async function runEngine(file: string): Promise<EngineRun> {
  const program = join(__dirname, "../programs/delivery-engine.ts");
  const { stdout } = await promisify(execFile)(process.execPath, [
    "--require",
    "tsx/cjs",
    program,
    file,
  ]);
  // The program prints exactly this.
  return JSON.parse(stdout) as EngineRun;
}

function summarize(
  name: string,
  records: number,
  minimumRatio: number,
  duckDb: readonly number[],
  engine: readonly EngineRun[],
): BenchmarkResult[] {
  const rate = (milliseconds: number) => (records / milliseconds) * 1000;
  return [
    benchmarkResult({
      name: `delivery engine, ${name}`,
      measured: rate(median(engine.map(({ milliseconds }) => milliseconds))),
      unit: "records/s",
      baseline: { name: "DuckDB alone, all records valid", measured: rate(median(duckDb)) },
      limit: { atLeast: minimumRatio },
    }),
    benchmarkResult({
      name: `peak memory of the delivery engine, ${name}`,
      measured: Math.max(...engine.map(({ memoryMb }) => memoryMb)),
      unit: "MB",
      limit: { atMost: MAXIMUM_MEMORY_MB },
    }),
  ];
}
