import { escapeXml } from "../../formats/escape-xml";

describe("text in XML", () => {
  it.each([
    ['<a b="c">&amp;', "&lt;a b=&quot;c&quot;&gt;&amp;amp;"],
    ["a\tb\nc\u{1f600}", "a\tb\nc\u{1f600}"],
    ["\0\u001b\u000b\ufffe\uffff\ud800", "\u{fffd}".repeat(6)],
  ])("%j is %j", (text, escaped) => {
    expect(escapeXml(text)).toBe(escaped);
  });
});
