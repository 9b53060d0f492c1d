import { barLengths } from "../../../../../../cli/console/page/views/sql/bar-lengths";

describe("the bars of a result", () => {
  it.each([
    ["are in proportion to the longest", [1, -4, 0], [25, 100, 0]],
    [
      "are full for infinite values, which leave the others as they are",
      [Infinity, 2, 1],
      [100, 100, 50],
    ],
    ["are missing for what is no number", [NaN, 2, 1], [0, 100, 50]],
    ["are missing if there is nothing but zeros", [0, 0], [0, 0]],
  ])("%s", (_, values, lengths) => {
    expect(barLengths(values)).toEqual(lengths);
  });
});
