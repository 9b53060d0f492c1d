import { checkExpressions } from "../../../../../support/athena/check-expressions";
import { checkQueryErrors, checkRows } from "../../../../../support/athena/check-queries";

describe("predicates", () => {
  checkExpressions([
    ["(1, 'a') IN ((1, 'a'), (2, 'b'))", "true", "boolean"],
    ["1 IN (1.0, 2)", "true", "boolean"],
    ["NOT NULL", null, "boolean"],
    ["CASE 1 WHEN 1 THEN 'x' ELSE 'yy' END", "x", "varchar(2)"],
    ["'a%b' LIKE 'a!%b' ESCAPE '!'", "true", "boolean"],
    [String.raw`'a\%b' LIKE 'a\%b'`, "true", "boolean"],
  ]);

  checkRows([
    ["SELECT id IN (2, nullif(id, 1)) FROM n WHERE id < 2 ORDER BY id", [["true"], [null]]],
  ]);

  // Over a table, Trino 476 answers true for each row.
  checkQueryErrors([
    [
      "SELECT id IN (id + 1, 55, nullif(id, 1)) FROM n",
      "NOT_SUPPORTED: line 1:11: IN with NULLIF next to another item that is not a literal is not supported by the SQL engine duckdb; start the embedded AWS with --sql-engine trino",
    ],
  ]);
});
