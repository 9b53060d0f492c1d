import { checkErrors, checkExpressions } from "../../../../support/athena/check-expressions";

describe("array, map and row expressions", () => {
  checkExpressions([
    ["ARRAY[1, 2, 3][2]", "2", "integer"],
    ["ARRAY[1, 2.5]", "[1.0, 2.5]", "array(decimal(11,1))"],
    ["MAP(ARRAY['a'], ARRAY[1])['a']", "1", "integer"],
    ["ROW(1, 'a')", "{field0=1, field1=a}", "row(integer, varchar(1))"],
    ["CAST(ROW(1, 'a') AS row(x bigint, y varchar)).y", "a", "varchar"],
    ["ARRAY[ROW(1, NULL)]", "[{field0=1, field1=null}]", "array(row(integer, unknown))"],
  ]);

  checkErrors([
    [
      "ARRAY[1][5]",
      "INVALID_FUNCTION_ARGUMENT: Array subscript must be less than or equal to array length",
    ],
    ["MAP(ARRAY['a'], ARRAY[1])['b']", "INVALID_FUNCTION_ARGUMENT: Key not present in map"],
    [
      "ARRAY[1, 'a']",
      "TYPE_MISMATCH: line 1:8: All ARRAY elements must be the same type: integer, varchar(1)",
    ],
    ["ROW(1).x", "INVALID_COLUMN_REFERENCE: line 1:8: Column reference 'x' is invalid"],
  ]);
});
