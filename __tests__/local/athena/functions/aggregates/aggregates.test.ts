import { checkQueryErrors, checkRows } from "../../../../support/athena/check-queries";

describe("aggregate functions", () => {
  checkRows([
    [
      "SELECT b, sum(v), avg(d), sum(d), array_agg(s ORDER BY s DESC), max_by(s, v), count(DISTINCT v) FROM n GROUP BY b ORDER BY b",
      [
        ["false", "9.0", "3.75", "11.25", "[f, d, b]", "f", "2"],
        ["true", "9.0", "2.50", "7.50", "[e, c, a]", "e", "2"],
      ],
    ],
    [
      "SELECT count(*) FILTER (WHERE b), count_if(v > 2), approx_distinct(s), arbitrary(b = b) FROM n",
      [["3", "3", "6", "true"]],
    ],
    ["SELECT listagg(s, ',') WITHIN GROUP (ORDER BY s DESC) FROM n", [["f,e,d,c,b,a"]]],
    [
      "SELECT approx_percentile(id, 0.5), map_agg(s, id) FROM n WHERE id < 2",
      [["1", "{a=0, b=1}"]],
    ],
    [
      "SELECT map_agg(k, v) FROM (VALUES ('b', 1), (NULL, 2), ('a', NULL), ('b', 3)) AS t (k, v)",
      [["{b=1, a=null}"]],
    ],
    [
      "SELECT map_agg(k, MAP(ARRAY[k], ARRAY[v])) FROM (VALUES (1, 1), (1, 2)) AS t (k, v)",
      [["{1={1=1}}"]],
    ],
    ["SELECT map_agg(k, 1) FROM (VALUES CAST(NULL AS varchar)) AS t (k)", [[null]]],
    [
      "SELECT cardinality(map_agg((x * 6 + y) % 30000, x)) FROM UNNEST(sequence(1, 10000)) AS t (x), UNNEST(sequence(1, 6)) AS u (y)",
      [["30000"]],
    ],
    ["SELECT sum(d) / count(*), sum(d) * 1.5 FROM n", [["3.13", "28.125"]]],
    ["SELECT sum(id) FROM n WHERE id > 99", [[null]]],
    ["SELECT var_pop(x), stddev(x) FROM (VALUES 1e150, 1e150) AS t (x)", [["0.0", "0.0"]]],
    ["SELECT var_pop(1e300) OVER () FROM (VALUES 1) AS t", [["0.0"]]],
  ]);

  checkQueryErrors([
    [
      "SELECT max(count(*)) FROM n",
      "NESTED_AGGREGATION: line 1:12: Cannot nest aggregations inside aggregation 'max'",
    ],
    // Trino 476: NaN for each group of a ROLLUP over a table, 0.0 where its plan has one step.
    ...["variance(x)", "stddev_pop(x)", "covar_pop(1e0, x)", "regr_slope(x, id)"].map(
      (call): [string, string] => [
        `SELECT id, ${call} FROM (SELECT id, IF(id > 2, 1e300, 1e150) AS x FROM n) GROUP BY ROLLUP (id)`,
        "NOT_SUPPORTED: A statistic of a number whose square is beyond the range of a double is not supported by the SQL engine duckdb; start the embedded AWS with --sql-engine trino",
      ],
    ),
  ]);
});
