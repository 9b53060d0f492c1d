import { csvToJsonLines } from "../../../../cli/publish/input/csv-events";

/** The cells of the column `a` as JSON. */
const cells = (column: readonly string[], isText = () => false) =>
  csvToJsonLines(["a,b", ...column.map((cell) => `${cell},x`)].join("\n"), "a.csv", { isText })
    .split("\n")
    .map((line) => line.replace(/^\{"a":(.*),"b":"x"\}$/, "$1"));

describe("events of CSV", () => {
  it.each([[["1", "2.50", "1e3", "-0"]], [["0E0", "1.10"]], [["12345678901234567890"]]])(
    "are numbers in a column of numbers, with all digits: %j",
    (column) => {
      expect(cells(column)).toEqual(column);
    },
  );

  it("are numbers also without the zero before the point, which JSON has", () => {
    expect(cells([".097", "-.5e3", "1.5"])).toEqual(["0.097", "-0.5e3", "1.5"]);
    expect(cells([".097", "x"])).toEqual(['".097"', '"x"']);
  });

  it("are booleans in a column of booleans", () => {
    expect(cells(["TRUE", "false", ""])).toEqual(["true", "false", "null"]);
  });

  it.each([
    [["0E0", "A1"]],
    [["1.10", "1.x"]],
    [["TRUE", "maybe"]],
    [["1", "true"]],
    [["007", "8"]],
    [["+1", "1"]],
  ])("are text as written in any other column: %j", (column) => {
    expect(cells(column)).toEqual(column.map((cell) => JSON.stringify(cell)));
  });

  it("are text in a column that the dataset declares as text", () => {
    expect(cells(["1.10", "0E0", "TRUE", ""], () => true)).toEqual([
      '"1.10"',
      '"0E0"',
      '"TRUE"',
      "null",
    ]);
  });
});
