import { javaRegexp } from "../../../../../../local/athena/engine/udf/regexp/java-regexp";
import { replacementText } from "../../../../../../local/athena/engine/udf/regexp/java-replacement";

describe("Trino's regular expressions", () => {
  const matches = (pattern: string, text: string) =>
    [...javaRegexp(pattern).matches(text)].map(({ groups }) => groups[0]);

  it.each([
    [String.raw`\d+`, "a12b3", ["12", "3"]],
    [String.raw`\s`, "a\u00a0b", []],
    ["a.b", "a\nb", []],
    ["(?s)a.*b", "a\nb", ["a\nb"]],
    ["(?i)AB", "xab", ["ab"]],
    ["a$", "a\n", ["a"]],
    [String.raw`a\z`, "a\n", []],
    ["a++b", "aab", ["aab"]],
    ["a*+a", "aa", []],
    [String.raw`\Qa.b\E`, "a.b axb", ["a.b"]],
    ["a(?i)b|c", "aB aC", ["aB", "aC"]],
    ["[a-c&&[^b]]", "abc", ["a", "c"]],
  ])("match %s in %j", (pattern, text, found) => {
    expect(matches(pattern, text)).toEqual(found);
  });

  it("have no state between two texts, or when the first match is enough", () => {
    const [first] = javaRegexp("a").matches("aa");
    expect(first?.start).toBe(0);
    expect(matches("a", "aa")).toEqual(["a", "a"]);
  });

  it("keep the numbers of groups where JavaScript needs more of them", () => {
    const [match] = javaRegexp("(?>(a)b)++(c)").matches("ababc");
    expect(match?.groups).toEqual(["ababc", "a", "c"]);
  });

  it.each([
    ["(a*)*", "A quantifier of what may match nothing"],
    ["(?:(a)|b)*", "A repeated group of which only some turns match"],
    [String.raw`(a)?\1`, "A backreference to a group that may not have matched"],
    [String.raw`\R`, String.raw`The escape '\R'`],
    ["(?x) a", "The option '(?x)'"],
    ["a{,2}", "'{' without a backslash"],
  ])("reject %s, naming what JavaScript answers otherwise", (pattern, construct) => {
    expect(() => javaRegexp(pattern)).toThrow(
      `NOT_SUPPORTED: ${construct} in a regular expression is not supported by the SQL engine duckdb`,
    );
  });

  it.each([
    ["(?i)strasse", "Straße"],
    [String.raw`\p{S}`, "\u{1faf8}"],
  ])("reject %s over %j, of which the answer is not known", (pattern, text) => {
    expect(() => matches(pattern, text)).toThrow(/^NOT_SUPPORTED: /);
  });

  it.each(["(", "a)", "[a", "[b-a]", "*a", "(?<=a+)b", "(?<x>a)(?<x>b)", "a{2,1}", "\\"])(
    "reject %s as Trino does",
    (pattern) => {
      expect(() => javaRegexp(pattern)).toThrow(/^INVALID_FUNCTION_ARGUMENT: /);
    },
  );

  it("are refused by name where V8 takes no more of them", () => {
    for (const pattern of ["(a)".repeat(70_000), "x".repeat(1_000_000)]) {
      expect(() => matches(pattern, "x")).toThrow("NOT_SUPPORTED: So much in a regular expression");
    }
  });

  it.each([
    ["characters", (count: number) => "x".repeat(count)],
    ["groups", (count: number) => "()".repeat(count)],
    ["alternatives", (count: number) => "(a)|".repeat(count)],
    ["classes", (count: number) => "[a-z]".repeat(count)],
  ])("take a time by the length of the pattern, of %s", (_, pattern) => {
    const time = (count: number) => {
      const times = [1, 2, 3, 4, 5].map((round) => {
        const text = pattern(count + round);
        const before = process.cpuUsage();
        javaRegexp(text);
        const { user, system } = process.cpuUsage(before);
        return user + system;
      });
      return Math.min(...times);
    };
    time(100);
    // Quadratic work would be 100 times as much.
    expect(time(20_000) / time(2000)).toBeLessThan(40);
  });
});

describe("replacements", () => {
  const match = { groups: ["ab", "a", undefined], names: new Map([["x", 1]]) };

  it.each([
    ["<$1>", "<a>"],
    ["$10", "a0"],
    ["$2.", "."],
    ["${x}", "a"],
    [String.raw`\$1\\`, String.raw`$1\ `.trim()],
  ])("%s", (replacement, text) => {
    expect(replacementText(replacement, match)).toBe(text);
  });

  it.each(["$", "$&", "$5", "${y}", "a\\"])("%s is refused", (replacement) => {
    expect(() => replacementText(replacement, match)).toThrow(
      /^INVALID_FUNCTION_ARGUMENT: Illegal/,
    );
  });
});
