import { inferColumns } from "../../../../cli/dataset/inference/infer-columns";
import { Observation } from "../../../../cli/dataset/inference/observation";
import {
  columnTotals,
  compareTotals,
  totalsQuery,
} from "../../../../cli/dataset/add/sample-totals";
import { parseDocuments } from "../../../../formats/openx-json";

const events = new Observation(true);
for (const event of parseDocuments(
  '{"Name":"a","n":1,"x":0.1,"tags":[1]}{"Name":null,"n":2,"x":0.2}{"Name":"1","n":2,"x":null}',
  { caseInsensitive: false },
)) {
  events.add(event, "event");
}
const { columns, fields } = inferColumns(events);
const totals = columnTotals(columns, fields);

describe("the totals of a sample", () => {
  it("are the values of each column without nested ones, and the sums of numbers", () => {
    expect(totals).toEqual([
      { column: "name", values: 2 },
      { column: "n", values: 3, sum: 5 },
      { column: "x", values: 2, sum: expect.closeTo(0.3) as number },
    ]);
    expect(totalsQuery("sample", totals)).toBe(
      'SELECT count(*), count("name"), count("n"), sum(CAST("n" AS double)), count("x"), sum(CAST("x" AS double)) FROM sample',
    );
  });

  it("are compared with those in the lake, up to the order of additions", () => {
    expect(compareTotals(3, totals, [3, 2, 3, 5, 2, 0.1 + 0.2])).toEqual([]);
    expect(compareTotals(3, totals, [4, 2, 3, 5.1, 2])).toEqual([
      "events: 4 in the lake, 3 in the file",
      "sum of n: 5.1 in the lake, 5 in the file",
      "sum of x: NaN in the lake, 0.30000000000000004 in the file",
    ]);
  });
});
