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
import { figure } from "../harness/benchmark-result";
import type { Figure } from "../harness/benchmark-result";
import { median } from "../harness/median";

const MOST_MEMORY_MB = 600;
const CASES = [
  { name: "all records good", badEvery: 0, leastRatio: 0.5 },
  { name: "1 % bad", badEvery: 100, leastRatio: 0.3 },
] as const;

/** What one run of the engine prints. */
export interface EngineRun {
  readonly milliseconds: number;
  readonly good: number;
  readonly bad: number;
  readonly memoryMb: number;
}

/**
 * Compares the delivery engine (conversion, Parquet, error split) with DuckDB alone, which copies the same records, all
 * of them good, from JSON to Parquet. Both are warm and measured in turns, so that what else the machine does meets
 * both.
 */
export async function measureDelivery(records: number, rounds: number): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), "bench-delivery-"));
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  try {
    const goodFile = join(folder, "good.json");
    await writeRecords(goodFile, records, 0);
    await runDuckDb(connection, goodFile, join(folder, "warm-up.parquet"));
    const figures: Figure[] = [];
    for (const { name, badEvery, leastRatio } of CASES) {
      const file = badEvery === 0 ? goodFile : join(folder, "some-bad.json");
      if (badEvery > 0) await writeRecords(file, records, badEvery);
      const duckDb: number[] = [];
      const engine: EngineRun[] = [];
      for (let round = 0; round < rounds; round += 1) {
        duckDb.push(await runDuckDb(connection, goodFile, join(folder, "alone.parquet")));
        engine.push(await runEngine(file));
      }
      figures.push(...summarize(name, records, leastRatio, duckDb, engine));
    }
    return figures;
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

/** In a process of its own, so that its memory is its own. */
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
  leastRatio: number,
  duckDb: readonly number[],
  engine: readonly EngineRun[],
): Figure[] {
  const rate = (milliseconds: number) => (records / milliseconds) * 1000;
  return [
    figure({
      what: `delivery engine, ${name}`,
      against: "DuckDB alone on the same records",
      measured: rate(median(engine.map(({ milliseconds }) => milliseconds))),
      peer: rate(median(duckDb)),
      unit: "records/s",
      bound: { atLeast: leastRatio },
    }),
    figure({
      what: `peak memory of the delivery engine, ${name}`,
      against: "its limit",
      measured: Math.max(...engine.map(({ memoryMb }) => memoryMb)),
      unit: "MB",
      bound: { atMost: MOST_MEMORY_MB },
    }),
  ];
}
