import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { DuckDBInstance } from "@duckdb/node-api";
import { literal } from "../local/firehose/duckdb-type";
import { DUCKDB_COLUMNS, writeRecords } from "./delivery-records";

const ROUNDS = 5;
const MOST_MEMORY_MB = 600;
const CASES = [
  { name: "all records good", badEvery: 0, leastRatio: 0.5 },
  { name: "1 % bad", badEvery: 100, leastRatio: 0.3 },
] as const;

interface EngineRun {
  readonly milliseconds: number;
  readonly good: number;
  readonly bad: number;
  readonly memoryMb: number;
}

/**
 * Compares the delivery engine (conversion, Parquet, error split) with DuckDB alone, which copies the same records, all
 * of them good, from JSON to Parquet. Both are measured in turns, so that what else the machine does meets both.
 */
async function main(): Promise<void> {
  const count = Number(process.argv[2] ?? 1_000_000);
  const folder = await mkdtemp(join(tmpdir(), "bench-delivery-"));
  try {
    const goodFile = join(folder, "good.json");
    await writeRecords(goodFile, count, 0);
    for (const { name, badEvery, leastRatio } of CASES) {
      const file = badEvery === 0 ? goodFile : join(folder, "some-bad.json");
      if (badEvery > 0) await writeRecords(file, count, badEvery);
      const duckdb: number[] = [];
      const engine: EngineRun[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        duckdb.push(await runDuckDb(goodFile, join(folder, "alone.parquet")));
        engine.push(await runEngine(file));
      }
      report(name, count, leastRatio, duckdb, engine);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function runDuckDb(file: string, target: string): Promise<number> {
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  // The delivery engine is warm when it is measured; so is this.
  await connection.run(`COPY (SELECT 1 AS one) TO ${literal(target)} (FORMAT parquet)`);
  const began = performance.now();
  await connection.run(
    `COPY (SELECT * FROM read_json(${literal(file)}, format = 'newline_delimited', columns = ${DUCKDB_COLUMNS})) TO ${literal(target)} (FORMAT parquet, COMPRESSION snappy)`,
  );
  const milliseconds = performance.now() - began;
  connection.closeSync();
  instance.closeSync();
  return milliseconds;
}

/** In a process of its own, so that its memory is its own. */
async function runEngine(file: string): Promise<EngineRun> {
  const program = join(__dirname, "delivery-engine.ts");
  const { stdout } = await promisify(execFile)(process.execPath, [
    "--import",
    "tsx",
    program,
    file,
  ]);
  // The program prints exactly this.
  return JSON.parse(stdout) as EngineRun;
}

function report(
  name: string,
  count: number,
  leastRatio: number,
  duckdb: readonly number[],
  engine: readonly EngineRun[],
): void {
  const alone = median(duckdb);
  const through = median(engine.map(({ milliseconds }) => milliseconds));
  const memoryMb = Math.max(...engine.map((run) => run.memoryMb));
  const [first] = engine;
  const ratio = alone / through;
  console.log(
    [
      `${name}: ${ratio.toFixed(2)} of DuckDB's speed (at least ${leastRatio})`,
      `${count} records, ${first?.good ?? 0} good, ${first?.bad ?? 0} bad`,
      `DuckDB alone ${Math.round(alone)} ms, delivery engine ${Math.round(through)} ms`,
      `memory at most ${Math.round(memoryMb)} MB (at most ${MOST_MEMORY_MB})`,
    ].join("; "),
  );
  if (ratio < leastRatio || memoryMb > MOST_MEMORY_MB) process.exitCode = 1;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
