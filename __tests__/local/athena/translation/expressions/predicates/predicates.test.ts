import { checkExpressions } from "../../../../../support/athena/check-expressions";

describe("predicates", () => {
  checkExpressions([
    ["(1, 'a') IN ((1, 'a'), (2, 'b'))", "true", "boolean"],
    ["1 IN (1.0, 2)", "true", "boolean"],
    ["NOT NULL", null, "boolean"],
    ["CASE 1 WHEN 1 THEN 'x' ELSE 'yy' END", "x", "varchar(2)"],
    ["'a%b' LIKE 'a!%b' ESCAPE '!'", "true", "boolean"],
    [String.raw`'a\%b' LIKE 'a\%b'`, "true", "boolean"],
  ]);
});
