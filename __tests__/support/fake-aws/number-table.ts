import { fillTable } from "./event-table";
import type { FakeAws } from "./fake-aws";

/** Fills the fake with `db.n`: six rows with a column of each usual type; every third `v` is null. */
export async function fillNumbers(aws: FakeAws): Promise<void> {
  await fillTable(
    aws,
    "n",
    {
      id: "int",
      v: "double",
      d: "decimal(10,2)",
      s: "string",
      arr: "array<int>",
      m: "map<string,int>",
      b: "boolean",
    },
    `SELECT CAST(i AS INTEGER) AS id, CASE WHEN i % 3 > 0 THEN CAST(i * 1.5 AS DOUBLE) END AS v,
            CAST(i * 1.25 AS DECIMAL(10,2)) AS d, chr(CAST(97 + i AS INTEGER)) AS s,
            [CAST(i AS INTEGER), CAST(i AS INTEGER) + 1] AS arr, MAP {chr(CAST(97 + i AS INTEGER)): CAST(i AS INTEGER)} AS m,
            i % 2 = 0 AS b
     FROM range(6) AS numbers(i)`,
  );
}
