import { Scope } from "../../../../local/athena/analysis/scope";
import { sameExpression } from "../../../../local/athena/analysis/same-expression";
import { parseStatement } from "../../../../local/athena/sql/statement-parser";
import type { Expression } from "../../../../local/athena/sql/syntax-tree";
import { DuckDbExpressionTranslator } from "../../../../local/athena/translation/expressions/duckdb-expression-translator";
import type { WritableExpression } from "../../../../local/athena/translation/expressions/writable-expression";
import type { Field } from "../../../../local/athena/translation/field";
import { emptyCatalog } from "../../../../local/athena/translation/table-catalog";
import { TranslationState } from "../../../../local/athena/translation/translation-state";
import type { TrinoType } from "../../../../local/athena/types/trino-type";
import { identifier } from "../../../../local/duckdb/sql";

/** Columns of the expressions, by name. */
const TYPES: Readonly<Record<string, TrinoType>> = {
  i: { kind: "integer" },
  d: { kind: "double" },
  s: { kind: "varchar" },
  day: { kind: "date" },
  l: { kind: "array", element: { kind: "integer" } },
  r: { kind: "row", fields: [{ name: "p", type: { kind: "integer" } }] },
};

describe("whether an expression can fail", () => {
  it.each([
    ["i = 1 AND s LIKE 'a%'", false],
    ["i / 2 = 1", true],
    ["d / 2e0 > 1", false],
    ["CAST(s AS integer) = 1", true],
    ["TRY_CAST(s AS integer) = 1", false],
    ["try(CAST(s AS integer)) = 1", false],
    ["CAST(i AS bigint) = 1", false],
    ["CAST(i AS tinyint) = 1", true],
    ["upper(s) = 'A'", false],
    ["upper(CAST(CAST(s AS integer) AS varchar)) = 'A'", true],
    ["json_parse(s) IS NULL", true],
    ["random() < 0.5", false],
    ["random(i) >= 0", true],
    ["current_date - INTERVAL '7' DAY > DATE '2026-01-01'", false],
    ["day + INTERVAL '1' DAY > DATE '2026-01-01'", false],
    ["INTERVAL '1' MONTH + day > DATE '2026-01-01'", false],
    ["day - INTERVAL '48' HOUR > DATE '2026-01-01'", false],
    // A date takes no hours.
    ["day + INTERVAL '1' HOUR > DATE '2026-01-01'", true],
    ["current_date - INTERVAL '1' HOUR > DATE '2026-01-01'", true],
    ["CAST(day AS timestamp) + INTERVAL '1' HOUR > now()", false],
    ["day - current_date > INTERVAL '1' DAY", false],
    ["current_date + (day - current_date) > day", true],
    ["INTERVAL '1' DAY * i > INTERVAL '2' DAY", true],
    ["-INTERVAL '1' DAY < INTERVAL '2' DAY", false],
    ["transform(l, x -> x + 1) IS NULL", true],
  ])("%s: %s", (sql, expected) => {
    expect(typed(sql)[0]?.canFail).toBe(expected);
  });
});

describe("whether an expression is volatile", () => {
  it.each([
    ["random() < 0.5", true],
    ["transform(ARRAY[1], x -> x + random(2))", true],
    ["upper(s) = 'A'", false],
  ])("%s: %s", (sql, expected) => {
    expect(typed(sql)[0]?.volatile).toBe(expected);
  });
});

describe("whether two expressions are one", () => {
  // As Trino 476 answers `SELECT a … GROUP BY b`.
  it.each([
    ["t.i + 1", "(I + 1)", true],
    ["i + 1", "d + 1", false],
    ["i + 01", "i + 1", true],
    ["d + 1e0", "d + 1.0e0", true],
    ["i + 1.0", "i + 1.00", false],
    ["i - 1", "i + -1", false],
    ["ABS(i)", "abs(i)", true],
    ["i <> 1", "i != 1", true],
    ["i BETWEEN 1 AND 2", "i >= 1 AND i <= 2", false],
    ["CAST(i AS BIGINT)", "CAST(i AS bigint)", true],
    ["CAST(i AS int)", "CAST(i AS integer)", false],
    ["CAST(i AS varchar(3))", "CAST(i AS varchar(4))", false],
    ["CAST(s AS integer)", "TRY_CAST(s AS integer)", false],
    ["year(day)", "extract(year FROM day)", false],
    ["s || 'a'", "concat(s, 'a')", true],
    ["if(i = 1, 2)", "CASE WHEN i = 1 THEN 2 END", false],
    ["r.P", "t.r.p", true],
    ["(r).p", "r.p", true],
    ["transform(l, x -> x + 1)", "transform(l, x -> x + 1)", true],
    ["transform(l, x -> x + 1)", "transform(l, y -> y + 1)", false],
    ["transform(l, X -> x + 1)", "transform(l, x -> x + 1)", false],
    ["transform(l, x -> x + i)", "transform(l, x -> x + t.i)", true],
    ["transform(l, x -> x + 1)", "transform(l, x -> x + 2)", false],
    ["'r5'", "'r9'", false],
    ["random()", "random()", true],
    ["sum(i) OVER (ORDER BY d)", "sum(i) OVER (ORDER BY d DESC)", false],
  ])("%s and %s: %s", (one, other, expected) => {
    const [first, second] = typed(one, other);
    if (first === undefined || second === undefined) throw new Error("No expressions");
    expect(sameExpression(first, second)).toBe(expected);
  });
});

/** Expressions over a relation `t` of {@link TYPES}. */
function typed(...texts: readonly string[]): WritableExpression[] {
  const fields = Object.entries(TYPES).map(([name, type]): Field => {
    return { name, relation: ["t"], column: Symbol(name), type, sql: () => identifier(name) };
  });
  const expressions = new DuckDbExpressionTranslator({
    state: new TranslationState(new Date(), emptyCatalog()),
    scope: new Scope<Field>(fields),
    windows: new Map(),
    translateQuery: () => {
      throw new Error("No subquery was expected");
    },
  });
  return texts.map((text) => expressions.translate(expression(text)));
}

function expression(sql: string): Expression {
  const statement = parseStatement(`SELECT ${sql}`);
  const body = statement.kind === "query" ? statement.query.body : undefined;
  const item = body?.kind === "select" ? body.items[0] : undefined;
  if (item?.kind !== "column") throw new Error(`${sql} is no expression`);
  return item.value;
}
