import { checkRows } from "../../../../support/athena/check-queries";

describe("UNNEST", () => {
  checkRows([
    [
      "SELECT id, u, o FROM n CROSS JOIN UNNEST(arr) WITH ORDINALITY AS t (u, o) WHERE id < 2 ORDER BY 1, 3",
      [
        ["0", "0", "1"],
        ["0", "1", "2"],
        ["1", "1", "1"],
        ["1", "2", "2"],
      ],
    ],
    ["SELECT k, x FROM n, UNNEST(m) AS t (k, x) WHERE id = 2", [["c", "2"]]],
    [
      "SELECT a, b FROM UNNEST(ARRAY[1, 2], ARRAY['x']) AS t (a, b)",
      [
        ["1", "x"],
        ["2", null],
      ],
    ],
    ["SELECT name FROM UNNEST(ARRAY[CAST(ROW('Ann') AS row(name varchar))])", [["Ann"]]],
  ]);
});
