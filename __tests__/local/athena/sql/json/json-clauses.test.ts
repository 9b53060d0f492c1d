import { parseStatement } from "../../../../../local/athena/sql/statement-parser";

describe("the clauses of JSON functions", () => {
  it.each([
    [`SELECT json_value('{}', 'lax $' DEFAULT 1 ON ERROR DEFAULT 2 ON EMPTY)`, /SYNTAX_ERROR: /],
    [`SELECT json_value('{}', path)`, /SYNTAX_ERROR: line 1:25: .*Expecting: <string>/],
    [
      `SELECT json_value('{}', 'lax $' PASSING 1 AS x)`,
      /NOT_SUPPORTED: .*PASSING .*--sql-engine trino/,
    ],
    [`SELECT json_query('{}', 'lax $' WITH ARRAY)`, /SYNTAX_ERROR: .*Expecting: 'WRAPPER'/],
    [`SELECT json_exists('{}', 'lax $' MAYBE ON ERROR)`, /SYNTAX_ERROR: /],
  ])("are rejected: %s", (sql, error) => {
    expect(() => parseStatement(sql)).toThrow(error);
  });

  it("are accepted in their order", () => {
    const sql = `SELECT json_query('{}', 'lax $' WITH CONDITIONAL ARRAY WRAPPER EMPTY ARRAY ON EMPTY ERROR ON ERROR)`;
    expect(parseStatement(sql).kind).toBe("query");
  });
});
