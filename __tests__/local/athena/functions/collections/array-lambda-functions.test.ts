import { checkExpressions } from "../../../../support/athena/check-expressions";

describe("array functions with lambdas", () => {
  checkExpressions([
    ["filter(ARRAY[1, 2, 3], x -> x > 1)", "[2, 3]", "array(integer)"],
    ["transform(ARRAY[1, 2], x -> x * 2.5)", "[2.5, 5.0]", "array(decimal(12,1))"],
    [
      "transform(ARRAY[ARRAY[1], ARRAY[2]], a -> transform(a, b -> b + cardinality(a)))",
      "[[2], [3]]",
      "array(array(bigint))",
    ],
    ["any_match(ARRAY[1, 2], x -> x > 1)", "true", "boolean"],
  ]);
});
