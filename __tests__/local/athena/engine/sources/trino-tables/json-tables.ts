import type { FileTable } from "./file-table";

/** Values of JSON that are no lists or objects. */
const SCALARS = [
  ...["1", "-1", "0", "-0", "+5", "1.5", "1.0", "1.", "1e2", "1E400", "12e3", "127", "128", "-129"],
  ...["2147483648", "9223372036854775807", "9223372036854775808", "0x1F", "012", "0.1", "1.005"],
  ...["1.125", "-2.345", "99999.999", "1e-7", "1.0e0", "0.000001", "0.0000001", "-0.0", "1e-10"],
  ...["123456789012345678901234567890", "100000000000000000.50", "3.4028235e38", "1e39"],
  ...["1451606400", "1451606400000", "1451606400.5", "true", "TRUE", "false", "null", "NaN", "abc"],
  ...["'single'", "'it\\'s'", "/* c */ 1", '"\\u00e9\\q\\a\\v\\/"', '"tab\there"', '"\\ud83d"'],
];

/** Texts of JSON. */
const TEXTS = [
  ...["", "1", "-1", "+1", " 1", "1 ", "1.5", "1e2", "0x10", "0X-1f", "NaN", "Infinity", "inf"],
  ...["-Infinity", "1f", "1d", "true", "TRUE", "t", "yes", "false", "abc", "null", "\\N", "x  "],
  ...["  ", "a,b", "1,2", "1_000", "99999.995", "12.345", "[1,2]", '{"a":1}', "1.10", "1L", "-0"],
  ...[
    "00012",
    "08",
    "01.5",
    "09",
    "-012",
    "0x7fffffffffffffff",
    "0x8000000000000000",
    "あいうえお",
  ],
  ...["é", "</a>", "\u0001\u001f", "a/b", "\u2028", "2024-02-29", "2024-2-9", "2023-02-29"],
  ...["24-1-1", "0001-01-01", "9999-12-31", "2024-02-29 ", "2024-13-45Tq", "2024-1-123", "10:00"],
  ...["2024-02-29 12:34:56", "2024-02-29T12:34:56Z", "2024-02-29T12:34:56.123456Z"],
  ...["2024-02-29T12:34:56", "2024-02-29 12:34:56.9996", "2024-02-29 1:2:3", "2024-02-29 12:34"],
  ...["2024-02-29 25:00:00", "2024-02-29T12:34:56+00:00", "2024-02-29T12:34:56+01:00"],
  ...["2024-02-29T12:34", "2024-02-29T12:34Z", "2024-123-1 1:2:3", "2024-02-29 123:00:00"],
  ...["2024-02-29T12:34:56+0100", "2024-02-29 12:34:56Z", "2024-2-9t1:2:3z"],
  "2024-1-2T3:4:5.5-08:30",
].map((text) => JSON.stringify(text));

/** Lists and objects. */
const NESTED = [
  ...["[]", "{}", "[1]", "[1;2,,3]", "[,]", "[1,]", '[1,null,"2"]', "[[1],[2]]", "[[]]", "[true]"],
  ...['{"a":1}', '{"A":1,"b":"x"}', '{"b":null}', "{a=1;b=>2}", '{"k":[1,2]}', '{"a":{"b":1}}'],
  ...['{"1":"x","01":"y","z":"w"}', '[{"x":1.0e0},{"X":"2"},{}]', '[{"x":"1e2"},null,"",[3]]'],
  ...['[ 1 , { "z" : 1.50 , "Y":[ null,true] } ]', '{ "Z" : 1.50, "a" :"\\u00e9\\/\\n</b>" }'],
];

const SCALAR_TYPES = [
  ...["boolean", "tinyint", "smallint", "int", "bigint", "float", "double", "decimal(5,2)"],
  ...["decimal(38,0)", "string", "varchar(3)", "char(4)", "date", "timestamp"],
];

