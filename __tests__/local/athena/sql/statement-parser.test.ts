import { checkQueryErrors } from "../../../support/athena/check-queries";

describe("syntax errors", () => {
  checkQueryErrors([
    [
      "SELECT id FROM n TABLESAMPLE BERNOULLI (10)",
      "NOT_SUPPORTED: line 1:18: TABLESAMPLE is not supported by the embedded Athena; it would run on AWS",
    ],
    ["SELECT 1 FORM n", "SYNTAX_ERROR: line 1:15: mismatched input 'n'"],
    [
      "SELECT id FROM n WHERE",
      "SYNTAX_ERROR: line 1:23: mismatched input '<EOF>'. Expecting: <expression>",
    ],
    ["SELECT 1 = 1 = 1", "SYNTAX_ERROR: line 1:14: mismatched input '='"],
    [
      "INSERT INTO events SELECT 1",
      "NOT_SUPPORTED: INSERT is not supported by the embedded Athena; it would run on AWS",
    ],
  ]);
});
