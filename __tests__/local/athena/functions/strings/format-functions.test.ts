import { checkErrors, checkExpressions } from "../../../../support/athena/check-expressions";

const REFUSED =
  " is not supported by the SQL engine duckdb; start the embedded AWS with --sql-engine trino";

describe("format()", () => {
  checkExpressions([
    ["format('%s', 0.5)", "0.5", "varchar"],
    [
      "format('%s is %d, %,.2f %05d|%-4s|%5s|%%', 'x', 7, 1234567.125e0, -42, 'a', NULL)",
      "x is 7, 1,234,567.13 -0042|a   | null|%",
      "varchar",
    ],
    ["format('%s', DATE '12345-01-01')", "+12345-01-01", "varchar"],
  ]);

  describe("directives of Java that are not known here, or that Java refuses", () => {
    checkErrors(
      [
        ...["%2$s %1$s", "%1$,d", "%<s", "%(d", "% d", "%#x", "%1$tY", "%", "100%", "%d%"],
        ...["%-d", "%0d", "%+s", "%,s", "%5$s", "%0$s", "%.2d", "%++5d", "%-05d"],
      ].map((pattern) => [
        `format('${pattern}', 1, 2)`,
        `NOT_SUPPORTED: line 1:8: The directive at '${/^(?:100|%d)%$/.test(pattern) ? "%" : pattern}' of a format string${REFUSED}`,
      ]),
    );
  });

  checkErrors([
    [
      "format('%s', TIMESTAMP '2024-01-01 10:00:00')",
      `NOT_SUPPORTED: line 1:8: %s of timestamp(0) in format${REFUSED}`,
    ],
    [
      "format('%s', TIMESTAMP '2024-01-01 10:00:00 UTC')",
      `NOT_SUPPORTED: line 1:8: %s of timestamp(0) with time zone in format${REFUSED}`,
    ],
  ]);
});