/** Values beyond the years 1 to 9999, which are refused here. */
const UNSUPPORTED: Readonly<Record<string, RegExp>> = {
  date: /^"?1451606400$/,
  timestamp: /^(?:922337203685477580.|100000000000000000.50)$/,
};

/** Types of lists and objects, with the values that they can have. */
const NESTED_TYPES: Readonly<Record<string, RegExp>> = {
  "array<int>": /^(?:\[[^[{]*\]|")/,
  "array<string>": /./,
  "map<string,int>": /^\{(?!.*:[[{]).*|^" ?"$/,
  "map<int,string>": /^\{|^" ?"$/,
  "struct<a:int,b:string>": /^(?!\[\[|\[\{|\{"a":\{)/,
};

function lines(values: readonly string[]): string {
  return values.map((value, index) => `{"n":"${index}","v":${value}}\n`).join("");
}

function ofType(type: string, values: readonly string[], name = type): FileTable {
  return {
    name: `json_${name.replace(/\W+/g, "_")}`,
    content: lines(values),
    columns: [
      ["n", "string"],
      ["v", type],
    ],
    serde: "openX",
  };
}

const LINE_COLUMNS = [
  ["a", "string"],
  ["b_c", "int"],
] as const;

const LINES = [
  ...['{"a":"x","b_c":1}', "", "  ", "not json", "1", '"text"', '["y",2]', "[]", '["z"]', "{}"],
  ...['{"a":"p"}{"a":"q"}', '{"a":"r"} rest', '  {"A":"s"}\t', '\uFEFF{"a":"bom"}', "// {}"],
  ...['{"a":"u\u2028v"}', '{"b.c":3}', '{"extra":{"a":1},"a":"w"}', '{"a":1.50}\r', "# x"],
];

/** Lines that are no JSON. */
const MALFORMED = ['{"a":"x"', '{"a" "x"}', "[1", '{"a":"\\u00g0"}', '{"a":}', "{null:1}", "{"];

/** Values that fail a query, of a type each. */
const FAILING = [
  ...["int", "decimal(5,2)", "date", "double", "timestamp"].map((type) => [type, "[1]"] as const),
  ...([
    ["bigint", "{}"],
    ["binary", "1"],
    ["binary", '"!!"'],
    ["map<string,int>", "1"],
    ["map<string,int>", "[]"],
    ["struct<a:int>", '"x"'],
    ["array<int>", "[[1]]"],
  ] as const),
];

/** Tables of the OpenX SerDe. */
export const JSON_TABLES: readonly FileTable[] = [
  ...SCALAR_TYPES.map((type) =>
    ofType(
      type,
      [...SCALARS, ...TEXTS].filter((value) => UNSUPPORTED[type]?.test(value) !== true),
    ),
  ),
  ofType("boolean", NESTED, "boolean_nested"),
  ofType("string", NESTED, "string_nested"),
  ofType("binary", ['"AQID"', '"AQI="', '"AQI"', '""', "null"]),
  ...Object.entries(NESTED_TYPES).map(([type, possible]) =>
    ofType(
      type,
      [...NESTED, '""', "null"].filter((value) => possible.test(value)),
    ),
  ),
  { name: "json_lines", content: LINES.join("\n"), columns: LINE_COLUMNS, serde: "openX" },
  ...MALFORMED.map((line, index): FileTable => ({
    name: `json_malformed_${index}`,
    content: `${line}\n`,
    columns: LINE_COLUMNS,
    serde: "openX",
  })),
  ...FAILING.map(([type, value], index) => ofType(type, [value], `failing_${index}`)),
];

/** Values that Hive's SerDe reads as a type: others fail the query. */
const HIVE_VALUES: Readonly<Record<string, readonly string[]>> = {
  boolean: ["true", '"TRUE"', "1", '"x"', '""', "null"],
  tinyint: ["1", "-128", "127", "128", "255", "1.9", "null"],
  smallint: ["-32768", "32767", "1e2", "-0"],
  int: ["1.5", "-2147483648", "2147483647", "1.0e0"],
  bigint: ["9223372036854775807", "1451606400.5", "-1"],
  float: ["1", "0.1", "3.4028235e38", "1e39", "-0.0"],
  double: ["1", "0.1", "1e400", "-0.0", "123456789012345678901234567890"],
  "decimal(5,2)": ["1", '"1.005"', '"abc"', '""', "true", "-2.345", "1e2", '" 1"'],
  string: ["1.50", "1E400", "true", '"a\\u00e9"', '""', "-0"],
  "varchar(3)": ["12345", '"あいうえお"', "true"],
  "char(4)": ['"a"', '"あいうえお"', "1"],
  binary: ['"AQID"', "1", '"é"'],
  date: ['"2024-02-29"', '"2024-2-9 x"', '"2024-13-45"', '" 2024-01-01 "'],
  timestamp: ['"2024-02-29 12:34:56.9996"', '"2024-2-9T1:2"', '"2024-02-29 1:2:3"'],
  "array<int>": ["[1,null]", "[]", "null"],
  "map<string,int>": ['{"a":1,"b":null,"b":2}', "{}"],
  "map<int,string>": ['{"1":1,"01":"x","-2":true}'],
  "struct<a:int,b:string>": ['{"A":1,"b":2.50,"c":3}', "{}", '{"_col1":"x","a":1,"A":2}'],
};

const HIVE_FAILING: Readonly<Record<string, readonly string[]>> = {
  int: ['"1"', "true", "2147483648", "[1]", "01", "NaN"],
  tinyint: ["256"],
  double: ['"1.5"'],
  "decimal(5,2)": ["1000", "[1]"],
  string: ["{}", "abc", "'x'"],
  date: ['"x"', '""', "1"],
  timestamp: ['"2024-02-29"', "1451606400"],
  "array<int>": ["1"],
  "map<string,int>": ["[]"],
  "map<int,string>": ['{"x":1}'],
  "struct<a:int>": ["[1]", '""'],
};

/** Lines that have a column twice, in one spelling or two. */
const REPEATED = [
  ...['{"a":"x","A":"y"}', '{"a":null,"A":"y"}', '{"a":"x","_col0":"y"}', '{"_col0":"x","a":"y"}'],
  ...['{"a":"x","a":"y"}', '{"b_c":1,"B_C":2}'],
];

/** Tables of Hive's JSON SerDe. */
export const HIVE_JSON_TABLES: readonly FileTable[] = [
  ...Object.entries(HIVE_VALUES).map(([type, values]): FileTable => ({
    ...ofType(type, values, `hive_${type}`),
    serde: "hiveJson",
  })),
  ...Object.entries(HIVE_FAILING).flatMap(([type, values]) =>
    values.map((value, index): FileTable => ({
      ...ofType(type, [value], `hive_failing_${type}_${index}`),
      serde: "hiveJson",
    })),
  ),
  ...["", "[1]", "not json", '{"a":"x"'].map((line, index): FileTable => ({
    name: `json_hive_line_${index}`,
    content: `${line}\n`,
    columns: LINE_COLUMNS,
    serde: "hiveJson",
  })),
  ...REPEATED.map((line, index): FileTable => ({
    name: `json_hive_repeated_${index}`,
    content: `${line}\n`,
    columns: LINE_COLUMNS,
    serde: "hiveJson",
  })),
  {
    name: "json_hive_unread_repeated",
    content: '{"x":1,"X":2,"x":3,"a":"y"}\n',
    columns: LINE_COLUMNS,
    serde: "hiveJson",
  },
  {
    name: "json_hive_lines",
    content: '{"A":"x","B_C":1} rest\n{"b_c":2}{"a":"y"}\n{"_col0":"z"}\n{"a":"u\u2028v"}\n',
    columns: LINE_COLUMNS,
    serde: "hiveJson",
  },
];
