import { parseStatement } from "../../../../local/athena/sql/statement-parser";
import { QueryTranslator } from "../../../../local/athena/translation/query-translator";
import { emptyCatalog } from "../../../../local/athena/translation/table-catalog";
import { TranslationState } from "../../../../local/athena/translation/translation-state";

/** DuckDB's SQL of a query without tables. */
function translated(sql: string): string {
  const statement = parseStatement(sql);
  if (statement.kind !== "query") throw new Error(`${sql} is no query`);
  const names = { database: undefined, named: new Map<string, never>() };
  const translator = new QueryTranslator(new TranslationState(new Date(), emptyCatalog()));
  return translator.translate(statement.query, names).sql().text;
}

// DuckDB plans each cast, macro and binding, which takes ten times as long as planning the function.
describe("the SQL that DuckDB plans", () => {
  it.each([
    ["substr('abc', 2)", "substring('abc', 2)"],
    ["substr('abc', 2, 1)", "substring('abc', 2, 1)"],
    ["split('a,b', ',')", "string_split('a,b', ',')"],
    ["split_part('a,b', ',', 1)", "list_extract(string_split('a,b', ','), 1)"],
    ["replace('abc', 'b')", "replace('abc', 'b', '')"],
    ["replace('abc', 'b', 'x')", "replace('abc', 'b', 'x')"],
  ])("has %s in its plain form, as its literals need no check", (call, expected) => {
    expect(translated(`SELECT ${call}`)).toBe(`SELECT ${expected} AS c0`);
  });

  it.each([
    "substr('abc', 0)",
    "substr('abc', -2)",
    "split('a,b', '')",
    "split_part('a,b', '', 1)",
    "split_part('a,b', ',', 0)",
    "split_part('a,b', ',', length('a'))",
    "replace('abc', '')",
    "replace('abc', 'b', reverse('ab'))",
  ])("keeps the checks of %s", (call) => {
    expect(translated(`SELECT ${call}`)).toContain("trino_");
  });

  it("casts an integer once", () => {
    expect(translated("SELECT chr(65)")).toBe(
      "SELECT chr(CAST(CAST(65 AS BIGINT) AS INTEGER)) AS c0",
    );
  });
});
