import { completeLine } from "../../../../cli/sql/prompt/complete-line";

const tables = [
  { name: "orders", columns: [{ name: "total", type: "int", isPartitionKey: false }] },
];

function candidates(line: string, pending = ""): readonly string[] {
  const context = { pending, line, cursor: line.length, tables, functions: [] };
  return completeLine(context).candidates;
}

describe("what Tab completes in a line", () => {
  it.each([
    ["a command", "\\ti", ["\\timing"]],
    ["all commands", "\\", ["\\d", "\\format", "\\x", "\\timing", "\\i", "\\s", "\\?", "\\q"]],
    ["the table of a command", "\\d or", ["orders"]],
    ["the form of rows", "\\format v", ["vertical"]],
    ["a file", "\\i package.j", ["package.json"]],
    ["a folder", "\\i __tests__/cli/sq", ["__tests__/cli/sql/"]],
    ["nothing in a folder that there is not", "\\i nothing/", []],
    ["nothing behind a command without words", "\\x a", []],
    ["a statement behind another", "SELECT 1; sel", ["select"]],
    ["nothing in a text", "SELECT 'to", []],
    ["nothing in a comment", "/* sel", []],
    ["nothing in a line of comment", "-- sel", []],
  ])("is %s", (_, line, expected) => {
    expect(candidates(line)).toEqual(expected);
  });

  it("goes by the earlier lines of the statement", () => {
    expect(candidates("WHERE tot", "SELECT * FROM orders\n")).toEqual(["total"]);
    expect(candidates("to", "SELECT '\n")).toEqual([]);
  });
});
