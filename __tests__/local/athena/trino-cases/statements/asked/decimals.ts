import { eachOf } from "../each-of";

/** Decimals with more digits than a double has, of every length that is kept in another way. */
const LONG_DECIMALS = [
  "CAST('-24691357802469135780.24690' AS decimal(38,5))",
  "CAST('12345678901234567890.12345' AS decimal(38,5))",
  "CAST('0.12345678901234567890123456789012345678' AS decimal(38,38))",
  "CAST('0.49999999999999999999999999999999999999' AS decimal(38,38))",
  "CAST('99999999999999999999999999999999999999' AS decimal(38,0))",
  "CAST('9007199254740993' AS decimal(19,0))",
  "CAST('90071992547409.93' AS decimal(19,2))",
  "CAST('-6.23286012904047966' AS decimal(18,17))",
  "CAST('30085875.375918637' AS decimal(18,9))",
  "CAST('6631604526560.3958' AS decimal(18,4))",
  "CAST('9007199254740993.0' AS decimal(17,1))",
  "CAST('0.1' AS decimal(38,37))",
];

/** Decimals as doubles and reals, by a cast, by a coercion and in functions. */
export const DECIMAL_STATEMENTS: readonly string[] = [
  ...eachOf("CAST($x AS $y)", LONG_DECIMALS, ["double", "real", "bigint", "varchar"]),
  ...eachOf("$x + 0e0", LONG_DECIMALS),
  ...eachOf("$x * REAL '1'", LONG_DECIMALS),
  ...eachOf("$x = CAST($x AS double)", LONG_DECIMALS),
  ...eachOf("sqrt(abs($x))", LONG_DECIMALS),
  ...eachOf("TRY_CAST($x AS double)", LONG_DECIMALS.slice(0, 3)),
  ...eachOf("CAST(ARRAY[$x] AS array(double))", LONG_DECIMALS.slice(0, 3)),
  ...LONG_DECIMALS.map((x) => `SELECT CAST(c * 2 AS double) FROM (VALUES ${x}) AS t(c)`),
  ...LONG_DECIMALS.map(
    (x) => `SELECT CAST(c AS double), avg(c), sum(c) FROM (VALUES ${x}, ${x}) AS t(c) GROUP BY c`,
  ),
  ...LONG_DECIMALS.map((x) => `SELECT geometric_mean(abs(c)) FROM (VALUES ${x}) AS t(c)`),
  ...LONG_DECIMALS.map((x) => `SELECT max_by(c, CAST(c AS double)) FROM (VALUES ${x}) AS t(c)`),
];
