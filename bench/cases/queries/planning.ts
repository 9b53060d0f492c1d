import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DuckDb } from "../../../local/athena/engine/duckdb-session";
import { parseStatement } from "../../../local/athena/sql/statement-parser";
import { QueryTranslator } from "../../../local/athena/translation/query-translator";
import { emptyCatalog } from "../../../local/athena/translation/table-catalog";
import { TranslationState } from "../../../local/athena/translation/translation-state";
import type { Sql } from "../../../local/duckdb/sql";
import { benchmarkResult } from "../../harness/benchmark-result";
import type { BenchmarkResult } from "../../harness/benchmark-result";
import { medianOf } from "../../harness/median";

/** Statements before the measured ones, until Node.js has compiled the code that a new process loads. */
const WARM_UP = 40;
const COLUMNS = 50;
const NESTED_CALLS = 10;
const OF = `of ${COLUMNS} columns of ${NESTED_CALLS} nested calls`;

/** Measures the planning of a query of many columns, each of nested calls: from its text to DuckDB's plan. */
export async function measurePlanning(rounds: number): Promise<BenchmarkResult> {
  const folder = mkdtempSync(path.join(tmpdir(), "bench-planning-"));
  const duckDb = new DuckDb(path.join(folder, "engine"), path.join(folder, "objects"));
  const session = await duckDb.session();
  const sql = wideQuery("substr($, 1)");
  const plan = async () => {
    const started = performance.now();
    await session.plan(translated(sql));
    return performance.now() - started;
  };
  try {
    await medianOf(WARM_UP, plan);
    return benchmarkResult({
      name: `planning ${OF}`,
      measured: await medianOf(rounds, plan),
      unit: "ms",
      limit: { atMost: 20 },
    });
  } finally {
    session.close();
    await duckDb.close();
    rmSync(folder, { recursive: true });
  }
}

/** Measures this project's part of the planning, parsing and translating, for calls that DuckDB has no function for. */
export async function measureTranslation(rounds: number): Promise<BenchmarkResult> {
  const sql = wideQuery("split_part($, ',', 1)");
  const translate = () => {
    const started = performance.now();
    if (translated(sql).text === "") throw new Error("The query was translated to nothing");
    return Promise.resolve(performance.now() - started);
  };
  await medianOf(WARM_UP, translate);
  return benchmarkResult({
    name: `translation ${OF}`,
    measured: await medianOf(rounds, translate),
    unit: "ms",
    limit: { atMost: 20 },
  });
}

function translated(sql: string): Sql {
  const statement = parseStatement(sql);
  if (statement.kind !== "query") throw new Error("The statement is not a query");
  const names = { database: undefined, named: new Map<string, never>() };
  const state = new TranslationState(new Date(), emptyCatalog());
  return new QueryTranslator(state).translate(statement.query, names).sql();
}

/** @param call of `$`, the call in it */
function wideQuery(call: string): string {
  const nested = Array.from({ length: NESTED_CALLS }).reduce<string>(
    (inner) => call.replace("$", inner),
    "text",
  );
  return `SELECT ${Array.from({ length: COLUMNS }, (_, index) => `${nested} AS c${index}`).join(", ")} FROM (VALUES 'a,b') AS t (text)`;
}
