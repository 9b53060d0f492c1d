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
  ])("takes the JSON objects out of %s", (text, expected) => {
    expect(json(text)).toEqual(expected);
  });

  it.each(['[{"a":1},{"a":2}]', '{"a":1},{"a":2}', '{"a":1}{"a":', "text", ""])(
    "leaves %j whole",
    (text) => {
      expect(json(text)).toEqual([text]);
    },
  );

  it("separates by a delimiter, and drops it", () => {
    expect(delimited("a##b####c##")).toEqual(["a", "b", "c"]);
    expect(delimited("whole")).toEqual(["whole"]);
  });

  it("leaves a record of more than 500 sub-records whole", () => {
    expect(json("{}".repeat(500))).toHaveLength(500);
    expect(json("{}".repeat(501))).toEqual(["{}".repeat(501)]);
    expect(delimited("a##".repeat(501))).toHaveLength(1);
  });
});
