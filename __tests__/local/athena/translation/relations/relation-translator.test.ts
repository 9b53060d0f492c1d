import { checkQueryErrors, checkRows } from "../../../../support/athena/check-queries";

const NOT_FOUND = "cannot be resolved or requester is not authorized to access requested resources";

describe("FROM", () => {
  checkRows([
    ["SELECT count(*) FROM events e, n WHERE e.event.staffid = n.id AND n.b", [["3"]]],
    ["SELECT id FROM n a JOIN n c USING (id) WHERE c.v > 6", [["5"]]],
    ['SELECT max(hour), count(*) FROM "events$partitions" WHERE year = 2026', [["1", "2"]]],
  ]);

  checkQueryErrors([
    [
      "SELECT a.id FROM n a JOIN n c USING (id)",
      `COLUMN_NOT_FOUND: line 1:8: Column 'a.id' ${NOT_FOUND}`,
    ],
    ["SELECT id FROM n a, n c", "AMBIGUOUS_NAME: line 1:8: Column 'id' is ambiguous"],
    [
      "SELECT * FROM nope",
      "TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.db.nope' does not exist",
    ],
    ["SELECT *\n  FROM other.n", "SCHEMA_NOT_FOUND: line 2:8: Schema 'other' does not exist"],
  ]);
});
