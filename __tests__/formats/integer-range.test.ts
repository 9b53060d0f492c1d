import { fitsInteger, type IntegerKind } from "../../formats/integer-range";

describe("a column of integers", () => {
  it.each([
    ["tinyint", -128n, 127n],
    ["smallint", -32768n, 32767n],
    ["int", -2147483648n, 2147483647n],
    ["bigint", -9223372036854775808n, 9223372036854775807n],
  ] as [IntegerKind, bigint, bigint][])(
    "of %s holds numbers from %s to %s",
    (kind, least, most) => {
      expect(
        [least - 1n, least, 0n, most, most + 1n].map((each) => fitsInteger(each, kind)),
      ).toEqual([false, true, true, true, false]);
    },
  );
});
