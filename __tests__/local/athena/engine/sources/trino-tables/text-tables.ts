import type { FileTable } from "./file-table";

/** Texts that are values of some types, nearly of some, and of none. */
const TEXTS = [
  ...[
    "1",
    "-7",
    "+7",
    " 12 ",
    "1.5",
    "",
    "\\N",
    "abc",
    "128",
    "-128",
    "-129",
    "1e3",
    "1L",
    "1_000",
  ],
  ...[
    "NaN",
    "Infinity",
    "-Infinity",
    "NAN",
    "inf",
    "1f",
    "1.5F",
    "1d",
    "1D",
    "-0",
    ".5",
    "5.",
    ".",
    "+",
  ],
  ...[
    "-",
    "1.x",
    "+.5",
    "-.5",
    "1e400",
    "1e39",
    "-1e400",
    "1e",
    "  ",
    "1,5",
    "1e1",
    "1.2.3",
    "0E0",
  ],
  ...["1.10", "12.345", "0.005", "0.004", "-123.455", "123456.7", "99999999999999999999"],
  ...[
    "2147483648",
    "9223372036854775808",
    "-9223372036854775808",
    "01",
    "٣",
    "é あ",
    "x y ",
    '"q"',
  ],
  ...["true", "TRUE", "t", " true", "false", "False", "FALSE ", "NULL", "null", "1451606400000"],
  ...["2024-02-29", "2024-2-9", "2023-02-29", "2024-13-01", "2024-00-01", "2024-02-32", "24-1-1"],
  ...["2024-02-29x", "2024-2-29 x", "2024-02-29 ", "20240229", "0001-01-01"],
  ...[
    "2024-02-29 12:34:56",
    "2024-02-29 12:34:56.123456",
    "2024-02-29T12:34:56",
    "2024-02-29 12:34",
  ],
  ...["2024-02-29 1:2:3", "2024-02-29 12:34:56.9996", "2024-02-29 25:00:00", "2024-02-30 12:00:00"],
  ...[
    "2024-13-30 12:00:00",
    " 2024-02-29 12:34:56",
    "2024-02-29 12:34:56 ",
    "2024-02-29 12:34:56.",
  ],
  ...["2024-02-29 12:34:56Z", "2024-02-29  12:34:56", "2024-1-2T3:4:5", "9999-12-31 23:59:59.999"],
  "2024-02-29 12:34:56.12345678912",
];

const TYPES = [
  ...[
    "boolean",
    "tinyint",
    "smallint",
    "int",
    "bigint",
    "float",
    "double",
    "decimal(5,2)",
    "string",
  ],
  ...["varchar(3)", "char(4)", "date", "timestamp"],
];

const CSV_LINES = [
  'h1,h2,h3\n"a,b",2,"x ""q"" y"\n"c\\"d",3,e\\f\n"g\\\\h","",\n i , "j" ,k\nl\n\nm,n,o,p\n"open,2,3\n',
  'q,"r"s,t\nNULL,\\N,null\n"it\'s",\'u,v\',w\r\n"multi\nline",1,2\né,あ,"ü"\n,,\n"",x\n"a"b,"c"",d\n',
  'ab"c"d,e\nabc"d,e"f,g\n\\"x,y\n"x\\\n\\\\,z\n"\u2028",1\rnext,2\n  ',
].join("");

const TEXT_COLUMNS = [
  ["a", "string"],
  ["b", "string"],
  ["c", "string"],
] as const;

const MIXED_COLUMNS = [
  ["a", "string"],
  ["b", "int"],
  ["c", "string"],
] as const;

const DELIMITED_LINES =
  "h1|h2|h3\na\\|b|2|x\nc|\\N|\\\\\nd\n e | 3 |y|z\n\n||\nf\\\n|4|q\r\ng|5|nul\ng\\xh\\n|6|\\\\N\n\\\n";

