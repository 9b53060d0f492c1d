import { InputReader } from "../../../../cli/sql/input/input-reader";
import { endOfToken } from "../../../../local/athena/sql/token";
import type * as token from "../../../../local/athena/sql/token";

jest.mock("../../../../local/athena/sql/token", () => {
  const actual = jest.requireActual<typeof token>("../../../../local/athena/sql/token");
  return { ...actual, endOfToken: jest.fn(actual.endOfToken) };
});

/** Tokens that are read while a statement of so many lines is typed, and the prompt asks for each. */
function tokensRead(lines: number): number {
  jest.mocked(endOfToken).mockClear();
  const reader = new InputReader();
  reader.add("SELECT 'a");
  for (let line = 0; line < lines; line += 1) {
    expect(reader.continues).toBe("'");
    reader.add(`b', ${line}, -- it's; all`);
    reader.add("'c");
  }
  expect(reader.add("';")).toHaveLength(1);
  return jest.mocked(endOfToken).mock.calls.length;
}

describe("a statement of many lines", () => {
  it("is read once, however many they are", () => {
    expect(tokensRead(200) / tokensRead(100)).toBeLessThan(2.1);
  });
});
