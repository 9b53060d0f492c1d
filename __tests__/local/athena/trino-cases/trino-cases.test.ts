import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { routeStatement } from "../../../../local/athena/trino/statements/statement-route";
import { TestEngine } from "../../../support/athena/test-engine";
import { announcedBackend } from "../../../support/trino/announced-backend";
import { answerOf } from "./differential/own-answer";
import type { TrinoAnswer } from "./trino-client";

interface TrinoCase extends TrinoAnswer {
  readonly sql: string;
}

/** A statement that the engine refuses where Trino answers, or for which it has another error. */
interface Refusal {
  readonly sql: string;
  /** The code of the engine's error. */
  readonly error: string;
  /** What its message names: the construct, or why the error is another one. */
  readonly names: string;
}

/** The first line of a file of cases names the version of Trino; it has no statement. */
function linesOf<Line extends { readonly sql: string }>(file: string): Line[] {
  // Written by ask-trino.ts and, for the refusals, by hand: each line has these fields.
  return readFileSync(join(__dirname, file), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Line)
    .filter(({ sql }) => typeof sql === "string");
}

const REFUSALS = "refusals.jsonl";
const FILES = readdirSync(__dirname).filter((file) => file.endsWith(".jsonl") && file !== REFUSALS);
/** Nothing is refused on Trino. */
const refusals = new Map(
  linesOf<Refusal>(REFUSALS)
    .filter(() => announcedBackend() === undefined)
    .map((refusal) => [refusal.sql, refusal]),
);

/**
 * The error of a session of Athena. The answers are those of a session without a catalog; with one, Trino looks for a
 * function's schema in it, and does not find it.
 */
function expectedError({ error }: TrinoAnswer): string | undefined {
  return error === "MISSING_CATALOG_NAME" ? "FUNCTION_NOT_FOUND" : error;
}

/** For a real Trino on a machine that does much else. */
const TIMEOUT_MS = 1_800_000;

/** Rows as a multiset: nothing orders them but ORDER BY, and no case has more than a few. */
function inAnyOrder(rows: TrinoAnswer["rows"]): string[] {
  return (rows ?? []).map((row) => JSON.stringify(row)).sort();
}

/** Expressions that are asked in one query. */
const AT_ONCE = 40;

/** Whether a statement is one expression, without a relation, which has a value. */
function isExpression({ sql, types, rows }: TrinoCase): boolean {
  const answered = types?.length === 1 && rows?.length === 1 && !refusals.has(sql);
  return answered && !/\bFROM\b|\bOVER\b/i.test(sql);
}

function expressionOf({ sql }: TrinoCase): string {
  return sql.replace(/^SELECT /i, "");
}

describe("the answers of a real Trino", () => {
  const engine = new TestEngine();

  afterAll(() => engine.close());

  /** How the engine differs from Trino; undefined if it does not, or refuses what is marked so. */
  async function difference({ sql, ...trino }: TrinoCase): Promise<string | undefined> {
    const { message, ...own } = await answerOf(engine, sql);
    const refusal = refusals.get(sql);
    if (refusal !== undefined) {
      // What Trino answers, the other engine does, but for statements that Athena does not have.
      const helps =
        trino.error !== undefined ||
        own.error !== "NOT_SUPPORTED" ||
        message?.includes("--sql-engine trino") ||
        message?.includes("Athena has no ");
      const marked =
        own.error === refusal.error && message?.includes(refusal.names) === true && helps === true;
      return marked ? undefined : `${sql} is marked as refused, but: ${message ?? "answered"}`;
    }
    const same =
      own.error === expectedError(trino) &&
      JSON.stringify(own.types) === JSON.stringify(trino.types) &&
      inAnyOrder(own.rows).join() === inAnyOrder(trino.rows).join();
    return same
      ? undefined
      : `${sql}: Trino ${JSON.stringify(trino)}, here ${message ?? JSON.stringify(own)}`;
  }

  /** The cases that are left once expressions that give Trino's values were asked many at once, for speed. */
  async function withoutEqual(cases: readonly TrinoCase[]): Promise<readonly TrinoCase[]> {
    const expressions = cases.filter(isExpression);
    const equal = new Set<TrinoCase>();
    for (let from = 0; from < expressions.length; from += AT_ONCE) {
      const batch = expressions.slice(from, from + AT_ONCE);
      const { types, rows } = await answerOf(
        engine,
        `SELECT ${batch.map(expressionOf).join(",\n")}`,
      );
      batch.forEach((each, index) => {
        const [type, value] = [types?.[index], rows?.[0]?.[index]];
        if (type === each.types?.[0] && value === each.rows?.[0]?.[0]) equal.add(each);
      });
    }
    return cases.filter((each) => !equal.has(each));
  }

  it.each(FILES)(
    "are those of the engine, or are refused by name: %s",
    async (file) => {
      // On Trino, the gateway has other errors for statements that are no queries.
      const cases = linesOf<TrinoCase>(file).filter(
        ({ sql }) => announcedBackend() === undefined || routeStatement(sql).kind === "query",
      );
      expect(cases.length).toBeGreaterThan(0);
      const differences: string[] = [];
      for (const each of await withoutEqual(cases)) {
        const found = await difference(each);
        if (found !== undefined) differences.push(found);
      }
      expect(differences).toEqual([]);
    },
    TIMEOUT_MS,
  );

  it("are refused only for statements of the cases", () => {
    const known = new Set(FILES.flatMap((file) => linesOf<TrinoCase>(file).map(({ sql }) => sql)));
    expect([...refusals.keys()].filter((sql) => !known.has(sql))).toEqual([]);
  });
});
