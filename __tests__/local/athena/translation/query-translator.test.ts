import { checkQueryErrors, checkRows } from "../../../support/athena/check-queries";

describe("WITH, ORDER BY, LIMIT, VALUES and set operations", () => {
  checkRows([
    ["SELECT v FROM n ORDER BY v", [["1.5"], ["3.0"], ["6.0"], ["7.5"], [null], [null]]],
    ["SELECT v FROM n ORDER BY v DESC LIMIT 2", [["7.5"], ["6.0"]]],
    ["SELECT id FROM n ORDER BY v DESC NULLS FIRST, id OFFSET 1 LIMIT 2", [["3"], ["5"]]],
    [
      "WITH a AS (SELECT event.staffid AS id, hour FROM events), b (x) AS (SELECT id FROM a WHERE hour = 0) SELECT a.id, x FROM a LEFT JOIN b ON a.id = x ORDER BY 1",
      [
        ["0", "0"],
        ["1", "1"],
        ["2", "2"],
        ["3", null],
        ["4", null],
        ["5", null],
      ],
    ],
    [
      "SELECT id FROM n WHERE id > 4 UNION ALL SELECT 10 UNION SELECT NULL ORDER BY 1 DESC",
      [["10"], ["5"], [null]],
    ],
    ["SELECT 1 INTERSECT SELECT 1", [["1"]]],
    [
      "VALUES (1, 'a'), (2, NULL)",
      [
        ["1", "a"],
        ["2", null],
      ],
    ],
    ["TABLE n ORDER BY id LIMIT 0", []],
  ]);

  checkQueryErrors([
    [
      "WITH a AS (SELECT 1), A AS (SELECT 2) SELECT * FROM a",
      "DUPLICATE_NAMED_QUERY: line 1:23: WITH query name 'A' specified more than once",
    ],
    [
      "SELECT id FROM n ORDER BY 2",
      "INVALID_COLUMN_REFERENCE: line 1:27: ORDER BY position 2 is not in select list",
    ],
    [
      "SELECT 1 UNION SELECT 'a'",
      "TYPE_MISMATCH: column 1 in UNION query has incompatible types: integer, varchar(1)",
    ],
  ]);
});
