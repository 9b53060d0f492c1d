import { checkErrors, checkExpressions } from "../../../../../support/athena/check-expressions";

describe("operators", () => {
  checkExpressions([
    ["ARRAY[1] || 2 || ARRAY[3]", "[1, 2, 3]", "array(integer)"],
    ["1/2", "0", "integer"],
    ["-7/2", "-3", "integer"],
    ["7 % -3", "1", "integer"],
    ["BIGINT '7' / 2", "3", "bigint"],
    ["7/2.0", "3.5", "decimal(12,1)"],
    ["1.0/3", "0.3", "decimal(2,1)"],
    ["10.00/3", "3.33", "decimal(4,2)"],
    ["-2.00/3", "-0.67", "decimal(3,2)"],
    ["0.1 + 0.2", "0.3", "decimal(2,1)"],
    ["1.1 * 1.1", "1.21", "decimal(4,2)"],
    ["0e0/0", "NaN", "double"],
    ["1e0/0", "Infinity", "double"],
    ["'a' || 'b'", "ab", "varchar"],
    ["DATE '2026-01-01' + INTERVAL '1' MONTH", "2026-02-01", "date"],
    ["DATE '2026-01-02' - DATE '2026-01-01'", "1 00:00:00.000", "interval day to second"],
    ["INTERVAL '2' HOUR * 3", "0 06:00:00.000", "interval day to second"],
  ]);

  checkErrors([
    ["1/0", "DIVISION_BY_ZERO: Division by zero"],
    ["5 % 0", "DIVISION_BY_ZERO: Division by zero"],
    ["1.0/0", "DIVISION_BY_ZERO: Division by zero"],
    ["2147483647 + 1", "NUMERIC_VALUE_OUT_OF_RANGE: integer addition overflow: 2147483647 + 1"],
    ["1 + 'a'", "TYPE_MISMATCH: line 1:10: Cannot apply operator: integer + varchar(1)"],
    [
      "DATE '2026-01-01' + INTERVAL '1' HOUR",
      "INVALID_FUNCTION_ARGUMENT: Cannot add hour, minutes or seconds to a date",
    ],
  ]);
});
