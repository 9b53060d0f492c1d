import fc from "../../../support/random/seeded-fast-check";
import { splitRecords } from "../../../../cli/replay/source/split-records";

function texts(content: string): string[] {
  return splitRecords(Buffer.from(content)).map(({ bytes }) => bytes.toString("utf8"));
}

describe("the records of an object", () => {
  it.each([
    ["lines", '{"a":1}\n{"a":2}\n', ['{"a":1}', '{"a":2}']],
    [
      "nothing between",
      '{"a":1}{"a":{"b":"}"}}{"a":"\\""}',
      ['{"a":1}', '{"a":{"b":"}"}}', '{"a":"\\""}'],
    ],
    ["both", '{"a":1}{"a":2}\r\n\n  {"a":3}', ['{"a":1}', '{"a":2}', '{"a":3}']],
    ["documents over several lines", '{\n  "a": 1\n}\n{"a":2}', ['{\n  "a": 1\n}', '{"a":2}']],
    ["a record that was cut off before others", '{"a":1\n{"a":2}\n', ['{"a":1', '{"a":2}']],
    ["what is no JSON", 'oops\n{"a":1} and more\n[1,2]\n', ["oops", '{"a":1} and more', "[1,2]"]],
    ["nothing", " \n\n", []],
  ])("are found in %s", (_, content, expected) => {
    expect(texts(content)).toEqual(expected);
  });

  it("have their offset", () => {
    const pieces = splitRecords(Buffer.from('\n{"ä":1}{"b":2}\n'));
    expect(pieces.map(({ start }) => start)).toEqual([1, 9]);
  });

  it("are the same whatever white space is between JSON objects", () => {
    const object = fc.dictionary(fc.string(), fc.jsonValue()).map((value) => JSON.stringify(value));
    const space = fc.constantFrom("", "\n", "\r\n", " ", "\n\n");
    fc.assert(
      fc.property(fc.array(fc.tuple(object, space)), (parts) => {
        expect(texts(parts.map((part) => part.join("")).join(""))).toEqual(
          parts.map(([text]) => text),
        );
      }),
    );
  });

  it("leave out no byte except white space", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('{"a":1}', '{"', "}", "{", "x", "\n", " ", '"', "\\")),
        (parts) => {
          const content = parts.join("");
          expect(texts(content).join("").replace(/\s/g, "")).toBe(content.replace(/\s/g, ""));
        },
      ),
    );
  });
});
