import { checkErrors, checkExpressions } from "../../../support/athena/check-expressions";

describe("JSON functions and casts", () => {
  checkExpressions([
    [`json_extract_scalar('{"a":{"b":[1,2.50]}}', '$.a.b[1]')`, "2.50", "varchar(20)"],
    [`json_extract_scalar('{"a":{"b":1}}', '$.a')`, null, "varchar(13)"],
    [`json_extract_scalar('{"a":null}', '$.a')`, null, "varchar(10)"],
    [`json_extract_scalar('no json', '$.a')`, null, "varchar(7)"],
    [`json_extract_scalar('{"a b":true}', '$["a b"]')`, "true", "varchar(12)"],
    [`json_extract('{"b":1,"a":{"z":1.0}}', '$.a')`, '{"z":1.0}', "json"],
    [`json_parse('{"b": 1, "a": [1, 2]}')`, '{"a":[1,2],"b":1}', "json"],
    [`json_format(json_parse('{ "a" : 1 }'))`, '{"a":1}', "varchar"],
    [`json_array_length('[1,2]')`, "2", "bigint"],
    [
      `CAST(json_parse('[1,2.5,"x",null]') AS array(varchar))`,
      "[1, 2.5E0, x, null]",
      "array(varchar)",
    ],
    [
      `CAST(json_parse('{"b":1,"A":"q"}') AS row(a varchar, b integer))`,
      "{a=q, b=1}",
      "row(a varchar, b integer)",
    ],
    [`CAST(CAST(ROW(1, 'x') AS row(a integer, b varchar)) AS json)`, '{"a":1,"b":"x"}', "json"],
    [`JSON '{"b": 1, "a": [2]}'`, '{"a":[2],"b":1}', "json"],
    [`CAST(JSON '{"a":1}' AS map(varchar, integer))`, "{a=1}", "map(varchar, integer)"],
    [`CAST('a"b' AS json)`, String.raw`"a\"b"`, "json"],
  ]);

  checkErrors([
    [
      "json_extract('{}', '$.store..x')",
      "NOT_SUPPORTED: line 1:27: The JSON path '$.store..x' is not supported by the SQL engine duckdb; start the embedded AWS with --sql-engine trino",
    ],
    ["json_parse('{')", "INVALID_FUNCTION_ARGUMENT: Cannot convert value to JSON: '{'"],
  ]);
});
