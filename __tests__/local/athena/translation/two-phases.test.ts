import { readFileSync } from "node:fs";
import { join } from "node:path";

import { AGGREGATES } from "../../../../local/athena/functions/aggregates/aggregates";
import { WINDOW_FUNCTIONS } from "../../../../local/athena/functions/window-functions";
import { QueryError } from "../../../../local/athena/query-error";
import { parseStatement } from "../../../../local/athena/sql/statement-parser";
import { entryKey } from "../../../../local/athena/translation/catalog-entry";
import { QueryTranslator } from "../../../../local/athena/translation/query-translator";
import type { TranslatedQuery } from "../../../../local/athena/translation/relations/relation";
import type * as fragments from "../../../../local/duckdb/sql";
import { TranslationState } from "../../../../local/athena/translation/translation-state";

/** How many pieces of SQL were written; the mock below runs before this file's own statements. */
const pieces = jest.requireMock<{ readonly counter: { written: number } }>(
  "../../../../local/duckdb/sql",
).counter;

jest.mock("../../../../local/duckdb/sql", () => {
  const counter = { written: 0 };
  const actual = jest.requireActual<typeof fragments>("../../../../local/duckdb/sql");
  const counted =
    <Args extends unknown[], Result>(write: (...args: Args) => Result) =>
    (...args: Args): Result => {
      counter.written += 1;
      return write(...args);
    };
  return {
    ...actual,
    counter,
    SQL: counted(actual.SQL),
    join: counted(actual.join),
    literal: counted(actual.literal),
    numericLiteral: counted(actual.numericLiteral),
    identifier: counted(actual.identifier),
  };
});

const CASES = join(__dirname, "..", "trino-cases");

/** A part of the statements is enough: they are made by patterns. */
const EVERY = 3;

/** Statements with all kinds of expressions that Trino answers. */
const STATEMENTS = [
  "aggregates",
  "collections",
  "field",
  "forms",
  "generated",
  "json",
  "numbers",
  "texts",
  "times",
]
  .flatMap((name) =>
    readFileSync(join(CASES, `${name}.jsonl`), "utf8")
      .split("\n")
      .flatMap((line) => /^\{"sql":("(?:[^"\\]|\\.)*")/.exec(line)?.[1] ?? [])
      .map((text) => String(JSON.parse(text))),
  )
  .filter((_, index) => index % EVERY === 0);

describe("the analysis of a query", () => {
  it("writes no SQL, and the query is written after it without an error", () => {
    let queries = 0;
    const early: string[] = [];
    const failed: string[] = [];
    for (const sql of STATEMENTS) {
      const before = pieces.written;
      const query = analyzed(sql);
      if (pieces.written > before) early.push(sql);
      if (query === undefined) continue;
      queries += 1;
      failed.push(...writingError(sql, query));
      expect(pieces.written).toBeGreaterThan(before);
    }
    expect(early).toEqual([]);
    expect(failed).toEqual([]);
    expect(queries).toBeGreaterThan(600);
  });

  it("has found an error in the last item before it writes the first", () => {
    const before = pieces.written;
    expect(() =>
      analyze(
        "SELECT a.s, lower(b.s), transform(ARRAY[a.i], x -> x + b.i), 1 + 'x' FROM t a JOIN t b ON a.i = b.i WHERE a.k = '1'",
      ),
    ).toThrow(/^TYPE_MISMATCH/);
    expect(pieces.written).toBe(before);
  });

  it("refuses a text that can't be written", () => {
    expect(() => analyze("SELECT '\ud800'")).toThrow(/is not well-formed Unicode/);
  });

  it("refuses each volatile argument that would be written more than once", () => {
    const volatile = [
      "random()",
      "CAST(random() AS real)",
      "CAST(random() AS decimal(5,2))",
      "random(10)",
      "CAST(random() AS varchar)",
      "random() > 5e-1",
      "from_unixtime(random())",
      "ARRAY[random()]",
      "map(ARRAY[1], ARRAY[random()])",
    ];
    const lists = volatile.flatMap((a) => [
      [a],
      [a, a],
      ["1", a],
      [a, "1"],
      [a, "5e-1"],
      ["i", a, "2"],
      [a, "i", "2"],
      [a, a, "2"],
    ]);
    const failed: string[] = [];
    const outcomes = { refused: 0, written: 0 };
    const calls = [...Object.keys(AGGREGATES), ...Object.keys(WINDOW_FUNCTIONS)].flatMap((name) =>
      lists.flatMap((args) => [
        `${name}(${args.join(", ")})`,
        `${name}(${args.join(", ")}) OVER (ORDER BY i)`,
      ]),
    );
    const others = [
      "array_agg(i ORDER BY random() NULLS FIRST)",
      "row_number() OVER (ORDER BY random() NULLS FIRST)",
      "row_number() OVER (ORDER BY random() DESC)",
      "CASE random() WHEN 1e0 THEN 1 WHEN i THEN (SELECT 2) END",
      "CASE random(3) WHEN 1 THEN (SELECT 1) WHEN 2 THEN 2 END",
      "CASE 1e0 WHEN random() THEN 1 ELSE (SELECT 2) END",
      "CASE WHEN i = 1 THEN ROW(random()) ELSE (SELECT ROW(1)) END",
      "random() > 5e-1 AND 1 / i = (SELECT 1)",
    ];
    for (const call of [...calls, ...others]) {
      const query = analyzed(`SELECT ${call} FROM UNNEST(ARRAY[1]) AS t(i)`);
      outcomes[query === undefined ? "refused" : "written"] += 1;
      failed.push(...writingError(call, query));
    }
    expect(failed).toEqual([]);
    expect(outcomes.refused).toBeGreaterThan(500);
    expect(outcomes.written).toBeGreaterThan(100);
  });
});

/** The error of the writing of a query, which should have none. */
function writingError(sql: string, query: TranslatedQuery | undefined): string[] {
  try {
    query?.sql();
    return [];
  } catch (error) {
    return [`${sql}: ${String(error)}`];
  }
}

/** Analyzes a query; undefined if it is refused, or is another statement. */
function analyzed(sql: string): TranslatedQuery | undefined {
  try {
    return analyze(sql);
  } catch (error) {
    if (error instanceof QueryError) return undefined;
    throw error;
  }
}

function analyze(sql: string): TranslatedQuery | undefined {
  const statement = parseStatement(sql);
  if (statement.kind !== "query") return undefined;
  const column = (name: string, kind: "integer" | "varchar", hiveType: string) => ({
    name,
    type: { kind },
    hiveType,
  });
  const table = {
    database: "d",
    name: "t",
    columns: [column("i", "integer", "int"), column("s", "varchar", "string")],
    partitionKeys: [column("k", "varchar", "string")],
    definition: { Name: "t" },
  };
  const catalog = new Map([[entryKey("d", "t"), { kind: "table", table } as const]]);
  const names = { database: "d", named: new Map<string, never>() };
  return new QueryTranslator(
    new TranslationState(new Date(0), { entries: catalog, periods: new Map() }),
  ).translate(statement.query, names);
}
