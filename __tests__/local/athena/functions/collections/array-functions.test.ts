import { checkExpressions } from "../../../../support/athena/check-expressions";

describe("array functions", () => {
  checkExpressions([
    ["element_at(ARRAY[1], 5)", null, "integer"],
    ["element_at(ARRAY[1, 2], -1)", "2", "integer"],
    ["cardinality(ARRAY[1, NULL])", "2", "bigint"],
    ["contains(ARRAY[1, NULL], 1)", "true", "boolean"],
    ["contains(ARRAY[1, NULL], 2)", null, "boolean"],
    ["array_distinct(ARRAY[1, 2, 1, NULL, NULL])", "[1, 2, null]", "array(integer)"],
    ["array_sort(ARRAY[3, NULL, 1])", "[1, 3, null]", "array(integer)"],
    ["array_max(ARRAY[1, NULL])", null, "integer"],
    ["array_join(ARRAY['a', NULL, 'b'], '-', '?')", "a-?-b", "varchar"],
    ["slice(ARRAY[1, 2, 3], -2, 2)", "[2, 3]", "array(integer)"],
    ["sequence(1, 5, 2)", "[1, 3, 5]", "array(bigint)"],
    ["flatten(ARRAY[ARRAY[1], ARRAY[2, 3]])", "[1, 2, 3]", "array(integer)"],
    [
      "zip(ARRAY[1, 2], ARRAY['a'])",
      "[{field0=1, field1=a}, {field0=2, field1=null}]",
      "array(row(integer, varchar(1)))",
    ],
  ]);
});
