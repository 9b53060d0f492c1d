import { countOf } from "../../../cli/terminal/count-of";

describe("a number with its noun", () => {
  it.each([
    [0, "0 rows"],
    [1, "1 row"],
    [2, "2 rows"],
  ])("of %d is '%s'", (count, text) => {
    expect(countOf(count, "row")).toBe(text);
  });
});
