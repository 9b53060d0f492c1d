/** Classes of wrong answers that generated statements showed. */
export const GENERATED: readonly string[] = [
  // Values of failing calls that are constant, over no row or inside of TRY.
  "SELECT TRY(CAST(MAP(ARRAY['a'], ARRAY[7]) AS map(varchar, integer))[c]) FROM (VALUES 'a', 'b') AS t(c)",
  "SELECT TRY(CAST(ARRAY[NULL, 1] AS array(integer))[c]) FROM (VALUES 0, 2, 3) AS t(c)",
  "SELECT sequence(c, CAST(-3 AS bigint)) FROM (VALUES 1) AS t(c) WHERE c > 1",
  // Grouping sets of expressions.
  "SELECT a + 1, count(*) FROM (VALUES 1, 2) AS t(a) GROUP BY CUBE (a + 1)",
  "SELECT abs(a), count(*) FROM (VALUES 1, 2) AS t(a) GROUP BY ROLLUP (abs(a))",
  "SELECT a, count(*) FROM (VALUES 1, 2) AS t(a) GROUP BY GROUPING SETS ((a), ())",
  // Comparisons of null with NaN.
  "SELECT CAST(NULL AS double) < nan(), nan() > CAST(NULL AS double), nan() = CAST(NULL AS double), CAST(NULL AS double) <> nan(), nan() <> nan(), nan() = nan()",
  "SELECT x < y, x >= y, x = y, x <> y FROM (VALUES (1e0, nan()), (nan(), 1e0), (NULL, nan()), (nan(), NULL), (1e0, 2e0), (nan(), nan())) AS t(x, y)",
  "SELECT nan() IN (CAST(NULL AS double), 1e0 + 1), CAST(NULL AS double) IN (nan(), 1e0)",
  "SELECT x < ALL (SELECT nan()) FROM (VALUES 1e0) AS t(x)",
  "SELECT x IN (SELECT nan()) FROM (VALUES nan()) AS t(x)",
  // Null in formats, elements, digits and numbers of buckets.
  "SELECT format('%.2f', CAST(NULL AS double)), format('%.9f', CAST(NULL AS double)), format('%s', CAST(NULL AS varchar)), format('%.3s', CAST(NULL AS varchar))",
  "SELECT ARRAY['a'] || CAST(NULL AS varchar), CAST(NULL AS integer) || ARRAY[1], ARRAY[1] || 2",
  "SELECT round(2.5e0, CAST(NULL AS integer)), round(0e0, CAST(NULL AS integer))",
  "SELECT a, ntile(CAST(NULL AS bigint)) OVER (ORDER BY a) FROM (VALUES 1, 2) AS t(a)",
  // Order of a joined map.
  "SELECT map_concat(MAP(ARRAY['a', 'b'], ARRAY[1, 2]), MAP(ARRAY['x'], ARRAY[5]), MAP(ARRAY['x', 'a'], ARRAY[9, 3]))",
  // Authorities that Java does not take for a host.
  "SELECT url_extract_host('http://a_b/x'), url_extract_host('http://é/x'), url_extract_port('http://é:80/x'), url_extract_host('http://1.2.3.4:80/'), url_extract_host('http://a.b-c.org/')",
  // A bare NULL where functions have several signatures.
  "SELECT abs(NULL)",
  "SELECT to_iso8601(NULL)",
];
