import { checkQueryErrors, checkRows } from "../../../support/athena/check-queries";

describe("window functions", () => {
  checkRows([
    [
      "SELECT id, row_number() OVER (PARTITION BY b ORDER BY v DESC), lag(s) OVER (ORDER BY id) FROM n ORDER BY id LIMIT 2",
      [
        ["0", "3", null],
        ["1", "2", "a"],
      ],
    ],
    [
      "SELECT sum(id) OVER w FROM n WINDOW w AS (ORDER BY id ROWS 1 PRECEDING) ORDER BY 1 DESC LIMIT 1",
      [["9"]],
    ],
    ["SELECT sum(count(*)) OVER () FROM n GROUP BY b LIMIT 1", [["6"]]],
  ]);

  checkQueryErrors([
    [
      "SELECT rank() FROM n",
      "MISSING_OVER: line 1:8: Window function rank requires an OVER clause",
    ],
  ]);
});
