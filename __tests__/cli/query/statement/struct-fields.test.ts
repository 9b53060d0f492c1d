import { structFields } from "../../../../cli/query/statement/struct-fields";

describe("the type of a column", () => {
  it.each([
    ["string", []],
    ["array<struct<a:int>>", []],
    ["struct<a:int>", [["a", "int"]]],
    [
      "struct<a:decimal(10,2),b:map<string,struct<c:int>>,d:date>",
      [
        ["a", "decimal(10,2)"],
        ["b", "map<string,struct<c:int>>"],
        ["d", "date"],
      ],
    ],
  ])("%s has its direct fields", (type, fields) => {
    expect(structFields(type)).toEqual(fields);
  });
});
