import { checkErrors, checkExpressions } from "../../../../support/athena/check-expressions";

describe("comparisons", () => {
  checkExpressions([
    ["nan() = nan()", "false", "boolean"],
    ["nan() <> nan()", "true", "boolean"],
    ["nan() > 1", "false", "boolean"],
    ["1e0 < nan()", "false", "boolean"],
    ["1 IS DISTINCT FROM NULL", "true", "boolean"],
    [
      "TIMESTAMP '2026-01-01 12:00:00 UTC' = TIMESTAMP '2026-01-01 13:00:00 Europe/Berlin'",
      "true",
      "boolean",
    ],
    ["TIMESTAMP '2026-01-01 00:00:00' < DATE '2026-01-02'", "true", "boolean"],
  ]);

  checkErrors([
    [
      "ARRAY[1, NULL] = ARRAY[1, NULL]",
      "NOT_SUPPORTED: line 1:23: A comparison of array values is not supported by the SQL engine duckdb; start the embedded AWS with --sql-engine trino",
    ],
    ["1 = '1'", "TYPE_MISMATCH: line 1:10: Cannot apply operator: integer = varchar(1)"],
  ]);
});
