/** Pairs of expressions of which Trino takes the first for the second, or not. */
const PAIRS: readonly (readonly [selected: string, key: string])[] = [
  ["transform(l, x -> x + 1)", "transform(l, x -> x + 1)"],
  ["transform(l, x -> x + 1)", "transform(l, y -> y + 1)"],
  ["transform(l, X -> x + 1)", "transform(l, x -> x + 1)"],
  ["cardinality(transform(l, x -> x + 1))", "transform(l, x -> x + 1)"],
  ["transform(l, x -> x + a)", "transform(l, x -> x + t.a)"],
  ["CAST(a AS int)", "CAST(a AS integer)"],
  ["CAST(a AS INTEGER)", "CAST(a AS integer)"],
  ["a <> 1", "a != 1"],
  ["year(d)", "extract(year FROM d)"],
  ["a + 1.0", "a + 1.00"],
  ["a + 1e0", "a + 1.0e0"],
  ["a + 01", "a + 1"],
  ["ABS(a)", "abs(A)"],
  ["t.a + 1", "(a + 1)"],
  ["a IN (SELECT 1)", "a IN (SELECT 1)"],
  ["a BETWEEN 1 AND 2", "a >= 1 AND a <= 2"],
  ["s || ''", "concat(s, '')"],
  ["a - 1", "a + -1"],
  ["if(a = 1, 2, 3)", "IF(a = 1, 2, 3)"],
  ["CASE WHEN a = 1 THEN 2 END", "if(a = 1, 2)"],
];

const TABLE =
  "(VALUES (1, ARRAY[1, 2], DATE '2020-01-01', 'a'), (2, ARRAY[3], DATE '2021-01-01', 'b')) t(a, l, d, s)";

/** Expressions of a select list and grouping keys, and such of ORDER BY. */
export const SAME_EXPRESSION_STATEMENTS = [
  ...PAIRS.map(([selected, key]) => `SELECT ${selected} FROM ${TABLE} GROUP BY ${key}`),
  `SELECT DISTINCT transform(l, x -> x + 1) FROM ${TABLE} ORDER BY transform(l, x -> x + 1)`,
  `SELECT DISTINCT transform(l, x -> x + 1) FROM ${TABLE} ORDER BY transform(l, y -> y + 1)`,
  `SELECT DISTINCT random() FROM (VALUES 1) t(a) ORDER BY random()`,
  `SELECT a + 1 AS x, count(*) FROM ${TABLE} GROUP BY a + 1 ORDER BY x + 1`,
  `SELECT a AS x, count(*) FROM ${TABLE} GROUP BY a ORDER BY x + 1`,
];
