import { evaluatedLength, parsePrefix } from "../../../modules/stream-delivery/prefix-expression";

describe("a Firehose prefix", () => {
  it("is text and expressions", () => {
    expect(parsePrefix("a!/!{timestamp:yyyy-MM}b!{firehose:random-string}")).toEqual([
      { kind: "text", text: "a" },
      { kind: "text", text: "!" },
      { kind: "text", text: "/" },
      { kind: "timestamp", text: "!{timestamp:yyyy-MM}", pattern: "yyyy-MM" },
      { kind: "text", text: "b" },
      { kind: "firehose", text: "!{firehose:random-string}", value: "random-string" },
    ]);
  });

  it.each([
    ["data/", 5],
    ["!{timestamp:yyyy}", 4],
    ["!{timestamp:yyyy/MM/dd/HH}", 13],
    // A single letter is formatted with as many digits as the number has.
    ["!{timestamp:d}", 2],
    ["!{timestamp:MMM}", 3],
    ["!{timestamp:MMMM}", "September".length],
    ["!{timestamp:EEEE}", "Wednesday".length],
    ["!{timestamp:'year='yyyy}", 9],
    // Two quotes are an escaped quote.
    ["!{timestamp:HH''mm}", 5],
    ["!{firehose:random-string}!{firehose:random-string}", 22],
    ["!{firehose:error-output-type}", "format-conversion-failed".length],
    ["a/!{partitionKeyFromQuery:customer}/", 3 + 64],
  ])("%s can reach %d characters", (prefix, length) => {
    expect(evaluatedLength(parsePrefix(prefix))).toBe(length);
  });
});
