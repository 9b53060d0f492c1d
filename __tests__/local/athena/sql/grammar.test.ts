import { QueryError } from "../../../../local/athena/query-error";
import { parseStatement } from "../../../../local/athena/sql/statement-parser";
import { routeStatement } from "../../../../local/athena/trino/statements/statement-route";
import { GRAMMAR_ALTERNATIVES } from "../trino-cases/statements/grammar/alternatives";
import { GRAMMAR_ROWS } from "../trino-cases/statements/grammar/grammar";
import { GATEWAY_ROWS } from "../trino-cases/statements/grammar/statements";

describe("the statements of Trino's grammar", () => {
  it("have every alternative, and no other", () => {
    const rows = [...Object.entries(GRAMMAR_ROWS), ...Object.entries(GATEWAY_ROWS)];
    const named = rows.flatMap(([name, statements]) => (statements.length > 0 ? [name] : []));
    expect(named.sort()).toEqual([...GRAMMAR_ALTERNATIVES].sort());
  });

  it.each(Object.values(GATEWAY_ROWS).flat())(
    "are Athena's own where the gateway runs them: %s",
    (sql) => {
      expect(routeStatement(sql).kind).not.toBe("unknown");
      expect(() => parseStatement(sql)).not.toThrow(QueryError);
    },
  );
});
