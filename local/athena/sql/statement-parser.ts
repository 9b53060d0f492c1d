import { QueryError, unsupported } from "../query-error";
import { DefinitionParser } from "./definition-parser";
import { parseParameters, QueryParser } from "./query-parser";
import type { Statement } from "./statement";
import { StatementTooLarge, TokenCursor } from "./token-cursor";

/** Statements of Athena's that nothing here runs. */
const ELSEWHERE = [
  ["INSERT"],
  ["UNLOAD"],
  ["EXPLAIN"],
  ["PREPARE"],
  ["EXECUTE"],
  ["DEALLOCATE"],
  ["DELETE"],
  ["UPDATE"],
  ["MERGE"],
  ["OPTIMIZE"],
  ["VACUUM"],
  ["CREATE", "EXTERNAL", "TABLE"],
];

/**
 * Reads one statement.
 *
 * @param parameters texts of the values of its `?`
 * @throws QueryError SYNTAX_ERROR where it is none
 */
export function parseStatement(text: string, parameters: readonly string[] = []): Statement {
  try {
    return wholeStatement(text, parameters);
  } catch (error) {
    // The stack of whoever calls may be nearly full already.
    throw error instanceof RangeError ? new StatementTooLarge() : error;
  }
}

function wholeStatement(text: string, parameters: readonly string[]): Statement {
  const cursor = new TokenCursor(text);
  const values = parseParameters(parameters)[Symbol.iterator]();
  const parser = new QueryParser(cursor, values);
  const elsewhere = ELSEWHERE.find((keywords) => cursor.at(...keywords));
  if (elsewhere !== undefined) throw unsupported(elsewhere.join(" "));
  const definition = new DefinitionParser(cursor, parser).statement();
  const statement = definition ?? { kind: "query", query: parser.query() };
  cursor.acceptSymbol(";");
  if (cursor.peek().kind !== "end") throw cursor.mismatch();
  if (values.next().done !== true) {
    const reason = "Incorrect number of parameters: more values were given than the query has ?";
    throw new QueryError("INVALID_PARAMETER_USAGE", reason);
  }
  return statement;
}
