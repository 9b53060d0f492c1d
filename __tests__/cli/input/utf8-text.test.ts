import { constants } from "node:buffer";
import { checkEscapes, utf8Text } from "../../../cli/input/utf8-text";

const bytes = (...parts: readonly (string | readonly number[])[]) =>
  Buffer.concat(
    parts.map((part) => (typeof part === "string" ? Buffer.from(part) : Buffer.from(part))),
  );

describe("the text of a file", () => {
  it("is UTF-8, with or without a byte order mark", () => {
    expect(utf8Text(bytes("\uFEFFé あ 😀"), "f")).toBe("é あ 😀");
    expect(utf8Text(bytes(""), "f")).toBe("");
    expect(utf8Text(bytes("a"), "f")).toBe("a");
  });

  it("can't be longer than a text of this program", () => {
    const content = Buffer.allocUnsafeSlow(constants.MAX_STRING_LENGTH + 1);
    expect(() => utf8Text(content, "f")).toThrow("f has more than 536 MB");
  });

  it.each([
    [
      "Latin-1",
      bytes('{"a":1}\n{"é":"Ren', [0xe9], 'e"}\n'),
      "line 2, byte 11 is not UTF-8: 0xE9.",
    ],
    [
      "a character that ends early",
      bytes("é", [0xe3, 0x81], "x"),
      "line 1, byte 3 is not UTF-8: 0xE3.",
    ],
    [
      "a character cut off at the end",
      bytes("a\nb", [0xf0, 0x9f, 0x98]),
      "line 2, byte 2 is not UTF-8: 0xF0.",
    ],
    [
      "half a character of UTF-16",
      bytes("ab", [0xed, 0xa0, 0x80]),
      "line 1, byte 3 is not UTF-8: 0xED.",
    ],
    ["a slash of two bytes", bytes([0xc0, 0xaf]), "line 1, byte 1 is not UTF-8: 0xC0."],
  ])("is rejected with line and byte if it has %s", (_, content, message) => {
    expect(() => utf8Text(content, "f")).toThrow(`f, ${message}`);
  });

  it.each([
    ["UTF-16LE", Buffer.from('\uFEFF{"a":1}', "utf16le")],
    ["UTF-16LE", Buffer.from('{"a":1}', "utf16le")],
    ["UTF-16BE", Buffer.from('\uFEFF{"a":1}', "utf16le").swap16()],
    ["UTF-16BE", Buffer.from('{"a":1}', "utf16le").swap16()],
  ])("is rejected as %s", (order, content) => {
    expect(() => utf8Text(content, "f")).toThrow(
      `f, line 1, byte 1: the file is ${order}, not UTF-8.`,
    );
  });
});

describe("escapes of characters in JSON", () => {
  it.each(['{"a":"\\ud83d\\ude00"}', '{"a":"\\\\ud83d"}', '{"a":"\\u00e9"}'])(
    "are accepted if they are whole: %s",
    (text) => {
      expect(() => checkEscapes(text, "f")).not.toThrow();
    },
  );

  it.each([
    ['{"a":1}\n{"é":"\\ud83d"}', "line 2, byte 8: \\ud83d"],
    ['{"a":"\\uDE00"}', "line 1, byte 7: \\uDE00"],
    ['{"a":"\\ude00\\ud83d"}', "line 1, byte 7: \\ude00"],
    ['{"a":"\\ud83d\\ud83d\\ude00"}', "line 1, byte 7: \\ud83d"],
    ['{"a":"\\\\\\ud83d"}', "line 1, byte 9: \\ud83d"],
  ])("are rejected with line and byte if half is missing: %s", (text, where) => {
    expect(() => checkEscapes(text, "f")).toThrow(`f, ${where} is half of a character in UTF-16`);
  });
});
