import { checkExpressions, checkErrors } from "../../../support/athena/check-expressions";

describe("arrays, maps and rows", () => {
  checkExpressions([
    ["ARRAY[1, 2, 3][2]", "2", "integer"],
    ["element_at(ARRAY[1], 5)", null, "integer"],
    ["element_at(ARRAY[1, 2], -1)", "2", "integer"],
    ["ARRAY[1, 2.5]", "[1.0, 2.5]", "array(decimal(11,1))"],
    ["MAP(ARRAY['a'], ARRAY[1])['a']", "1", "integer"],
    ["element_at(MAP(ARRAY['a'], ARRAY[1]), 'b')", null, "integer"],
    ["ROW(1, 'a')", "{field0=1, field1=a}", "row(integer, varchar(1))"],
    ["CAST(ROW(1, 'a') AS row(x bigint, y varchar)).y", "a", "varchar"],
    ["ARRAY[ROW(1, NULL)]", "[{field0=1, field1=null}]", "array(row(integer, unknown))"],
    ["cardinality(ARRAY[1, NULL])", "2", "bigint"],
    ["contains(ARRAY[1, NULL], 1)", "true", "boolean"],
    ["contains(ARRAY[1, NULL], 2)", null, "boolean"],
    ["filter(ARRAY[1, 2, 3], x -> x > 1)", "[2, 3]", "array(integer)"],
    ["transform(ARRAY[1, 2], x -> x * 2.5)", "[2.5, 5.0]", "array(decimal(12,1))"],
    [
      "transform(ARRAY[ARRAY[1], ARRAY[2]], a -> transform(a, b -> b + cardinality(a)))",
      "[[2], [3]]",
      "array(array(bigint))",
    ],
    ["any_match(ARRAY[1, 2], x -> x > 1)", "true", "boolean"],
    ["array_distinct(ARRAY[1, 2, 1, NULL, NULL])", "[1, 2, null]", "array(integer)"],
    ["array_sort(ARRAY[3, NULL, 1])", "[1, 3, null]", "array(integer)"],
    ["array_max(ARRAY[1, NULL])", null, "integer"],
    ["array_join(ARRAY['a', NULL, 'b'], '-', '?')", "a-?-b", "varchar"],
    ["slice(ARRAY[1, 2, 3], -2, 2)", "[2, 3]", "array(integer)"],
    ["sequence(1, 5, 2)", "[1, 3, 5]", "array(bigint)"],
    ["flatten(ARRAY[ARRAY[1], ARRAY[2, 3]])", "[1, 2, 3]", "array(integer)"],
    ["ARRAY[1] || 2 || ARRAY[3]", "[1, 2, 3]", "array(integer)"],
    [
      "map_filter(MAP(ARRAY['a', 'b'], ARRAY[1, 2]), (k, v) -> v > 1)",
      "{b=2}",
      "map(varchar(1), integer)",
    ],
    [
      "transform_values(MAP(ARRAY['a'], ARRAY[1]), (k, v) -> k || 'x')",
      "{a=ax}",
      "map(varchar(1), varchar)",
    ],
    [
      "zip(ARRAY[1, 2], ARRAY['a'])",
      "[{field0=1, field1=a}, {field0=2, field1=null}]",
      "array(row(integer, varchar(1)))",
    ],
    ["CAST(ARRAY[1, 2] AS array(varchar))", "[1, 2]", "array(varchar)"],
    ["(1, 'a') IN ((1, 'a'), (2, 'b'))", "true", "boolean"],
  ]);

  checkErrors([
    [
      "ARRAY[1][5]",
      "INVALID_FUNCTION_ARGUMENT: Array subscript must be less than or equal to array length",
    ],
    ["MAP(ARRAY['a'], ARRAY[1])['b']", "INVALID_FUNCTION_ARGUMENT: Key not present in map"],
    [
      "ARRAY[1, 'a']",
      "TYPE_MISMATCH: line 1:8: All ARRAY elements must be the same type: integer, varchar(1)",
    ],
    [
      "ROW(1).x",
      "COLUMN_NOT_FOUND: line 1:8: Column 'x' cannot be resolved or requester is not authorized to access requested resources",
    ],
    [
      "ARRAY[1, NULL] = ARRAY[1, NULL]",
      "NOT_SUPPORTED: line 1:23: A comparison of array values is not supported by the embedded Athena; it would run on AWS",
    ],
  ]);
});

describe("JSON", () => {
  checkExpressions([
    [`json_extract_scalar('{"a":{"b":[1,2.50]}}', '$.a.b[1]')`, "2.50", "varchar"],
    [`json_extract_scalar('{"a":{"b":1}}', '$.a')`, null, "varchar"],
    [`json_extract_scalar('{"a":null}', '$.a')`, null, "varchar"],
    [`json_extract_scalar('no json', '$.a')`, null, "varchar"],
    [`json_extract_scalar('{"a b":true}', '$["a b"]')`, "true", "varchar"],
    [`json_extract('{"b":1,"a":{"z":1.0}}', '$.a')`, '{"z":1.0}', "json"],
    [`json_parse('{"b": 1, "a": [1, 2]}')`, '{"a":[1,2],"b":1}', "json"],
    [`json_format(json_parse('{ "a" : 1 }'))`, '{"a":1}', "varchar"],
    [`json_array_length('[1,2]')`, "2", "bigint"],
    [
      `CAST(json_parse('[1,2.5,"x",null]') AS array(varchar))`,
      "[1, 2.5, x, null]",
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
      "NOT_SUPPORTED: line 1:27: The JSON path '$.store..x' is not supported by the embedded Athena; it would run on AWS",
    ],
    ["json_parse('{')", "INVALID_FUNCTION_ARGUMENT: Cannot convert value to JSON: '{'"],
  ]);
});
