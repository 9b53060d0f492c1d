import { javaRegExp } from "../../../../../local/athena/engine/udf/java-regexp";

describe("Java's regular expressions", () => {
  const matches = (pattern: string, text: string) =>
    [...text.matchAll(javaRegExp(pattern))].map(([found]) => found);

  it.each([
    [String.raw`\d+`, "a12b3", ["12", "3"]],
    [String.raw`[\s.]`, "a b.c", [" ", "."]],
    [String.raw`\s`, "a\u00a0b", []],
    ["a.b", "a\nb", []],
    ["(?s)a.b", "a\nb", ["a\nb"]],
    ["(?i)AB", "xab", ["ab"]],
    [String.raw`\_x`, "_x", ["_x"]],
    ["(?<y>\\d{4})-(?:\\d)", "2026-1", ["2026-1"]],
  ])("match %s in %j", (pattern, text, found) => {
    expect(matches(pattern, text)).toEqual(found);
  });

  it.each(["a++", "(?>a)", String.raw`\Qa\E`, "[a-z&&[^b]]", "a(?i)b", String.raw`\h`])(
    "reject %s, which has another meaning in JavaScript",
    (pattern) => {
      expect(() => javaRegExp(pattern)).toThrow(/^NOT_SUPPORTED: /);
    },
  );

  it("reject invalid syntax", () => {
    expect(() => javaRegExp("(")).toThrow(/^INVALID_FUNCTION_ARGUMENT: /);
  });
});
