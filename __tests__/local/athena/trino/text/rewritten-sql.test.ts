import { RewrittenSql } from "../../../../../local/athena/trino/text/rewritten-sql";
import { SqlReader } from "../../../../../local/athena/trino/text/sql-reader";
import { scanSql } from "../../../../../local/athena/trino/text/sql-scanner";

describe("the text of statements", () => {
  it.each([
    ["SELECT 'it''s', \"a b\".`c` -- no; 'comment\n FROM t /* ; */;", 9],
    ["SELECT '", 2],
    ["/* never closed", 0],
    ["U&'x' €", 4],
    ["1_000.5e3+.5", 3],
  ])("is split into tokens, whatever it is: %s", (text, count) => {
    const tokens = scanSql(text);
    expect(tokens).toHaveLength(count);
    tokens.forEach(({ start, end }) => expect(end).toBeGreaterThan(start));
  });

  it("ends before the semicolon", () => {
    const text = "SELECT 1 ; ";
    expect(text.slice(0, new SqlReader(text).endOffset)).toBe("SELECT 1");
  });

  it("is located where the user wrote it", () => {
    const original = "CREATE TABLE t WITH (a = 1) AS\nSELECT x,\n  nope";
    const start = original.indexOf("AS");
    const sql = new RewrittenSql(original, [
      "CREATE TABLE\n c.d.t WITH (b = 2) ",
      { start, end: original.length },
    ]);
    expect(sql.text).toBe("CREATE TABLE\n c.d.t WITH (b = 2) AS\nSELECT x,\n  nope");
    expect(sql.locate("line 4:3: Column 'nope'")).toBe("line 3:3: Column 'nope'");
    expect(sql.locate("line 2:22: AS")).toBe("line 1:30: AS");
    expect(sql.locate("line 2:2: the table")).toBe("the table");
    expect(sql.locate("line 1:1: the whole")).toBe("line 1:1: the whole");
    expect(sql.locate("no position")).toBe("no position");
  });
});
