import { QueryError, unsupported } from "../query-error";
import { DdlParser } from "./ddl/ddl-parser";
import { rejectNotInAthena } from "./ddl/not-in-athena";
import { parseParameters, QueryParser } from "./query-parser";
import type { Statement } from "./statement";
import type { Dialect } from "./token";
import { StatementTooLargeError, TokenCursor } from "./token-cursor";

/** Statements of Athena that are not supported. */
const UNSUPPORTED_STATEMENTS = [
  ["INSERT"],
  ["UNLOAD"],
  ["PREPARE"],
  ["EXECUTE"],
  ["DEALLOCATE"],
  ["DELETE"],
  ["UPDATE"],
  ["MERGE"],
  ["OPTIMIZE"],
  ["VACUUM"],
];

/**
 * Parses one statement.
 *
 * @param parameters SQL of the values of its `?`
 * @throws QueryError SYNTAX_ERROR, NOT_SUPPORTED, INVALID_PARAMETER_USAGE
 */
export function parseStatement(text: string, parameters: readonly string[] = []): Statement {
  try {
    return parse(text, parameters);
  } catch (error) {
    // The stack may have been nearly full before the call.
    throw error instanceof RangeError ? new StatementTooLargeError() : error;
  }
}

/** Statements that Athena's Trino parses; the others are Hive's. */
const TRINO_STATEMENTS: readonly Statement["kind"][] = [
  "query",
  "explain",
  "createView",
  "createTableAs",
];

/**
 * Rejects names in the quotes of the other language: Trino's are double quotes, Hive's are backquotes.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/reserved-words.html
 */
function rejectQuotes({ kind }: Statement, cursor: TokenCursor): void {
  const isTrino = TRINO_STATEMENTS.includes(kind);
  if (!isTrino && !HIVE_STATEMENTS.includes(kind)) return;
  const quoted = cursor.find(({ kind: token, start }) => {
    if (token !== "quoted") return false;
    const quote = cursor.text.charAt(start);
    if (isTrino) return quote === "`";
    return quote === '"' && HIVE_NAME.test(cursor.text.slice(Math.max(start - CONTEXT, 0), start));
  });
  if (quoted === undefined) return;
  const reason = isTrino
    ? "backquoted identifiers are not supported; use double quotes to quote identifiers"
    : `mismatched input '"${quoted.text}"': this statement quotes names by backquotes`;
  throw new QueryError("SYNTAX_ERROR", reason, quoted);
}

/** Statements that Hive parses. */
const HIVE_STATEMENTS: readonly Statement["kind"][] = [
  "createDatabase",
  "dropDatabase",
  "dropTable",
  "repairTable",
  "addPartitions",
  "dropPartitions",
  "showPartitions",
  "showColumns",
  "describe",
];

/** Characters before a token that tell whether it is a name. */
const CONTEXT = 40;

/** What a name follows: Hive's strings may be in double quotes too. */
const HIVE_NAME =
  /(?:\b(?:TABLE|SCHEMA|DATABASE|EXISTS|IN|FROM|PARTITIONS|DESCRIBE|DESC)\s+|\.\s*)$/i;

/** Definitions of tables whose strings Hive reads, with backslashes. */
const HIVE_TABLE =
  /^(?:\s|--[^\n]*\n|\/\*[^]*?\*\/)*(?:CREATE\s+EXTERNAL\s+TABLE\b|ALTER\s+TABLE\s+[\w`.]+\s+(?:(?:ADD|REPLACE)\s+COLUMNS|SET)\b)/i;

/** Whose lexical grammar a statement follows, by the words it begins with. */
export function dialectOf(text: string): Dialect {
  return HIVE_TABLE.test(text) ? "hive" : "trino";
}

/** A query, or EXPLAIN of one. */
function query(cursor: TokenCursor, parser: QueryParser): Statement {
  if (!cursor.accept("EXPLAIN")) return { kind: "query", query: parser.query() };
  if (cursor.at("ANALYZE")) throw unsupported("EXPLAIN ANALYZE");
  if (cursor.atSymbol("(") && /^(?:TYPE|FORMAT)$/i.test(cursor.peek(1).text)) {
    const { text } = cursor.peek(1);
    throw unsupported(`EXPLAIN with the option ${text.toUpperCase()}`);
  }
  if (!parser.atQuery() && !cursor.atSymbol("(")) {
    throw unsupported("EXPLAIN of a statement that is not a query");
  }
  return { kind: "explain", query: parser.query() };
}

function parse(text: string, parameters: readonly string[]): Statement {
  const cursor = new TokenCursor(text, dialectOf(text));
  const values = parseParameters(parameters)[Symbol.iterator]();
  const parser = new QueryParser(cursor, values);
  rejectNotInAthena(cursor);
  const unsupportedStatement = UNSUPPORTED_STATEMENTS.find((keywords) => cursor.at(...keywords));
  if (unsupportedStatement !== undefined) throw unsupported(unsupportedStatement.join(" "));
  const definition = new DdlParser(cursor, parser).statement();
  const statement: Statement = definition ?? query(cursor, parser);
  rejectQuotes(statement, cursor);
  cursor.acceptSymbol(";");
  if (cursor.peek().kind !== "end") throw cursor.mismatch();
  if (values.next().done !== true) {
    const reason = "Incorrect number of parameters: more values were given than the query has ?";
    throw new QueryError("INVALID_PARAMETER_USAGE", reason);
  }
  return statement;
}
