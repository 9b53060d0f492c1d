import {
  hiveTimestamp,
  lazyValue,
} from "../../../../../../local/athena/engine/sources/text/lazy-value";

describe("a timestamp in a text table", () => {
  // The answers of Trino 476 for a table of text with these fields.
  it.each([
    ["2020-01-01 00:00:00.5005", "2020-01-01 00:00:00.501"],
    ["2020-01-01 00:00:00.5004999", "2020-01-01 00:00:00.500"],
    ["2020-01-01 00:00:00.0005", "2020-01-01 00:00:00.001"],
    ["2020-01-01 00:00:00.000499999", "2020-01-01 00:00:00.000"],
    ["2020-01-01 00:00:00.9995", "2020-01-01 00:00:01.000"],
    ["2020-01-01 00:00:00.1115", "2020-01-01 00:00:00.112"],
    ["1960-01-01 00:00:00.5005", "1960-01-01 00:00:00.501"],
    ["1960-01-01 00:00:00.0005", "1960-01-01 00:00:00.001"],
  ])("is rounded half up to milliseconds: %s", (text, expected) => {
    expect(hiveTimestamp(text)).toBe(expected);
  });
});

describe("a text that was not UTF-8", () => {
  it("is not read as a text, of which Trino keeps the bytes", () => {
    expect(lazyValue({ kind: "string" }, "caf\uFFFD")).toBeUndefined();
    expect(lazyValue({ kind: "int" }, "caf\uFFFD")).toBeNull();
  });
});
