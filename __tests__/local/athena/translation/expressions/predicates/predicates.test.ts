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
  checkQueryErrors(
    [
      ["NULLIF", "id IN (id + 1, 55, nullif(id, 1))"],
      ["CASE of a value", "id IN (id + 1, 0, CASE id WHEN 7 THEN 55 ELSE 66 END)"],
      ["CASE of a value", "id IN (abs(id + 1), abs(CASE id + 1 WHEN 7 THEN 55 ELSE 66 END))"],
    ].map(([form, expression]) => [
      `SELECT ${expression} FROM n`,
      `NOT_SUPPORTED: line 1:11: IN with ${form} next to another item that is not a literal is not supported by the SQL engine duckdb; start the embedded AWS with --sql-engine trino`,
    ]),
  );

  // Trino 476 takes the branch of a null.
  checkQueryErrors(
    [
      "nullif(id, CAST(NULL AS integer))",
      "coalesce(id, NULL)",
      "IF(true, id)",
      "CAST(id AS integer)",
      "CASE 1 WHEN 1 THEN id END",
    ].map((when) => [
      `SELECT CASE id WHEN ${when} THEN 1 ELSE 2 END FROM n`,
      "NOT_SUPPORTED: line 1:21: CASE of a value WHEN the value itself is not supported by the SQL engine duckdb; start the embedded AWS with --sql-engine trino",
    ]),
  );

  checkRows([
    [
      "SELECT id IN (2, CASE id WHEN 1 THEN 2 END) FROM n WHERE id < 2 ORDER BY id",
      [[null], ["false"]],
    ],
    ["SELECT CASE id WHEN abs(id) THEN 1 ELSE 2 END FROM n WHERE id = 1", [["1"]]],
  ]);
});
