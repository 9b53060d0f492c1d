import { column } from "../../../model/dataset/column-type";
import { glueType } from "../../../model/dataset/glue-type";

describe("a column type in Glue's spelling", () => {
  it.each([
    "boolean",
    "tinyint",
    "smallint",
    "int",
    "bigint",
    "float",
    "double",
    "string",
    "binary",
    "date",
    "timestamp",
  ] as const)("is %s", (kind) => {
    expect(glueType(column[kind]())).toBe(kind);
  });

  it.each([
    ["decimal(10,2)", column.decimal(10, 2)],
    ["char(3)", column.char(3)],
    ["varchar(200)", column.varchar(200)],
    ["array<double>", column.array(column.double())],
    ["map<string,int>", column.map(column.string(), column.int())],
    [
      "struct<staffId:int,tags:array<struct<k:string,v:map<string,decimal(5,1)>>>>",
      column.struct({
        staffId: column.int(),
        tags: column.array(
          column.struct({
            k: column.string(),
            v: column.map(column.string(), column.decimal(5, 1)),
          }),
        ),
      }),
    ],
  ])("is %s", (expected, type) => {
    expect(glueType(type)).toBe(expected);
  });
});
