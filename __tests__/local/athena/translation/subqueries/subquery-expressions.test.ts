import { checkQueryErrors, checkRows } from "../../../../support/athena/check-queries";

describe("subqueries in expressions", () => {
  checkRows([
    ["SELECT s FROM n WHERE id IN (SELECT event.staffid FROM events) AND id > 4", [["f"]]],
    [
      "SELECT s FROM n WHERE EXISTS (SELECT 1 FROM events e WHERE e.event.staffid = n.id + 4) ORDER BY s",
      [["a"], ["b"]],
    ],
    [
      "SELECT (SELECT max(id) FROM n), id > ALL (SELECT id FROM n WHERE id < 3) FROM n WHERE id = 3",
      [["5", "true"]],
    ],
    ["SELECT id FROM n WHERE v NOT IN (1.5, NULL)", []],
    [
      "SELECT (SELECT count(*) FROM n i ORDER BY max(i.id) + o.id) FROM n o WHERE o.id = 1",
      [["6"]],
    ],
  ]);

  checkQueryErrors([
    [
      "SELECT (SELECT id FROM n)",
      "SUBQUERY_MULTIPLE_ROWS: Scalar sub-query has returned multiple rows",
    ],
  ]);
});
