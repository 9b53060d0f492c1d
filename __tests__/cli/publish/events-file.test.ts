import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseEvents, readEvents } from "../../../cli/publish/events-file";

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

  it("may begin with the mark that editors on Windows write", async () => {
    expect(await readEvents(fileOf('\uFEFF{"a":1}'))).toEqual([{ a: 1 }]);
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

describe("events picked out of a file by jq", () => {
  const document = '{"count":2,"features":[{"id":"a"},{"id":"b"}]}';

  it.each([
    [".features[]", document],
    [".features", document],
    [".features[]", '{"features":[{"id":"a"}]}\n{"features":[{"id":"b"}]}\n'],
    ["select(.id != null)", '{"id":"a"}\n{"other":1}\n{"id":"b"}'],
  ])("are what %s gives", async (jq, text) => {
    expect(await readEvents(fileOf(text), jq)).toEqual([{ id: "a" }, { id: "b" }]);
  });

  it("keep the numbers as they were written", async () => {
    const text = '{"features":[{"n":1.10,"big":9007199254740991}]}';
    expect(await readEvents(fileOf(text), ".features[]")).toEqual([
      { n: 1.1, big: 9_007_199_254_740_991 },
    ]);
  });

  it.each([
    [".features[", "fails on .*: syntax error"],
    ["", "fails on .*: Top-level program not given"],
    ["$nothing", "fails on .*: \\$nothing is not defined"],
    [".missing[]", "fails on .*: Cannot iterate over null"],
    [".features[] | select(.id == 7)", "finds nothing in"],
    [".features[].id", 'line 1 is no JSON object: "a"'],
    [".count", "event 1 is no JSON object: 2"],
  ])("are refused with the reason for %j", async (jq, message) => {
    await expect(readEvents(fileOf(document), jq)).rejects.toThrow(new RegExp(message));
  });

  it("are refused as a whole when jq fails after some of them", async () => {
    await expect(readEvents(fileOf('{"a":1}\n{"a":[{}]}'), ".a[]")).rejects.toThrow(
      "Cannot iterate over number",
    );
  });

  it("are not asked for where the file is not JSON", async () => {
    await expect(readEvents(fileOf('{"features":'), ".features[]")).rejects.toThrow(
      "events.json is not JSON",
    );
  });
});

function fileOf(text: string): string {
  const file = path.join(mkdtempSync(path.join(tmpdir(), "events-")), "events.json");
  writeFileSync(file, text);
  return file;
}
