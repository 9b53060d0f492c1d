import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { DuckDb, type DuckDbSession } from "../../../../local/athena/engine/duckdb-session";
import { parseStatement } from "../../../../local/athena/sql/statement-parser";
import { QueryTranslator } from "../../../../local/athena/translation/query-translator";
import { emptyCatalog } from "../../../../local/athena/translation/table-catalog";
import { TranslationState } from "../../../../local/athena/translation/translation-state";
import type { Sql } from "../../../../local/duckdb/sql";

/** Calls whose definition in DuckDB's SQL uses an argument more than once. */
const CALLS: readonly (readonly [call: string, innermost: string])[] = [
  ["substr($, i, 30)", "CAST(i AS varchar)"],
  ["nullif($, 'x')", "CAST(i AS varchar)"],
  ["upper(split_part($, ',', 1))", "CAST(i AS varchar)"],
  ["power($, 2e0)", "CAST(i AS double)"],
  ["CASE $ WHEN 1 THEN 2 WHEN 3 THEN 4 ELSE 5 END", "i"],
  ["10 / ($ + 1)", "i"],
  ["CAST(CAST($ AS varchar) AS integer)", "i"],
  ["element_at(array_distinct(ARRAY[$, 1]), 1)", "i"],
];

/** At most that much longer for twice the depth. */
const MOST = 4;

/** Rounds until a busy machine has let each run pass undisturbed. */
const ROUNDS = 60;

describe("nested calls", () => {
  const folder = mkdtempSync(join(tmpdir(), "athena-"));
  const duckDb = new DuckDb(join(folder, "engine"), join(folder, "own"));
  let session: DuckDbSession;

  beforeAll(async () => {
    session = await duckDb.session();
  });

  afterAll(async () => {
    session.close();
    await duckDb.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(CALLS)("of %s grow with their depth, and so does their planning", async (call, first) => {
    const shallow = translated(nested(call, first, 5));
    const deep = translated(nested(call, first, 10));
    expect(deep.text.length / shallow.text.length).toBeLessThan(MOST);
    const plan = (sql: Sql) => () => session.rows(sql);
    expect(await slowdown(plan(shallow), plan(deep))).toBeLessThan(MOST);
  });

  it("of 50 columns are translated in a time that grows with their depth", async () => {
    const translate = (depth: number) => {
      const column = nested("substr($, i, 30)", "CAST(i AS varchar)", depth);
      const columns = Array.from({ length: 50 }, () => column).join(", ");
      return () => translated(columns);
    };
    expect(await slowdown(translate(5), translate(10))).toBeLessThan(MOST);
  });
});

/** How much longer the second run takes than the first one, each at its fastest. */
async function slowdown(first: () => unknown, second: () => unknown): Promise<number> {
  const least = [Infinity, Infinity];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, run] of [first, second].entries()) {
      const started = performance.now();
      await run();
      least[index] = Math.min(least[index] ?? Infinity, performance.now() - started);
    }
    if (ratio(least) < MOST) break;
  }
  return ratio(least);
}

function ratio([first = 1, second = Infinity]: readonly number[]): number {
  return second / first;
}

function nested(call: string, first: string, depth: number): string {
  return Array.from({ length: depth }).reduce<string>((inner) => call.replace("$", inner), first);
}

function translated(items: string): Sql {
  const statement = parseStatement(`SELECT ${items} FROM UNNEST(sequence(1, 3)) AS t(i)`);
  if (statement.kind !== "query") throw new Error("not a query");
  const state = new TranslationState(new Date(0), emptyCatalog());
  const names = { database: undefined, named: new Map<string, never>() };
  return new QueryTranslator(state).translate(statement.query, names).sql();
}
