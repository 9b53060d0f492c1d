import { type GrammarRows, ROWS } from "./table-rows";

/** Relations of FROM, apart from row patterns. */
export const RELATION_ROWS: GrammarRows = {
  JoinRelation: [
    `SELECT * FROM ${ROWS} CROSS JOIN (VALUES 3) u(z)`,
    `SELECT * FROM ${ROWS} JOIN (VALUES 1) u(z) ON x = z`,
    `SELECT * FROM ${ROWS} NATURAL JOIN (VALUES 1) u(x)`,
    `SELECT * FROM ${ROWS} NATURAL LEFT JOIN (VALUES 1) u(x)`,
    `SELECT * FROM ${ROWS} JOIN (VALUES 1) u(z)`,
    `SELECT * FROM ${ROWS} ASOF JOIN (VALUES 1) u(z) ON x = z`,
    `SELECT * FROM ${ROWS} CROSS JOIN (VALUES 3) u(z) ON true`,
    `SELECT * FROM ${ROWS} LEFT SEMI JOIN (VALUES 3) u(z) ON x = z`,
  ],
  RelationDefault: [`SELECT x FROM ${ROWS}, (VALUES 3) u(z)`],
  JoinType: [
    `SELECT * FROM ${ROWS} INNER JOIN (VALUES 1) u(z) ON x = z`,
    `SELECT * FROM ${ROWS} LEFT OUTER JOIN (VALUES 1) u(z) ON x = z`,
    `SELECT * FROM ${ROWS} RIGHT JOIN (VALUES 1) u(z) ON x = z`,
    `SELECT * FROM ${ROWS} FULL OUTER JOIN (VALUES 1) u(z) ON x = z`,
  ],
  JoinCriteria: [
    `SELECT * FROM ${ROWS} JOIN (VALUES 1) u(x) USING (x)`,
    `SELECT * FROM ${ROWS} JOIN (VALUES 1) u(z) USING (x)`,
    `SELECT * FROM ${ROWS} JOIN (VALUES 1) u(z) ON 1`,
  ],
  SampledRelation: [
    "SELECT x FROM (VALUES 1) t(x) TABLESAMPLE BERNOULLI (100)",
    "SELECT count(*) FROM (VALUES 1) AS t(x) TABLESAMPLE SYSTEM (100)",
    "SELECT count(*) FROM (VALUES 1) t TABLESAMPLE SYSTEM (100)",
    "SELECT count(*) FROM (SELECT 1) TABLESAMPLE BERNOULLI (100)",
    "SELECT count(*) FROM UNNEST(ARRAY[1]) TABLESAMPLE BERNOULLI (100)",
    "SELECT count(*) FROM (VALUES 1) t(x) TABLESAMPLE BERNOULLI (101)",
    "SELECT count(*) FROM (VALUES 1) t(x) CROSS JOIN (VALUES 2) u(y) TABLESAMPLE BERNOULLI (100)",
    "SELECT tablesample FROM (VALUES 1) t(tablesample)",
  ],
  SampleType: [
    "SELECT count(*) FROM (VALUES 1) t(x) TABLESAMPLE BERNOULLI (0)",
    "SELECT count(*) FROM (VALUES 1) t(x) TABLESAMPLE POISSONIZED (0)",
  ],
  AliasedRelation: [
    "SELECT x FROM (VALUES 1) AS t (x)",
    "SELECT t._col0 FROM (VALUES 1) t",
    "SELECT * FROM (VALUES 1) t(x, y)",
  ],
  ColumnAliases: ["SELECT a, b FROM (SELECT 1, 2) t(a, b)", "SELECT * FROM (SELECT 1, 2) t(a, a)"],
  TableName: ["SELECT * FROM none.s.t", "SELECT * FROM a.b.c.d"],
  QueryPeriod: [
    "SELECT * FROM none.s.t FOR TIMESTAMP AS OF TIMESTAMP '2024-01-01 00:00:00 UTC'",
    "SELECT * FROM none.s.t FOR VERSION AS OF 1",
    "SELECT * FROM (VALUES 1) t(x) FOR TIMESTAMP AS OF now()",
    "SELECT * FROM none.s.t FOR SYSTEM_TIME AS OF now()",
  ],
  RangeType: ["SELECT * FROM none.s.t FOR VERSION AS OF 'a'"],
  SubqueryRelation: [
    "SELECT * FROM (SELECT 1 AS n)",
    "SELECT * FROM (WITH a AS (SELECT 1 AS n) TABLE a)",
  ],
  Unnest: [
    "SELECT * FROM UNNEST(ARRAY[1, 2])",
    "SELECT * FROM UNNEST(ARRAY[1, 2], ARRAY['a']) WITH ORDINALITY AS t(a, b, n)",
    "SELECT * FROM UNNEST(MAP(ARRAY[1], ARRAY['a'])) t(k, v)",
    "SELECT * FROM UNNEST(1)",
    `SELECT * FROM ${ROWS} LEFT JOIN UNNEST(ARRAY[x]) u(z) ON true`,
    "SELECT * FROM UNNEST()",
  ],
  Lateral: [
    `SELECT * FROM ${ROWS} CROSS JOIN LATERAL (SELECT x + 1)`,
    `SELECT * FROM ${ROWS}, LATERAL (SELECT x + 1) u(z)`,
    "SELECT lateral FROM (VALUES 1) t(lateral)",
  ],
  TableFunctionInvocation: ["SELECT * FROM TABLE(sequence(1, 3))", "SELECT * FROM TABLE(none(1))"],
  TableFunctionCall: [
    "SELECT * FROM TABLE(builtin.sequence(1, 2))",
    "SELECT * FROM TABLE(system.builtin.sequence(start => 1, stop => 3)) AS t(n)",
  ],
  TableFunctionArgument: [
    "SELECT * FROM TABLE(sequence(start => 1, stop => 3))",
    "SELECT * FROM TABLE(sequence())",
  ],
  TableArgument: [
    "SELECT * FROM TABLE(exclude_columns(input => TABLE(SELECT 1 AS a, 2 AS b) PARTITION BY a, columns => DESCRIPTOR(a)))",
  ],
  TableArgumentTable: [
    "SELECT * FROM TABLE(exclude_columns(input => TABLE(none.s.t), columns => DESCRIPTOR(a)))",
  ],
  TableArgumentQuery: [
    "SELECT * FROM TABLE(exclude_columns(input => TABLE(SELECT 1 AS a, 2 AS b), columns => DESCRIPTOR(a)))",
  ],
  DescriptorArgument: [
    "SELECT * FROM TABLE(exclude_columns(input => TABLE(SELECT 1 AS a), columns => CAST(NULL AS DESCRIPTOR)))",
  ],
  DescriptorField: [
    "SELECT * FROM TABLE(exclude_columns(input => TABLE(SELECT 1 AS a, 2 AS b), columns => DESCRIPTOR(a integer)))",
  ],
  CopartitionTables: ["SELECT * FROM TABLE(none(TABLE(a), TABLE(b) COPARTITION (a, b)))"],
  ParenthesizedRelation: [
    `SELECT x FROM (${ROWS})`,
    `SELECT x FROM ((VALUES 1) t(x) CROSS JOIN (VALUES 2) u(z))`,
    "SELECT * FROM (none.s.t)",
  ],
  JsonTable: [
    "SELECT * FROM JSON_TABLE('[1, 2]', 'lax $[*]' COLUMNS (a integer PATH 'lax $'))",
    "SELECT * FROM JSON_TABLE('[', 'lax $[*]' COLUMNS (a integer PATH 'lax $') ERROR ON ERROR)",
    "SELECT * FROM JSON_TABLE('[1]', 'lax $[*]' COLUMNS (a integer PATH 'lax $') EMPTY ON ERROR) AS t (b)",
    `SELECT * FROM ${ROWS} CROSS JOIN JSON_TABLE('[1]', 'lax $[*]' COLUMNS (n FOR ORDINALITY))`,
  ],
  OrdinalityColumn: ["SELECT * FROM JSON_TABLE('[7]', 'lax $[*]' COLUMNS (n FOR ORDINALITY))"],
  ValueColumn: [
    "SELECT * FROM JSON_TABLE('[7]', 'lax $[*]' COLUMNS (a integer PATH 'lax $.b' DEFAULT 3 ON EMPTY NULL ON ERROR))",
  ],
  QueryColumn: [
    "SELECT * FROM JSON_TABLE('[[7]]', 'lax $' COLUMNS (a varchar FORMAT JSON PATH 'lax $[*]' WITH WRAPPER KEEP QUOTES))",
  ],
  NestedColumns: [
    "SELECT * FROM JSON_TABLE('[[7]]', 'lax $' AS p COLUMNS (a varchar FORMAT JSON PATH 'lax $', NESTED PATH 'lax $[*]' AS q COLUMNS (b varchar FORMAT JSON PATH 'lax $')))",
  ],
  JsonTableDefaultPlan: [
    "SELECT * FROM JSON_TABLE('[7]', 'lax $' AS p COLUMNS (NESTED PATH 'lax $[*]' AS q COLUMNS (b integer PATH 'lax $')) PLAN DEFAULT (INNER, UNION))",
  ],
  JsonTablePathName: [
    "SELECT * FROM JSON_TABLE('[7]', 'lax $' AS p COLUMNS (n FOR ORDINALITY) PLAN (p))",
  ],
  LeafPlan: ["SELECT * FROM JSON_TABLE('[7]', 'lax $' AS p COLUMNS (n FOR ORDINALITY) PLAN (q))"],
  JoinPlan: [
    "SELECT * FROM JSON_TABLE('[7]', 'lax $' AS p COLUMNS (NESTED PATH 'lax $[*]' AS q COLUMNS (b integer PATH 'lax $')) PLAN (p OUTER q))",
  ],
  UnionPlan: [
    "SELECT * FROM JSON_TABLE('[7]', 'lax $' AS p COLUMNS (NESTED PATH 'lax $[*]' AS q COLUMNS (b integer PATH 'lax $'), NESTED PATH 'lax $[*]' AS r COLUMNS (c integer PATH 'lax $')) PLAN (p INNER (q UNION r)))",
  ],
  CrossPlan: [
    "SELECT * FROM JSON_TABLE('[7]', 'lax $' AS p COLUMNS (NESTED PATH 'lax $[*]' AS q COLUMNS (b integer PATH 'lax $'), NESTED PATH 'lax $[*]' AS r COLUMNS (c integer PATH 'lax $')) PLAN (p INNER (q CROSS r)))",
  ],
  PlanPrimary: [
    "SELECT * FROM JSON_TABLE('[7]', 'lax $' AS p COLUMNS (NESTED PATH 'lax $[*]' AS q COLUMNS (b integer PATH 'lax $')) PLAN (p OUTER (q)))",
  ],
};
