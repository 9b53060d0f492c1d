import { namedTables } from "../../../../local/athena/analysis/named-tables";
import { parseStatement } from "../../../../local/athena/sql/statement-parser";
import type { Query } from "../../../../local/athena/sql/syntax-tree";

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
    expect(namedTables(query(sql)).map(({ name }) => name.parts.join("."))).toEqual(expected);
  });
});

function query(sql: string): Query {
  const statement = parseStatement(sql);
  if (statement.kind !== "query") throw new Error(`${sql} is no query`);
  return statement.query;
}
