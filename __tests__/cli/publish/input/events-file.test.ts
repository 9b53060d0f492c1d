import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseEvents, readEvents } from "../../../../cli/publish/input/events-file";

describe("a file of events", () => {
  it("may be one JSON document over several lines", () => {
    expect(parseEvents('{\n  "event": { "staffId": 4 }\n}\n', "event.json")).toEqual([
      { event: { staffId: 4 } },
    ]);
  });

  it("may be a JSON array", () => {
    expect(parseEvents('[{"a":1},{"a":2}]', "events.json")).toEqual([{ a: 1 }, { a: 2 }]);
  });

  it("may have one event per line, with empty lines and Windows line endings", () => {
    expect(parseEvents('{"a":1}\r\n\r\n{"a":2}\n', "events.ndjson")).toEqual([{ a: 1 }, { a: 2 }]);
  });

  it("is rejected as a whole if one line is invalid, and the line is named", () => {
    expect(() => parseEvents('{"a":1}\n{"a":\n{"a":3}\n', "events.ndjson")).toThrow(
      /^events\.ndjson, line 2 is not JSON \(.+\): \{"a":$/,
    );
  });

  it.each([
    [path.join(tmpdir(), "no-such-file.csv"), /^There is no file \S+no-such-file\.csv\.$/],
    [tmpdir(), /^\S+ is a folder\.$/],
  ])("is rejected if it is %s", async (file, message) => {
    await expect(readEvents(file)).rejects.toMatchObject({
      message: expect.stringMatching(message) as string,
      advice: "Give the path of a JSON, CSV or Parquet file, or - for standard input.",
    });
  });

  it("is rejected with its own error if it is meant as one document", () => {
    expect(() => parseEvents('{\n  "a": 1\n  "b": 2\n}', "event.json")).toThrow(
      /^event\.json is not JSON: .* at line 3, column 3$/,
    );
    expect(() => parseEvents('[{"a":1},', "events.json")).toThrow(/^events\.json is not JSON: /);
  });

  it("may start with a byte order mark", async () => {
    expect(await readEvents(fileOf('\uFEFF{"a":1}'))).toEqual([{ a: 1 }]);
  });

  it.each([
    ["[1]", "event 1 is not a JSON object: 1"],
    ['{"a":1}\nnull', "line 2 is not a JSON object: null"],
    ['{"a":1}\n[{}]', "line 2 is not a JSON object: [{}]"],
    ['"text"', 'event 1 is not a JSON object: "text"'],
  ])("is rejected before anything is sent if it contains something else: %j", (text, message) => {
    expect(() => parseEvents(text, "events")).toThrow(`events, ${message}`);
  });

  it.each(["", " \n\t\n", "[]"])("is rejected when it holds nothing: %j", (text) => {
    expect(() => parseEvents(text, "standard input")).toThrow("standard input contains no event.");
  });
});

describe("events selected in a file by jq", () => {
  const document = '{"count":2,"features":[{"id":"a"},{"id":"b"}]}';

  it.each([
    [".features[]", document],
    [".features", document],
    [".features[]", '{"features":[{"id":"a"}]}\n{"features":[{"id":"b"}]}\n'],
    ["select(.id != null)", '{"id":"a"}\n{"other":1}\n{"id":"b"}'],
  ])("are what %s returns", async (jq, text) => {
    expect(await readEvents(fileOf(text), jq)).toEqual([{ id: "a" }, { id: "b" }]);
  });

  it("keep the digits of numbers", async () => {
    const text = '{"features":[{"n":1.10,"big":9007199254740991}]}';
    expect(await readEvents(fileOf(text), ".features[]")).toEqual([
      { n: 1.1, big: 9_007_199_254_740_991 },
    ]);
  });

  it.each([
    [".features[", "fails for .*: syntax error"],
    ["", "fails for .*: Top-level program not given"],
    ["$nothing", "fails for .*: \\$nothing is not defined"],
    [".missing[]", "fails for .*: Cannot iterate over null"],
    [".features[] | select(.id == 7)", "selects nothing in"],
    [".features[].id", 'line 1 is not a JSON object: "a"'],
    [".count", "event 1 is not a JSON object: 2"],
  ])("are rejected with the reason for %j", async (jq, message) => {
    await expect(readEvents(fileOf(document), jq)).rejects.toThrow(new RegExp(message));
  });

  it("are rejected as a whole if jq fails after some of them", async () => {
    await expect(readEvents(fileOf('{"a":1}\n{"a":[{}]}'), ".a[]")).rejects.toThrow(
      "Cannot iterate over number",
    );
  });

  it("are not selected if the file is not JSON", async () => {
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
