import { isVolatile } from "../../../../local/athena/analysis/determinism";
import { canFail } from "../../../../local/athena/analysis/failure";
import { tableNames } from "../../../../local/athena/analysis/table-names";
import { parseStatement } from "../../../../local/athena/sql/statement-parser";
import type { Expression, Query } from "../../../../local/athena/sql/syntax-tree";
import { type TrinoType, UNKNOWN } from "../../../../local/athena/types/trino-type";

/** Columns of the expressions, by name. */
const TYPES: Readonly<Record<string, TrinoType>> = {
  i: { kind: "integer" },
  d: { kind: "double" },
  s: { kind: "varchar" },
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
  ])("%s: %s", (sql, expected) => {
    const typeOf = (node: Expression) => typeOfExample(node);
    expect(canFail(expression(sql), typeOf)).toBe(expected);
  });
});

describe("whether an expression is volatile", () => {
  it.each([
    ["random() < 0.5", true],
    ["transform(ARRAY[1], x -> x + random(2))", true],
    ["upper(s) = 'A'", false],
  ])("%s: %s", (sql, expected) => {
    expect(isVolatile(expression(sql))).toBe(expected);
  });
});

describe("the tables of a query", () => {
  it.each([
    ["SELECT 1", []],
    ["SELECT * FROM a, db.b JOIN c ON a.x = c.x", ["a", "db.b", "c"]],
    ["WITH a AS (SELECT * FROM a), c AS (SELECT * FROM a) SELECT * FROM a, c, d", ["a", "d"]],
    [
      "SELECT (SELECT max(x) FROM a) FROM b WHERE EXISTS (SELECT 1 FROM c) AND x IN (SELECT x FROM d) ORDER BY (SELECT 1 FROM e)",
      ["b", "a", "c", "d", "e"],
    ],
    ["SELECT x FROM (SELECT x FROM a) UNION ALL (SELECT x FROM b)", ["a", "b"]],
    [
      "SELECT x FROM UNNEST((SELECT l FROM a)) AS t(x) GROUP BY x HAVING x > (SELECT 1 FROM b)",
      ["a", "b"],
    ],
    ["SELECT sum(x) OVER w FROM a WINDOW w AS (PARTITION BY (SELECT 1 FROM b))", ["a", "b"]],
  ])("of %s", (sql, expected) => {
    expect(tableNames(query(sql)).map(({ parts }) => parts.join("."))).toEqual(expected);
  });
});

function query(sql: string): Query {
  const statement = parseStatement(sql);
  if (statement.kind !== "query") throw new Error(`${sql} is no query`);
  return statement.query;
}

function expression(sql: string): Expression {
  const { body } = query(`SELECT ${sql}`);
  const item = body.kind === "select" ? body.items[0] : undefined;
  if (item?.kind !== "column") throw new Error(`${sql} is no expression`);
  return item.value;
}

function typeOfExample(node: Expression): TrinoType {
  if (node.kind === "name") return TYPES[node.name] ?? UNKNOWN;
  if (node.kind === "integer") return { kind: "integer" };
  if (node.kind === "typed" || (node.kind === "call" && node.name === "current_date"))
    return { kind: "date" };
  if (node.kind === "interval") return { kind: "interval day to second" };
  return node.kind === "cast" && node.type.name === "integer" ? { kind: "integer" } : UNKNOWN;
}
