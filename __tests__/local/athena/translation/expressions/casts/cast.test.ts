import { checkErrors, checkExpressions } from "../../../../../support/athena/check-expressions";

describe("casts", () => {
  checkExpressions([
    ["CAST(ARRAY[1, 2] AS array(varchar))", "[1, 2]", "array(varchar)"],
    ["CAST(0.1 AS real)", "0.1", "real"],
    ["CAST(1.5 AS integer)", "2", "integer"],
    ["CAST(2.5e0 AS integer)", "3", "integer"],
    ["CAST(-2.5e0 AS bigint)", "-3", "bigint"],
    ["CAST(1.005 AS decimal(3,2))", "1.01", "decimal(3,2)"],
    ["CAST(12345.678e0 AS decimal(10,2))", "12345.68", "decimal(10,2)"],
    ["CAST(0.05 AS varchar)", "0.05", "varchar"],
    ["CAST(-0.5 AS varchar)", "-0.5", "varchar"],
    ["CAST(-1.50 AS varchar)", "-1.50", "varchar"],
    ["CAST(0.5 AS json)", "0.5", "json"],
    ["CAST('1e3' AS double)", "1000.0", "double"],
    ["TRY_CAST('x' AS integer)", null, "integer"],
    ["TRY_CAST('1.5' AS integer)", null, "integer"],
    ["CAST(true AS integer)", "1", "integer"],
    ["CAST('t' AS boolean)", "true", "boolean"],
    ["CAST('abc' AS varchar(2))", "ab", "varchar(2)"],
    ["CAST(1.0E10 AS varchar)", "1.0E10", "varchar"],
    ["CAST('2026-01-05' AS date)", "2026-01-05", "date"],
    ["CAST('2026-01-05 01:02:03.4567' AS timestamp)", "2026-01-05 01:02:03.457", "timestamp(3)"],
    [
      "CAST(TIMESTAMP '2026-07-01 12:00:00.000 Europe/Berlin' AS timestamp)",
      "2026-07-01 12:00:00.000",
      "timestamp(3)",
    ],
    ["CAST(now() AS varchar)", "2026-11-23 08:30:15.123 UTC", "varchar"],
  ]);

  checkErrors([
    ["CAST('1.5' AS integer)", "INVALID_CAST_ARGUMENT: Cannot cast '1.5' to an integer"],
    [
      "CAST(123 AS varchar(2))",
      "INVALID_CAST_ARGUMENT: Value 123 cannot be represented as varchar(2)",
    ],
    [
      "CAST('2026-01-05T00:00:00' AS timestamp)",
      "INVALID_CAST_ARGUMENT: Value cannot be cast to timestamp: 2026-01-05T00:00:00",
    ],
  ]);
});
