import { parseFileRecords } from "../../../../cli/publish/dry-run/file-records";

const sources = (text: string) =>
  parseFileRecords(text, "events").map(({ where, source }) => `${where}: ${source}`);

describe("the records of a file", () => {
  it("are the events of a document or an array, with every digit", () => {
    expect(sources('{\n "id": 9007199254740993 }\n')).toEqual([
      'event 1: {\n "id": 9007199254740993 }',
    ]);
    expect(sources('[{"a":1, "a":2}]')).toEqual(['event 1: {"a":1, "a":2}']);
    expect(sources(" [ ]")).toEqual([]);
    expect(sources('[{"a": 1.0}, 5]')).toEqual(['event 1: {"a": 1.0}', "event 2: 5"]);
  });

  it("are lines otherwise, including those that are not JSON", () => {
    expect(sources('{"a":1}\r\n\n{"a":\nx\n')).toEqual([
      'line 1: {"a":1}',
      'line 3: {"a":',
      "line 4: x",
    ]);
  });

  it.each(["", "x\ny", '{\n "a": 1\n "b": 2\n}'])(
    "are none in a file of another kind: %j",
    (text) => {
      expect(() => parseFileRecords(text, "events")).toThrow(
        /^events (contains no event|is not JSON)/,
      );
    },
  );
});
