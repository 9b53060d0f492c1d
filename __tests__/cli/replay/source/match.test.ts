import { readMatch } from "../../../../cli/replay/source/match";

const record = {
  id: "1",
  place: "key#0",
  data: Buffer.from('{"staffId":"four"}'),
  arrival: new Date(0),
  writtenAt: new Date(0),
  failure: { code: "DataFormatConversion.MalformedData", message: "Column staffid: expected int." },
};

describe("--match", () => {
  it.each([
    [undefined, true],
    ["four", true],
    ["MalformedData", true],
    ["expected int.", true],
    ["expected.int", false],
    ["five", false],
    ["/expected.int/", true],
    ["/STAFFID: EXP/i", true],
    ["/four/g", true],
    ["/^five$/", false],
  ])("%j matches %j", (pattern, expected) => {
    const match = readMatch(pattern);
    expect([match(record), match(record)]).toEqual([expected, expected]);
  });

  it.each(["/(/", "/a/q"])("rejects %s", (pattern) => {
    expect(() => readMatch(pattern)).toThrow("--match is not a valid regular expression");
  });
});
