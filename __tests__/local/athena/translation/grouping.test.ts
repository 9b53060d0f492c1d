import { checkQueryErrors, checkRows } from "../../../support/athena/check-queries";

describe("GROUP BY", () => {
  checkRows([
    [
      "SELECT hour, count(*), avg(event.staffid) FROM events GROUP BY hour ORDER BY hour DESC",
      [
        ["1", "3", "4.0"],
        ["0", "3", "1.0"],
      ],
    ],
    [
      "SELECT events.event.*, count(*) FROM events GROUP BY event HAVING event.staffid = 1",
      [["Staff 1", "1", null, "Active", "1"]],
    ],
    [
      "SELECT e.event.status, count(*) FROM events e GROUP BY e.event ORDER BY event.staffid LIMIT 1",
      [["Active", "1"]],
    ],
    [
      "SELECT b, grouping(b), count(*) FROM n GROUP BY GROUPING SETS ((b), ()) ORDER BY 2, 1",
      [
        ["false", "0", "3"],
        ["true", "0", "3"],
        [null, "1", "6"],
      ],
    ],
    [
      "SELECT b, count(*) FROM n GROUP BY ROLLUP (b) ORDER BY 1",
      [
        ["false", "3"],
        ["true", "3"],
        [null, "6"],
      ],
    ],
    [
      "SELECT CASE WHEN b THEN 'x' ELSE 'y' END AS k, max(id) FROM n GROUP BY 1 HAVING max(id) > 4",
      [["y", "5"]],
    ],
    [
      "SELECT date_trunc('hour', from_iso8601_timestamp(x)) AS h, count(*) FROM (VALUES '2026-01-01T00:10:00Z', '2026-01-01T00:20:00Z') AS t (x) GROUP BY 1",
      [["2026-01-01 00:00:00.000 UTC", "2"]],
    ],
    [
      "SELECT date_trunc('day', from_iso8601_timestamp(x) AT TIME ZONE 'Europe/Berlin'), count(*) FROM (VALUES '2026-01-01T23:10:00Z', '2026-01-02T01:10:00+01:00') AS t (x) GROUP BY 1",
      [["2026-01-02 00:00:00.000 Europe/Berlin", "2"]],
    ],
    [
      "SELECT b AS k, count(*) AS c FROM n GROUP BY b ORDER BY c + max(id), lower(CAST(k AS varchar)), sum(count(*)) OVER ()",
      [
        ["true", "3"],
        ["false", "3"],
      ],
    ],
  ]);

  checkQueryErrors([
    [
      "SELECT events.event.* FROM events GROUP BY event.status",
      "EXPRESSION_NOT_AGGREGATE: line 1:8: 'events.event' must be an aggregate expression or appear in GROUP BY clause",
    ],
    [
      "SELECT id, count(*) FROM n",
      "EXPRESSION_NOT_AGGREGATE: line 1:8: 'id' must be an aggregate expression or appear in GROUP BY clause",
    ],
    [
      "SELECT b, count(*) FROM n GROUP BY b ORDER BY s",
      "EXPRESSION_NOT_AGGREGATE: line 1:47: 's' must be an aggregate expression or appear in GROUP BY clause",
    ],
    [
      "SELECT b AS k, count(*) FROM n GROUP BY b ORDER BY k, max(id) + id",
      "EXPRESSION_NOT_AGGREGATE: line 1:65: 'id' must be an aggregate expression or appear in GROUP BY clause",
    ],
  ]);
});
