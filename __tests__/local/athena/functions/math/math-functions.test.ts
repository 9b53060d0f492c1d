import { checkErrors, checkExpressions } from "../../../../support/athena/check-expressions";

describe("mathematical functions", () => {
  checkExpressions([
    ["mod(-7, 3)", "-1", "integer"],
    ["round(2.5e0)", "3.0", "double"],
    ["round(-2.5e0)", "-3.0", "double"],
    ["round(2.5)", "3", "decimal(2,0)"],
    ["ceil(1.2)", "2", "decimal(2,0)"],
    ["floor(-1.2e0)", "-2.0", "double"],
    ["abs(-3)", "3", "integer"],
    ["sqrt(-1)", "NaN", "double"],
    ["cbrt(27)", "3.0", "double"],
    ["truncate(-12.75)", "-12", "decimal(2,0)"],
    ["truncate(0.75)", "0", "decimal(1,0)"],
    ["truncate(-1.75e0)", "-1.0", "double"],
    ["ln(0)", "-Infinity", "double"],
    ["power(2, 10)", "1024.0", "double"],
    ["greatest(1, 2.5)", "2.5", "decimal(11,1)"],
    ["least(1, NULL)", null, "integer"],
    ["bitwise_and(12, 10)", "8", "bigint"],
  ]);

  checkErrors([
    [
      "greatest(CAST('a' AS char(3)), 'b')",
      "NOT_SUPPORTED: line 1:8: greatest of char and varchar is not supported by the SQL engine duckdb; start the embedded AWS with --sql-engine trino",
    ],
  ]);
});
