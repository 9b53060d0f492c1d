import { checkErrors, checkExpressions } from "../../../../support/athena/check-expressions";

describe("regular expression functions", () => {
  checkExpressions([
    ["regexp_like('abc', '(?i)B')", "true", "boolean"],
    ["regexp_like('aab', 'a++ab')", "false", "boolean"],
    // A cached expression must not keep the state of the previous match.
    ["regexp_like('xxxab', 'a')", "true", "boolean"],
    ["regexp_extract('ab', 'a')", "a", "varchar(2)"],
    ["regexp_like('xxxab', 'a') AND regexp_count('ab', 'a') = 1", "true", "boolean"],
    ["regexp_like('xxxab', 'a') AND regexp_replace('ab', 'a') = 'b'", "true", "boolean"],
    [String.raw`regexp_extract('abc123', '([a-z]+)(\d+)', 2)`, "123", "varchar(6)"],
    ["regexp_extract('abc', '(b)(x)?', 2)", null, "varchar(3)"],
    ["regexp_extract('abc', 'x')", null, "varchar(3)"],
    ["regexp_replace('abc', '(b)', '<$1>')", "a<b>c", "varchar(27)"],
    [String.raw`regexp_extract_all('a1b2', '\d')`, "[1, 2]", "array(varchar(4))"],
  ]);

  checkErrors([
    [
      "regexp_like('a', '[a&&]')",
      "NOT_SUPPORTED: '&&' of nothing in a regular expression is not supported by the SQL engine duckdb; start the embedded AWS with --sql-engine trino",
    ],
  ]);
});
