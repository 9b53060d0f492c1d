import { InputReader } from "../../../../cli/sql/input/input-reader";
import { splitStatements } from "../../../../cli/query/statement/split-statements";

describe("a text of SQL", () => {
  it.each([
    ["two statements", "SELECT 1; SELECT 2;", ["SELECT 1", "SELECT 2"], ""],
    ["one that is not ended", "SELECT 1;\n SELECT 2", ["SELECT 1"], "SELECT 2"],
    ["a semicolon in a text", "SELECT 'a;''b;';", ["SELECT 'a;''b;'"], ""],
    ["a semicolon in a quoted name", 'SELECT 1 AS "a;""b";', ['SELECT 1 AS "a;""b"'], ""],
    ["a semicolon in backquotes", "DROP TABLE `a;b`;", ["DROP TABLE `a;b`"], ""],
    ["semicolons in comments", "SELECT 1 -- a;\n/* ; */;", ["SELECT 1 -- a;\n/* ; */"], ""],
    ["comments before and behind it", "-- a;\nSELECT 1; -- b", ["SELECT 1"], ""],
    ["semicolons alone", ";; SELECT 1;;", ["SELECT 1"], ""],
    ["a command behind it", "SELECT 1; \\d a;", ["SELECT 1"], "\\d a;"],
    ["characters that begin no token", "SELECT #, ~;", ["SELECT #, ~"], ""],
    [
      "Hive's escapes, in definitions of tables",
      "CREATE EXTERNAL TABLE t (a int) ROW FORMAT DELIMITED FIELDS TERMINATED BY '\\';'; SELECT 1;",
      [
        "CREATE EXTERNAL TABLE t (a int) ROW FORMAT DELIMITED FIELDS TERMINATED BY '\\';'",
        "SELECT 1",
      ],
      "",
    ],
    ["no escapes elsewhere", "SELECT '\\'; SELECT 2;", ["SELECT '\\'", "SELECT 2"], ""],
  ])("has %s", (_, text, statements, rest) => {
    expect(splitStatements(text)).toEqual({ statements, rest });
  });

  it.each([
    ["'", "SELECT 'a; "],
    ['"', 'SELECT "a; '],
    ["`", "DROP TABLE `a;"],
    ["/*", "SELECT 1 /* a; "],
  ] as const)("leaves %s open", (open, rest) => {
    expect(splitStatements(`SELECT 1; ${rest}`)).toEqual({ statements: ["SELECT 1"], rest, open });
  });
});

describe("what is typed line by line", () => {
  const statement = (text: string) => ({ kind: "statement", text });
  const command = (text: string) => ({ kind: "command", text });

  it("gives a statement at the line with its semicolon, and knows what a line continues", () => {
    const reader = new InputReader();
    expect(reader.continues).toBe("");
    expect(reader.add("SELECT 'a")).toEqual([]);
    expect(reader.continues).toBe("'");
    expect(reader.add("b',")).toEqual([]);
    expect(reader.continues).toBe("-");
    expect(reader.pending).toBe("SELECT 'a\nb',\n");
    expect(reader.add("2; SELECT 3; SELECT")).toEqual([
      statement("SELECT 'a\nb',\n2"),
      statement("SELECT 3"),
    ]);
    expect(reader.pending.trim()).toBe("SELECT");
  });

  it("gives a command at its line, unless a statement has begun", () => {
    const reader = new InputReader();
    expect(reader.add("  \\d orders")).toEqual([command("\\d orders")]);
    expect(reader.add("SELECT 1; \\timing")).toEqual([statement("SELECT 1"), command("\\timing")]);
    expect(reader.add("-- a comment")).toEqual([]);
    expect(reader.add("/* another")).toEqual([]);
    expect(reader.add("*/")).toEqual([]);
    expect(reader.add("\\d")).toEqual([command("\\d")]);
    expect(reader.add("SELECT 1,")).toEqual([]);
    expect(reader.add("\\d;")).toEqual([statement("SELECT 1,\n\\d")]);
  });

  it.each([
    ["exit", "\\q"],
    ["QUIT;", "\\q"],
    [" help ", "\\?"],
  ])("understands %j alone", (line, text) => {
    const reader = new InputReader();
    expect(reader.add(line)).toEqual([command(text)]);
    reader.add("SELECT 1 AS");
    expect(reader.add("exit;")).toEqual([statement("SELECT 1 AS\nexit")]);
  });

  it("gives the rest at the end of the input, unless it is a comment", () => {
    const reader = new InputReader();
    reader.add("SELECT 1");
    expect(reader.end()).toEqual([statement("SELECT 1")]);
    expect(reader.end()).toEqual([]);
    reader.add("/* not closed");
    expect(reader.end()).toEqual([]);
    reader.add("SELECT 'not closed");
    expect(reader.end()).toEqual([statement("SELECT 'not closed")]);
  });

  it.each([
    ["a statement in a line", ["SELECT 1;  "], "SELECT 1;"],
    ["what follows the statement left out", ["SELECT 1; SEL  "], "SELECT 1;"],
    ["the space before its first line", [" SELECT 1,", "2;"], " SELECT 1,\n2;"],
    ["the space behind another statement left out", ["SELECT 0;", "SELECT 1;"], "SELECT 1;"],
    ["a second statement on the line", ["SELECT 1,", "2; SELECT 3; "], "SELECT 1,\n2; SELECT 3;"],
    ["a rest of an earlier line", ["SELECT 1; SELECT", "2;"], "SELECT\n2;"],
    ["a command", ["  \\d orders"], "  \\d orders"],
    ["a word", [" exit"], " exit"],
    ["an empty line left out", ["  ", "SELECT 1;"], "SELECT 1;"],
  ])("knows what was typed: %s", (_, lines, taken) => {
    const reader = new InputReader();
    for (const line of lines) reader.add(line);
    expect(reader.taken).toBe(taken);
  });

  it("forgets what is cleared", () => {
    const reader = new InputReader();
    reader.add("SELECT '");
    reader.clear();
    expect(reader.continues).toBe("");
    expect(reader.add("SELECT 1;")).toEqual([statement("SELECT 1")]);
  });
});
