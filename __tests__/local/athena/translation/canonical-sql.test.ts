import { SQL } from "../../../../local/duckdb/sql";
import { canonicalSql } from "../../../../local/athena/translation/canonical-sql";

describe("the canonical text of an expression", () => {
  it("is the same whatever the parameters of its lambdas are called", () => {
    const first = SQL`list_transform(a, lambda r5: r5 + 1)`;
    expect(canonicalSql(first)).toBe(canonicalSql(SQL`list_transform(a, lambda r9: r9 + 1)`));
  });

  it("keeps a text that looks like a parameter", () => {
    const first = SQL`list_transform(a, lambda r5: 'it''s r5' || r5)`;
    expect(canonicalSql(first)).not.toBe(
      canonicalSql(SQL`list_transform(a, lambda r9: 'it''s r9' || r9)`),
    );
  });
});
