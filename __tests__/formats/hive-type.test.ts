import { duckDbType } from "../../local/duckdb/hive-duckdb-type";
import { parseHiveType } from "../../formats/hive-type";

describe("hive types", () => {
  it.each([
    ["boolean", "BOOLEAN"],
    ["tinyint", "TINYINT"],
    ["smallint", "SMALLINT"],
    ["int", "INTEGER"],
    ["INTEGER", "INTEGER"],
    ["bigint", "BIGINT"],
    ["float", "FLOAT"],
    ["double", "DOUBLE"],
    ["decimal", "DECIMAL(10,0)"],
    ["decimal(12, 4)", "DECIMAL(12,4)"],
    ["string", "VARCHAR"],
    ["char(3)", "VARCHAR"],
    ["varchar(20)", "VARCHAR"],
    ["binary", "BLOB"],
    ["date", "DATE"],
    ["timestamp", "TIMESTAMP"],
    ["array<array<int>>", "INTEGER[][]"],
    ["map<string,array<bigint>>", "MAP(VARCHAR,BIGINT[])"],
    [
      "struct<staffName:string, Pay:decimal(8,2),tags:map<string,struct<a b:int>>>",
      'STRUCT("staffname" VARCHAR,"pay" DECIMAL(8,2),"tags" MAP(VARCHAR,STRUCT("a b" INTEGER)))',
    ],
  ])("parses %s", (text, expected) => {
    expect(duckDbType(parseHiveType(text)).text).toBe(expected);
  });

  it("lower-cases the names of struct fields", () => {
    expect(parseHiveType("struct<staffName:string>")).toEqual({
      kind: "struct",
      fields: [{ name: "staffname", type: { kind: "string" } }],
    });
  });

  it.each([
    ["", "expected a type at character 1"],
    ["text", 'expected a Hive type instead of "text"'],
    ["array<int", 'expected ">" at character 10'],
    ["array", 'expected "<"'],
    ["map<string>", 'expected ","'],
    ["struct<a>", "expected a field as name:type"],
    ["struct<>", "expected a field as name:type"],
    ["varchar", "expected a length"],
    ["varchar(x)", "integers"],
    ["decimal(39,0)", "a precision of 1 to 38"],
    ["decimal(4,5)", "a scale up to the precision"],
    ["int>", "expected the end of the type at character 4"],
  ])("rejects %s", (text, message) => {
    expect(() => parseHiveType(text)).toThrow(message);
  });
});
