import { checkExpressions } from "../../../../support/athena/check-expressions";

describe("format()", () => {
  checkExpressions([
    ["format('%s', 0.5)", "0.5", "varchar"],
    [
      "format('%s is %d, %,.2f %05d|%-4s|%5s|%%', 'x', 7, 1234567.125e0, -42, 'a', NULL)",
      "x is 7, 1,234,567.13 -0042|a   | null|%",
      "varchar",
    ],
  ]);
});
