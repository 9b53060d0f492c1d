import { checkQueryErrors, checkRows } from "../../../support/athena/check-queries";

describe("window functions", () => {
  checkRows([
    [
      "SELECT id, row_number() OVER (PARTITION BY b ORDER BY v DESC), lag(s) OVER (ORDER BY id) FROM n ORDER BY id LIMIT 2",
      [
        ["0", "3", null],
        ["1", "2", "a"],
      ],
    ],
    [
      "SELECT sum(id) OVER w FROM n WINDOW w AS (ORDER BY id ROWS 1 PRECEDING) ORDER BY 1 DESC LIMIT 1",
      [["9"]],
    ],
    ["SELECT sum(count(*)) OVER () FROM n GROUP BY b LIMIT 1", [["6"]]],
    // DuckDB reads a column from the key that it sorts by, which has no sign of zero.
    ...[
      "max(x) OVER (ORDER BY x RANGE 1 PRECEDING)",
      "first_value(x) OVER (PARTITION BY x)",
      "row_number() OVER (PARTITION BY r ORDER BY x DESC NULLS FIRST) * x",
      "r * rank() OVER (ORDER BY r)",
    ].map((call): [string, [string, string][]] => [
      `SELECT x, ${call} FROM (VALUES (-0e0, REAL '-0')) AS t (x, r)`,
      [["-0.0", "-0.0"]],
    ]),
    ...["x DESC", "1", "y NULLS FIRST", "abs(x), x"].map((key): [string, [string, string][]] => [
      `SELECT x, x AS y FROM (VALUES -0e0, 7e0) AS t (x) ORDER BY ${key}`,
      key.endsWith("DESC")
        ? [
            ["7.0", "7.0"],
            ["-0.0", "-0.0"],
          ]
        : [
            ["-0.0", "-0.0"],
            ["7.0", "7.0"],
          ],
    ]),
    ["SELECT x FROM (VALUES -0e0) AS t (x) UNION ALL SELECT 7e0 ORDER BY 1", [["-0.0"], ["7.0"]]],
  ]);

  checkQueryErrors([
    [
      "SELECT rank() FROM n",
      "MISSING_OVER: line 1:8: Window function rank requires an OVER clause",
    ],
  ]);
});
