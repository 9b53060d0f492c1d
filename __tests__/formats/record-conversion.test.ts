import { ConversionError } from "../../formats/conversion-error";
import { parseHiveType } from "../../formats/hive-type";
import { RecordConverter } from "../../formats/record-conversion";
import type { OpenXOptions } from "../../formats/record-conversion";

function convert(type: string, record: string | Buffer, options?: OpenXOptions): unknown[] {
  const columns = [{ name: "c", type: parseHiveType(type) }];
  const converter = new RecordConverter(columns, options);
  return converter.convert(Buffer.from(record)).map((row): unknown => JSON.parse(row));
}

function failure(type: string, record: string | Buffer): ConversionError {
  try {
    convert(type, record);
  } catch (error) {
    if (error instanceof ConversionError) return error;
    throw error;
  }
  throw new Error("expected the conversion to fail");
}

describe("record conversion", () => {
  it.each([
    ["boolean", "true", true],
    ["boolean", '"TRUE"', true],
    ["boolean", '"yes"', false],
    ["tinyint", "-128", -128],
    ["smallint", '"32767"', 32767],
    ["int", '"+7"', 7],
    ["int", '"0x1F"', 31],
    ["bigint", "42", 42],
    ["float", "0.1", Math.fround(0.1)],
    ["double", "1e3", 1000],
    ["double", '"2.5"', 2.5],
    ["double", "1e999", "Infinity"],
    ["double", '"NaN"', "NaN"],
    ["decimal(10,2)", "1.005", "1.01"],
    ["string", '"text"', "text"],
    ["string", "1.50", "1.50"],
    ["string", "true", "true"],
    ["string", '{"B": [1, "x"], "a": null}', '{"b":[1,"x"],"a":null}'],
    ["string", "[1, 2]", "[1,2]"],
    ["string", '"\\ud83d\\ude00 \\u00e9"', "😀 é"],
    ["varchar(3)", '"a😀bc"', "a😀b"],
    ["char(4)", '"ab    "', "ab"],
    ["binary", '"AP8="', "\\x00\\xff"],
    ["date", '"2020-01-05"', "2020-01-05"],
    ["timestamp", "1518033528", "2018-02-07 19:58:48.000000"],
    ["timestamp", '"1518033528123"', "2018-02-07 19:58:48.123000"],
    ["array<int>", "[1, null, 3]", [1, null, 3]],
    ["array<int>", "5", [5]],
    ["array<string>", '{"A":1}', ['{"a":1}']],
    ["array<int>", '""', null],
    ["map<string,int>", '{"Key": 1, "other": null}', { key: 1, other: null }],
    ["map<int,string>", '{"01": "a", "1": "b"}', { "1": "b" }],
    ["map<string,int>", '" "', null],
    ["struct<a:int,b:string>", '{"B": "x", "extra": 1}', { a: null, b: "x" }],
    ["struct<a:int>", "[]", null],
    ["struct<a:int>", "[1,2]", { a: 1 }],
    ["struct<a:int,b:struct<c:string>>", '["7",["x"]]', { a: 7, b: { c: "x" } }],
    ["struct<a:int,b:string>", "[null]", { a: null, b: null }],
    ["struct<a:int>", '""', null],
    ["struct<a:array<struct<b:int>>>", '{"a":{"b":"7"}}', { a: [{ b: 7 }] }],
    ["int", "null", null],
  ])("converts for a column of type %s the value %s", (type, json, expected) => {
    expect(convert(type, `{"C": ${json}}`)).toEqual([{ c: expected }]);
  });

  it("keeps every digit of a bigint", () => {
    const columns = [{ name: "c", type: parseHiveType("bigint") }];
    const [row] = new RecordConverter(columns).convert(Buffer.from('{"c":9223372036854775807}'));
    expect(row).toBe('{"c":9223372036854775807}');
  });

  it.each([
    ["boolean", "1"],
    ["tinyint", "128"],
    ["int", "2147483648"],
    ["int", "1.0"],
    ["int", "1e3"],
    ["int", "true"],
    ["int", '""'],
    ["int", '" 5"'],
    ["int", "[1]"],
    ["bigint", "9223372036854775808"],
    ["double", '"fast"'],
    ["decimal(3,1)", "100"],
    ["binary", '"not base64!"'],
    ["date", '"2020-02-30"'],
    ["timestamp", '"yesterday"'],
    ["timestamp", '"2020-01-05T01:05:00+00:00"'],
    ["map<string,int>", "[1]"],
    ["map<int,string>", '{"x": "a"}'],
    ["struct<a:int>", "7"],
    ["array<int>", '[1, "x"]'],
  ])("rejects for a column of type %s the value %s as malformed data", (type, json) => {
    const { code, message } = failure(type, `{"c": ${json}}`);
    expect(code).toBe("DataFormatConversion.MalformedData");
    expect(message).toMatch(/^Data does not match the schema\. Column c/);
  });

  it.each(["", " \n", "[]", '[{"c":1}]', "7", '"text"', "null", '{"c":1} 7'])(
    "rejects the record %j, which is not a row, as malformed data",
    (record) => {
      expect(failure("int", record).code).toBe("DataFormatConversion.MalformedData");
    },
  );

  it.each([
    "text",
    "{",
    '{"c"}',
    '{"c":1,}',
    '{"c":01}',
    '{"c":.5}',
    "{'c':1}",
    '{"c":1}x',
    '{"c":"a\nb"}',
    '{"c":"\\x"}',
    '{"c":nul}',
    '{"c":1,"C":2}',
    "[".repeat(2000),
    Buffer.from([0x7b, 0xff, 0x7d]),
    "\ufeff{}",
  ])("rejects the record %j, which is not JSON, as a parse error", (record) => {
    const { code, message } = failure("int", record);
    expect(code).toBe("DataFormatConversion.ParseError");
    expect(message).toMatch(/^Encountered malformed JSON\. /);
  });

  it("names the path of the value that does not fit", () => {
    expect(failure("struct<a:array<int>>", '{"c":{"a":[1,"x"]}}').message).toBe(
      'Data does not match the schema. Column c.a[]: expected int, found "x".',
    );
  });

  it("converts each document of a record into a row", () => {
    expect(convert("int", '{"c":1}{"c":2}\n {"c":3}\n')).toEqual([{ c: 1 }, { c: 2 }, { c: 3 }]);
  });

  it("fails the whole record when one of its documents fails", () => {
    expect(failure("int", '{"c":1}{"c":"x"}').code).toBe("DataFormatConversion.MalformedData");
  });

  describe("with deserializer options", () => {
    it("distinguishes keys by case", () => {
      expect(convert("int", '{"C":1,"c":2}', { caseInsensitive: false })).toEqual([{ c: 2 }]);
      expect(convert("int", '{"C":1}', { caseInsensitive: false })).toEqual([{ c: null }]);
    });

    it("reads a column from the key it is mapped to", () => {
      const options = { columnToJsonKeyMappings: { c: "Timestamp" } };
      expect(convert("int", '{"timestamp":1,"c":2}', options)).toEqual([{ c: 1 }]);
    });

    it("matches a dot in a key with an underscore, preferring the exact key", () => {
      const columns = [{ name: "a_b", type: parseHiveType("int") }];
      const converter = new RecordConverter(columns, { convertDotsInJsonKeysToUnderscores: true });
      expect(converter.convert(Buffer.from('{"a.b":1}'))).toEqual(['{"a_b":1}']);
      expect(converter.convert(Buffer.from('{"a.b":1,"a_b":2}'))).toEqual(['{"a_b":2}']);
    });
  });
});
