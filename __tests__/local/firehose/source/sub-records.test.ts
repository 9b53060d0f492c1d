import { subRecords } from "../../../../local/firehose/source/sub-records";

const json = (text: string) =>
  subRecords(Buffer.from(text), { type: "JSON" }).map((part) => Buffer.from(part).toString());
const delimited = (text: string) =>
  subRecords(Buffer.from(text), { type: "DELIMITED", delimiter: Buffer.from("##") }).map((part) =>
    Buffer.from(part).toString(),
  );

describe("record de-aggregation", () => {
  it.each([
    ['{"a":1}{"a":2}', ['{"a":1}', '{"a":2}']],
    ['{"a":1}\n{"a":2}\r\n', ['{"a":1}', '{"a":2}']],
    ['{"a":{"b":"}{\\"}"}} {"a":[{}]}', ['{"a":{"b":"}{\\"}"}}', '{"a":[{}]}']],
    ['{"é":"ü"}{}', ['{"é":"ü"}', "{}"]],
  ])("splits the JSON objects of %s", (text, expected) => {
    expect(json(text)).toEqual(expected);
  });

  it.each(['[{"a":1},{"a":2}]', '{"a":1},{"a":2}', '{"a":1}{"a":', "text", ""])(
    "does not split %j",
    (text) => {
      expect(json(text)).toEqual([text]);
    },
  );

  it("splits at a delimiter and removes it", () => {
    expect(delimited("a##b####c##")).toEqual(["a", "b", "c"]);
    expect(delimited("whole")).toEqual(["whole"]);
  });

  it("does not split a record with more than 500 sub-records", () => {
    expect(json("{}".repeat(500))).toHaveLength(500);
    expect(json("{}".repeat(501))).toEqual(["{}".repeat(501)]);
    expect(delimited("a##".repeat(501))).toHaveLength(1);
  });
});
