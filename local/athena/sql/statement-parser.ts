import { QueryError, unsupported } from "../query-error";
import { DdlParser } from "./ddl-parser";
import { parseParameters, QueryParser } from "./query-parser";
import type { Statement } from "./statement";
import { StatementTooLargeError, TokenCursor } from "./token-cursor";

/** Statements of Athena's that nothing here runs. */
const UNSUPPORTED_STATEMENTS = [
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
    return parse(text, parameters);
  } catch (error) {
    // The stack of whoever calls may be nearly full already.
    throw error instanceof RangeError ? new StatementTooLargeError() : error;
  }
}

function parse(text: string, parameters: readonly string[]): Statement {
  const cursor = new TokenCursor(text);
  const values = parseParameters(parameters)[Symbol.iterator]();
  const parser = new QueryParser(cursor, values);
  const elsewhere = UNSUPPORTED_STATEMENTS.find((keywords) => cursor.at(...keywords));
  if (elsewhere !== undefined) throw unsupported(elsewhere.join(" "));
  const definition = new DdlParser(cursor, parser).statement();
  const statement = definition ?? { kind: "query", query: parser.query() };
  cursor.acceptSymbol(";");
  if (cursor.peek().kind !== "end") throw cursor.mismatch();
  if (values.next().done !== true) {
    const reason = "Incorrect number of parameters: more values were given than the query has ?";
    throw new QueryError("INVALID_PARAMETER_USAGE", reason);
  }
  return statement;
}
