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
  // Constants that fail, where no row needs them.
  "SELECT 5 / 0 FROM (VALUES 1) t(x) WHERE x > 3",
  "SELECT element_at(ARRAY[1, 2], 0) FROM (VALUES 1) t(x) WHERE x > 3",
  "SELECT sum(5 / 0) FROM (VALUES 1) t(x) WHERE x > 3",
  "SELECT CASE WHEN x > 3 THEN 5 / 0 END FROM (VALUES 1, 2) t(x)",
  "SELECT TRY(ARRAY[1][codepoint('')])",
  "SELECT CASE WHEN 5 / 0 = 1 THEN 1 ELSE 2 END FROM (VALUES 1) t(x) WHERE x > 3",
  // A bare NULL of a known type as an operand.
  "SELECT CAST(NULL AS timestamp(3) with time zone) + INTERVAL '1' day",
  "SELECT CAST(NULL AS timestamp(3)) - INTERVAL '1' month",
  "SELECT CAST(NULL AS timestamp(3)) - TIMESTAMP '2020-01-01 00:00:00'",
  "SELECT date_add('millisecond', CAST(NULL AS smallint), TRY(date_parse(CAST(NULL AS varchar), '%Y-%m-%d')))",
  "SELECT date_add('hour', 1, CAST(NULL AS timestamp(3) with time zone) + INTERVAL '1' month)",
  // UNNEST of a lambda that uses a column.
  "SELECT id, e FROM (VALUES 1, 2) t(id) CROSS JOIN UNNEST(repeat(id, 2)) AS v(e)",
  "SELECT id, e FROM (VALUES (1, ARRAY[1, 2])) t(id, a) LEFT JOIN UNNEST(transform(a, x -> x + id)) AS v(e) ON TRUE",
  "SELECT id, g FROM (VALUES (1, ARRAY[1, 2])) t(id, a) CROSS JOIN UNNEST(a) AS v(e) CROSS JOIN UNNEST(repeat(e, 2)) AS w(g)",
  "SELECT id, e, o FROM (VALUES (1, ARRAY[3, 1])) t(id, a) CROSS JOIN UNNEST(array_remove(a, id)) WITH ORDINALITY AS v(e, o)",
  // A key of a wider type than the map's.
  "SELECT element_at(MAP(ARRAY['a', 'b'], ARRAY[1, 2]), CAST('a' AS varchar))",
  "SELECT MAP(ARRAY[1, 2], ARRAY[1, 2])[CAST(2 AS bigint)], MAP(ARRAY[1.5], ARRAY['x'])[1.50]",
  "SELECT element_at(MAP(ARRAY[1, 2], ARRAY[1, 2]), 2e0)",
  // A NULL next to texts.
  "SELECT concat(NULL, 'a', 'b'), typeof(concat('a', NULL, 'b')), typeof(concat(NULL, 'a'))",
  // Columns that grouping sets name twice.
  "SELECT x, count(*) FROM (VALUES 1, NULL) t(x) GROUP BY CUBE (x, x)",
  "SELECT x, count(*) FROM (VALUES 1, NULL) t(x) GROUP BY ROLLUP (x, x)",
  // Dates without leading zeros.
  ...["42", "2", "+2020", "2020-1-1", "7-1", "12km", "2020-"].flatMap((text) => [
    `SELECT from_iso8601_date('${text}')`,
    `SELECT from_iso8601_timestamp('${text}')`,
  ]),
  ...["2020-1-1T5", "5T", "T1", "2020-02-29T1:2:3", "T", "", "2020-02-29T24:00"].map(
    (text) => `SELECT from_iso8601_timestamp('${text}')`,
  ),
  // One expression of a lambda in SELECT and in GROUP BY or ORDER BY.
  "SELECT transform(a, x -> x + 1), count(*) FROM (VALUES ARRAY[1], ARRAY[1]) t(a) GROUP BY transform(a, x -> x + 1)",
  "SELECT json_value(a, 'lax $.a'), count(*) FROM (VALUES '{\"a\":1}') t(a) GROUP BY json_value(a, 'lax $.a')",
  "SELECT DISTINCT transform(a, x -> x + 1) FROM (VALUES ARRAY[1]) t(a) ORDER BY transform(a, x -> x + 1)",
  "SELECT cardinality(transform(a, x -> x + 1)), count(*) FROM (VALUES ARRAY[1]) t(a) GROUP BY transform(a, x -> x + 1)",
  // Of two instants of one local time, the one with the offset of the instant before.
  ...["Europe/Madrid", "America/New_York"].flatMap((zone) =>
    [
      "2021-10-31 02:15:00.000",
      "2023-11-05 01:59:59.999",
      "2021-03-28 02:15:00.000",
      "2024-03-10 02:30:00.000",
    ].flatMap((clock) => [
      `SELECT with_timezone(x, '${zone}') AT TIME ZONE 'UTC', with_timezone(x, '${zone}') + INTERVAL '24' hour FROM (VALUES TIMESTAMP '${clock}') t(x)`,
      `SELECT date_add('day', -1, x), date_add('month', 1, x), date_trunc('hour', x), date_trunc('day', x), x + INTERVAL '1' month FROM (VALUES with_timezone(TIMESTAMP '${clock}', '${zone}')) t(x)`,
    ]),
  ),
  "SELECT date_add('day', -1, x), date_add('day', 1, x) FROM (VALUES TIMESTAMP '2021-11-01 02:30:00.000 Europe/Madrid', TIMESTAMP '2021-10-30 02:30:00.000 Europe/Madrid') t(x)",
  "SELECT with_timezone(TIMESTAMP '2020-01-01 00:00:00', 'UTC'), with_timezone(CAST('2020-01-01 00:00:00.123456' AS timestamp(6)), 'UTC'), with_timezone(DATE '2020-01-01', 'UTC')",
  "SELECT x AT TIME ZONE 'America/New_York', format_datetime(x AT TIME ZONE 'Europe/Madrid', 'yyyy Z') FROM (VALUES TIMESTAMP '0042-01-01 00:00:00 UTC') t(x)",
  "SELECT to_iso8601(TIMESTAMP '1850-01-01 00:00:00 UTC' AT TIME ZONE 'America/New_York')",
  // A null compared with several values of a subquery.
  ...["'a'), (NULL", "'a'), ('b'", "'a'), ('b'), (NULL", "'a'), ('a'", "NULL"].map(
    (values) =>
      `SELECT x, x <> ANY (SELECT y FROM (VALUES (${values})) u(y)), x = ALL (SELECT y FROM (VALUES (${values})) u(y)) FROM (VALUES '', 'a', NULL) t(x)`,
  ),
  // Hosts and ports of URLs.
  "SELECT x, url_extract_host(x), url_extract_port(x) FROM (VALUES 'http://42/x', 'http://2020-02-29/x', 'http://-7.5/', 'http://a.5/', 'http://5.a/', 'http://a-/', 'http://1.2.3.4/', 'http://300.1.1.1/', 'http://42./x', 'http://4_2/x', 'http://h:99999999999/', 'http://h:7/') t(x)",
  // Zeros of both signs.
  "SELECT greatest(a, b), greatest(b, a), least(a, b), least(b, a) FROM (VALUES (CAST(0e0 AS real), CAST(-0e0 AS real))) t(a, b)",
  // Values of a window function that are counted by a column.
  "SELECT nth_value(x, y) OVER (ORDER BY x) FROM (VALUES (1, NULL), (2, 1), (3, 2), (4, 7)) t(x, y)",
  "SELECT nth_value(x, 0) OVER (ORDER BY x) FROM (VALUES 1, 2) t(x)",
  // NaN in a list with itself, for which Trino answers true.
  "SELECT x IN (x, 1e0) FROM (VALUES nan(), 1e0) t(x)",
  "SELECT TRY(json_value('{}', 'strict $.a' ERROR ON ERROR))",
  // NaN sorts by where nulls do.
  ...["x", "x DESC", "x NULLS FIRST", "x DESC NULLS FIRST"].flatMap((order) => [
    `SELECT array_agg(x ORDER BY ${order}) FROM (VALUES 1e0, nan(), NULL, infinity(), -infinity()) t(x)`,
    `SELECT x, row_number() OVER (ORDER BY ${order}) FROM (VALUES CAST(1 AS real), CAST('NaN' AS real), NULL) t(x)`,
  ]),
  // Doubles of which Java's old algorithm does not find the fewest digits, or that it takes for integers.
  "SELECT CAST(x AS varchar) FROM (VALUES 1e23, 2e23, 9e22, 2.26797932753915e17, 4.289305879150052e18, -6.592887868318442e18, 1.1e23, 4.9e-324, 2.2250738585072014e-308, 9007199254740993e0, 1e-5, 123456.789e0) t(x)",
  "SELECT CAST(x AS real) FROM (VALUES 99999944.99, 0.01, 12345678.91, -99999944.99, 16777217.00, 3.14) t(x)",
  "SELECT array_intersect(ARRAY[1, 2, 3], ARRAY[3, 1, 7, 9]), array_intersect(ARRAY[3, 1, 7], ARRAY[1, 2, 3]), array_intersect(CAST(NULL AS array(integer)), ARRAY[1])",
  "SELECT date_diff('second', x, CAST('2020-02-29 23:59:59.999999' AS timestamp(6))) FROM (VALUES TIMESTAMP '2023-11-05 01:59:59.999', TIMESTAMP '2020-02-29 23:59:58.999') t(x)",
  "SELECT lead(x, 1, 'none') OVER (ORDER BY x) FROM (VALUES 'a', 'b') t(x)",
  "SELECT lag(x, 1, 2e0) OVER (ORDER BY x) FROM (VALUES 1, 2) t(x)",
  // What TRY would make a null of.
  "SELECT TRY(CAST(x AS double)) FROM (VALUES '0x1p3', '1.5') t(x)",
  // Separators that are no constants.
  "SELECT array_join(a, y), array_join(a, y, '?') FROM (VALUES (ARRAY['x', NULL, 'z'], ','), (ARRAY[], '🌍'), (NULL, ','), (ARRAY['x'], NULL), (ARRAY['x', 'é'], '🌍'), (ARRAY[NULL], ',')) t(a, y)",
  "SELECT concat_ws(y, ARRAY['x', NULL, 'é']), concat_ws(y, 'a', NULL, 'b') FROM (VALUES ',', NULL, '', '🌍') t(y)",
  "SELECT id FROM (VALUES 2, 1) t(id) ORDER BY concat_ws('it''s', CAST(NULL AS varchar), CAST('a' AS varchar)), id",
  "SELECT length(CAST(NULL AS varbinary) || CAST(NULL AS varbinary)) FROM (VALUES 1) t(x)",
  // NaN by an alias or a number, and nulls in what DuckDB or Trino simplifies.
  "SELECT x AS k, count(*) FROM (VALUES 1e0, nan(), NULL) t(x) GROUP BY 1 ORDER BY 1 NULLS FIRST",
  "SELECT x AS k FROM (VALUES 1e0, nan(), NULL) t(x) ORDER BY k DESC NULLS FIRST",
  "SELECT date_trunc('minute', x) <> TIMESTAMP '2024-05-05 05:05:05.500', date_trunc('minute', x) = TIMESTAMP '2024-05-05 05:05:05.500' FROM (VALUES TIMESTAMP '2024-05-05 05:05:05.000', NULL) t(x)",
  "SELECT CASE x WHEN x THEN 1 ELSE 2 END FROM (VALUES 1, NULL) t(x)",
];