/** Types with parts, and values whose parts are separated by Hive's control characters. */
const NESTED: readonly (readonly [type: string, ...values: string[]])[] = [
  ["array<int>", "1\u00022\u0002x\u0002\\N\u0002", "", "\\N", "7", "\u0002", "1\u00032", " 1 "],
  ["array<string>", "a\u0002b", "", "\u0002", "\\N\u0002a", "null", "é\u0002あ"],
  [
    "map<string,int>",
    "a\u00031\u0002b\u00032",
    "",
    "a",
    "a\u0003",
    "\u00031",
    "a\u00031\u0002a\u00032",
  ],
  [
    "map<int,string>",
    "1\u0003x\u000201\u0003y\u0002z\u0003w",
    "\\N\u0003x\u00022\u0003\\N",
    "1\u0003a\u0003b",
  ],
  [
    "struct<a:int,b:string>",
    "1\u0002x",
    "1",
    "",
    "\u0002",
    "1\u0002x\u0002y",
    "\\N\u0002\\N",
    "x\u0002",
  ],
  ["array<array<int>>", "1\u00032\u00023", "\u0002", "\u0003"],
  ["map<string,array<int>>", "a\u00031\u00042\u0002b\u0003"],
  ["array<struct<x:double,y:date>>", "1.5\u00032024-2-9\u0002x\u0003x", "\u0002"],
  ["struct<m:map<string,boolean>,d:decimal(5,2)>", "a\u0004true\u0003b\u00041\u00021.005"],
  ["map<string,struct<t:timestamp,n:float>>", "k\u00032024-01-02 03:04:05.9996\u0004NaN"],
];

/** The tables that Trino is asked, and that the engine must read alike. */
export const TEXT_TABLES: readonly FileTable[] = [
  ...TYPES.map((type): FileTable => ({
    name: type.replace(/\W+/g, "_"),
    content: TEXTS.map((text) => `${text}\n`).join(""),
    columns: [["v", type]],
    serde: "lazySimple",
    parameters: { "field.delim": "|" },
  })),
  {
    name: "escaped",
    content: DELIMITED_LINES,
    columns: MIXED_COLUMNS,
    serde: "lazySimple",
    parameters: { "field.delim": "|", "escape.delim": "\\" },
    header: 1,
  },
  {
    name: "plain",
    content: DELIMITED_LINES,
    columns: MIXED_COLUMNS,
    serde: "lazySimple",
    parameters: { "field.delim": "|" },
  },
  {
    name: "nulls",
    content: DELIMITED_LINES,
    columns: MIXED_COLUMNS,
    serde: "lazySimple",
    parameters: { "field.delim": "|", "serialization.null.format": "nul" },
    header: 2,
  },
  {
    name: "control_a",
    content: "a\u00011\u0001x,y\n",
    columns: MIXED_COLUMNS,
    serde: "lazySimple",
  },
  { name: "csv", content: CSV_LINES, columns: TEXT_COLUMNS, serde: "openCsv", header: 1 },
  {
    name: "csv_semicolons",
    content: "'a;b';2;'x ''q'' y'\n'c\\'d';3\n\"e;f\";g\n",
    columns: TEXT_COLUMNS,
    serde: "openCsv",
    parameters: { separatorChar: ";", quoteChar: "'" },
  },
  {
    name: "csv_tabs",
    content: 'a\tb,c\t"d\te"\n',
    columns: TEXT_COLUMNS,
    serde: "openCsv",
    parameters: { separatorChar: "\t" },
  },
  {
    name: "csv_inside_fields",
    content: [
      String.raw`'\"\ x`,
      String.raw`,a x\"  b,é`,
      String.raw`b\""éx""',a`,
      String.raw`'"", a`,
      String.raw`\\b, ,'"`,
      String.raw`""a,""""`,
      "",
      " ",
      '""',
    ].join("\n"),
    columns: TEXT_COLUMNS,
    serde: "openCsv",
  },
  {
    name: "csv_quote_escapes",
    content: [String.raw`\, ,x`, ',,"a', String.raw`a\"b,"c""d"`].join("\n"),
    columns: TEXT_COLUMNS,
    serde: "openCsv",
    parameters: { escapeChar: '"' },
  },
  {
    name: "csv_same_characters",
    content: "a,b\n",
    columns: TEXT_COLUMNS,
    serde: "openCsv",
    parameters: { escapeChar: "," },
  },
  { name: "csv_mark", content: '\ufeff"a",b\r\nc,d', columns: TEXT_COLUMNS, serde: "openCsv" },
  {
    name: "delimited_mark",
    content: "\ufeffa,b\n\ufeffc,d\n",
    columns: TEXT_COLUMNS,
    serde: "lazySimple",
    parameters: { "field.delim": "," },
  },
  ...NESTED.map(([type, ...values], index): FileTable => ({
    name: `delimited_nested_${index}`,
    content: values.map((value, n) => `${n};${value}\n`).join(""),
    columns: [
      ["n", "int"],
      ["v", type],
    ],
    serde: "lazySimple",
    parameters: { "field.delim": ";" },
  })),
  {
    name: "padded_pairs",
    content: "😀é\n 😀\n😀\nabcd\n",
    columns: [["c", "char(3)"]],
    serde: "lazySimple",
  },
];
