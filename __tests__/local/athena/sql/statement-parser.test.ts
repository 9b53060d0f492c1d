import { checkQueryErrors } from "../../../support/athena/check-queries";

describe("syntax errors", () => {
  checkQueryErrors([
    [
      "SELECT id FROM n TABLESAMPLE BERNOULLI (10)",
      "NOT_SUPPORTED: line 1:18: TABLESAMPLE is not supported by the SQL engine duckdb; start the embedded AWS with --sql-engine trino",
    ],
    ["SELECT 1 FORM n", "SYNTAX_ERROR: line 1:15: mismatched input 'n'"],
    [
      "SELECT id FROM n WHERE",
      "SYNTAX_ERROR: line 1:23: mismatched input '<EOF>'. Expecting: <expression>",
    ],
    [
      "SELECT 1 AS `one`",
      "SYNTAX_ERROR: line 1:13: backquoted identifiers are not supported; use double quotes to quote identifiers",
    ],
    [
      'MSCK REPAIR TABLE "db"."events"',
      `SYNTAX_ERROR: line 1:19: mismatched input '"db"': this statement quotes names by backquotes`,
    ],
    [
      'DROP TABLE IF EXISTS db."nope"',
      `SYNTAX_ERROR: line 1:25: mismatched input '"nope"': this statement quotes names by backquotes`,
    ],
    ["SELECT 1 = 1 = 1", "SYNTAX_ERROR: line 1:14: mismatched input '='"],
    [
      "INSERT INTO events SELECT 1",
      "NOT_SUPPORTED: INSERT is not supported by the SQL engine duckdb; start the embedded AWS with --sql-engine trino",
    ],
  ]);
});
