import { checkErrors, checkExpressions } from "../../../support/athena/check-expressions";

describe("limits of functions", () => {
  const entries =
    "INVALID_FUNCTION_ARGUMENT: result of sequence function must not have more than 10000 entries";

  // The errors of Trino 476.
  checkErrors([
    ["sequence(1, 10001)", entries],
    ["sequence(1, 9223372036854775807)", entries],
    ["sequence(-9223372036854775807, 9223372036854775807)", entries],
    ["sequence(10001, 1)", entries],
    ["sequence(1, 5, 0)", "INVALID_FUNCTION_ARGUMENT: step must not be zero"],
    [
      "sequence(1, 5, -1)",
      "INVALID_FUNCTION_ARGUMENT: sequence stop value should be greater than or equal to start value if step is greater than zero otherwise stop should be less than or equal to start",
    ],
    [
      "repeat('a', 10001)",
      "INVALID_FUNCTION_ARGUMENT: count argument of repeat function must be less than or equal to 10000",
    ],
    [
      "repeat('a', -1)",
      "INVALID_FUNCTION_ARGUMENT: count argument of repeat function must be greater than or equal to 0",
    ],
    [
      "lpad('a', 2147483648, 'b')",
      "INVALID_FUNCTION_ARGUMENT: Target length must be in the range [0..2147483647]",
    ],
    [
      "rpad('a', -1, 'b')",
      "INVALID_FUNCTION_ARGUMENT: Target length must be in the range [0..2147483647]",
    ],
    ["lpad('a', 5, '')", "INVALID_FUNCTION_ARGUMENT: Padding string must not be empty"],
    [
      "listagg(lpad('a', 1000, 'b')) WITHIN GROUP (ORDER BY x) FROM UNNEST(sequence(1, 1100)) AS t (x)",
      "EXCEEDED_FUNCTION_MEMORY_LIMIT: Concatenated string has the length in bytes larger than the maximum allowed 1048576",
    ],
  ]);

  checkExpressions([
    ["cardinality(sequence(1, 10000))", "10000", "bigint"],
    [
      "cardinality(sequence(-9223372036854775807, 9223372036854775807, 9223372036854775807))",
      "3",
      "bigint",
    ],
    ["sequence(3, 1)", "[3, 2, 1]", "array(bigint)"],
    ["sequence(1, CAST(NULL AS bigint))", null, "array(bigint)"],
    ["cardinality(repeat('a', 10000))", "10000", "bigint"],
    ["repeat(1, 0)", "[]", "array(integer)"],
    ["length(rpad('a', 2000001, 'b'))", "2000001", "bigint"],
    ["TRY(sequence(1, 10001))", null, "array(bigint)"],
  ]);
});
