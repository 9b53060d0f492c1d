import { printable, printableLines } from "../../errors/printable";

describe("text in an error", () => {
  it.each([
    ["a line break", "dev\nprod", "dev\\nprod"],
    ["a carriage return, which would overwrite the line", "ok\rgone", "ok\\rgone"],
    ["an escape sequence", "\u001b[2J", "\\u001b[2J"],
    ["an 8-bit escape sequence", "\u009b2J", "\\u009b2J"],
    ["a reversed text direction", "a\u202eb", "a\\u202eb"],
    ["a line separator", "a\u2028b", "a\\u2028b"],
    ["a zero-width space", "de\u200bv", "de\\u200bv"],
    ["a lone surrogate", "a\ud800b", "a\\ud800b"],
    ["a format character of a supplementary plane", "a\u{e0001}b", "a\\u{e0001}b"],
    ["NUL", "\u0000", "\\u0000"],
  ])("escapes %s", (_, text, escaped) => {
    expect(printable(text)).toBe(escaped);
  });

  it.each(["Zürich", "日本", "می‌خواهم", "👩‍🚀", 'a "quoted" \\ word', ""])(
    "leaves %j unchanged",
    (text) => {
      expect(printable(text)).toBe(text);
    },
  );

  it("keeps the line breaks of a text of several lines", () => {
    expect(printableLines("one\r\ntwo\u001b\nthree")).toBe("one\ntwo\\u001b\nthree");
  });
});
