import { isRecord } from "../../errors/is-record";

describe("an object with named fields", () => {
  it.each<[unknown, boolean]>([
    [{}, true],
    [{ a: 1 }, true],
    [Object.create(null), true],
    [null, false],
    [[], false],
    ["text", false],
    [1, false],
    [undefined, false],
    [() => ({}), false],
  ])("is %p or not", (value, is) => {
    expect(isRecord(value)).toBe(is);
  });
});
