import { parseEvents } from "../../cli/events-file";

describe("a file of events", () => {
  it("may hold one JSON document over several lines", () => {
    expect(parseEvents('{\n  "event": { "staffId": 4 }\n}\n', "event.json")).toEqual([
      { event: { staffId: 4 } },
    ]);
  });

  it("may hold a JSON array", () => {
    expect(parseEvents('[{"a":1},{"a":2}]', "events.json")).toEqual([{ a: 1 }, { a: 2 }]);
  });

  it("may hold one event a line, with empty lines and Windows line ends between", () => {
    expect(parseEvents('{"a":1}\r\n\r\n{"a":2}\n', "events.ndjson")).toEqual([{ a: 1 }, { a: 2 }]);
  });

  it("is refused as a whole when one line is broken, and the line is named", () => {
    expect(() => parseEvents('{"a":1}\n{"a":\n{"a":3}\n', "events.ndjson")).toThrow(
      /^events\.ndjson, line 2 is not JSON \(.+\): \{"a":$/,
    );
  });

  it("is refused for its own error when it was meant as one document", () => {
    expect(() => parseEvents('{\n  "a": 1\n  "b": 2\n}', "event.json")).toThrow(
      /^event\.json is not JSON: .* at line 3, column 3$/,
    );
    expect(() => parseEvents('[{"a":1},', "events.json")).toThrow(/^events\.json is not JSON: /);
  });

  it("may begin with the mark that editors on Windows write", () => {
    expect(parseEvents('\uFEFF{"a":1}', "event.json")).toEqual([{ a: 1 }]);
  });

  it.each([
    ["[1]", "event 1 is no JSON object: 1"],
    ['{"a":1}\nnull', "line 2 is no JSON object: null"],
    ['{"a":1}\n[{}]', "line 2 is no JSON object: [{}]"],
    ['"text"', 'event 1 is no JSON object: "text"'],
  ])("is refused before anything is sent when it holds something else: %j", (text, message) => {
    expect(() => parseEvents(text, "events")).toThrow(`events, ${message}`);
  });

  it.each(["", " \n\t\n", "[]"])("is refused when it holds nothing: %j", (text) => {
    expect(() => parseEvents(text, "standard input")).toThrow("standard input holds no event.");
  });
});
