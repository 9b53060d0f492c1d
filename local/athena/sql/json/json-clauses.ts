import { QueryError, unsupported } from "../../query-error";
import type { Expression, JsonClauses, JsonFallback } from "../syntax-tree";
import type { TokenCursor } from "../token-cursor";
import { parseType } from "../type-parser";

/** Functions of a document and a path of standard SQL. */
export const JSON_PATH_FUNCTIONS: readonly string[] = ["json_exists", "json_query", "json_value"];

/** Fallbacks of a keyword. */
const FALLBACKS: readonly (readonly [
  keywords: readonly string[],
  kind: Exclude<JsonFallback["kind"], "default">,
])[] = [
  [["NULL"], "null"],
  [["ERROR"], "error"],
  [["EMPTY", "ARRAY"], "array"],
  [["EMPTY", "OBJECT"], "object"],
  [["TRUE"], "true"],
  [["FALSE"], "false"],
  [["UNKNOWN"], "null"],
];

/**
 * Parses the arguments of `json_exists`, `json_query` or `json_value`.
 *
 * @see https://trino.io/docs/current/functions/json.html
 */
export function jsonPathArguments(
  cursor: TokenCursor,
  expression: () => Expression,
): { readonly args: Expression[]; readonly json: JsonClauses } {
  const args = [expression()];
  refuse(cursor, "FORMAT");
  cursor.expectSymbol(",");
  const path = cursor.peek();
  if (path.kind !== "string") throw cursor.mismatch("<string>");
  cursor.next();
  if (cursor.at("AS")) throw unsupported("A JSON path with a name", cursor.peek());
  if (cursor.atSymbol(",") || cursor.at("PASSING")) {
    throw unsupported("The clause PASSING of a JSON function", cursor.peek());
  }
  const returning = cursor.accept("RETURNING") ? parseType(cursor) : undefined;
  refuse(cursor, "FORMAT");
  const wrapper = wrapperOf(cursor);
  let omitQuotes = false;
  if (cursor.accept("OMIT", "QUOTES")) omitQuotes = true;
  else cursor.accept("KEEP", "QUOTES");
  if (cursor.at("ON", "SCALAR")) throw unsupported("ON SCALAR STRING", cursor.peek());
  let onEmpty: JsonFallback | undefined;
  let onError: JsonFallback | undefined;
  while (!cursor.atSymbol(")")) {
    const fallback = fallbackOf(cursor, expression, args);
    cursor.expect("ON");
    if (onEmpty === undefined && onError === undefined && cursor.accept("EMPTY")) {
      onEmpty = fallback;
      continue;
    }
    cursor.expect("ERROR");
    onError = fallback;
    break;
  }
  return {
    args,
    json: { path: path.text, position: path, returning, wrapper, omitQuotes, onEmpty, onError },
  };
}

/** Parses the members of `json_object`: keys and values, one after the other. */
export function jsonMembers(cursor: TokenCursor, expression: () => Expression): Expression[] {
  const members = cursor.list(() => {
    // It may be a column's name.
    const named = cursor.peek(1).keyword !== "VALUE" && !cursor.atSymbol(":", 1);
    const position = cursor.peek();
    const withKey = named && cursor.accept("KEY");
    const key = expression();
    if (withKey && cursor.atSymbol(":")) {
      // A literal of a type then.
      throw new QueryError("TYPE_NOT_FOUND", "Unknown type: key", position);
    }
    if (!cursor.acceptSymbol(":")) cursor.expect("VALUE");
    return [key, expression()];
  });
  for (const clause of ["FORMAT", "ABSENT"]) refuse(cursor, clause);
  cursor.accept("NULL", "ON", "NULL");
  for (const clause of ["WITH", "WITHOUT", "RETURNING"]) refuse(cursor, clause);
  return members.flat();
}

function refuse(cursor: TokenCursor, clause: string): void {
  if (cursor.at(clause)) {
    throw unsupported(`The clause ${clause} of a JSON function`, cursor.peek());
  }
}

function wrapperOf(cursor: TokenCursor): JsonClauses["wrapper"] {
  if (cursor.accept("WITHOUT")) {
    cursor.accept("ARRAY");
    cursor.expect("WRAPPER");
    return "none";
  }
  if (!cursor.accept("WITH")) return "none";
  const conditional = cursor.accept("CONDITIONAL");
  if (!conditional) cursor.accept("UNCONDITIONAL");
  cursor.accept("ARRAY");
  cursor.expect("WRAPPER");
  return conditional ? "conditional" : "always";
}

function fallbackOf(
  cursor: TokenCursor,
  expression: () => Expression,
  args: Expression[],
): JsonFallback {
  if (cursor.accept("DEFAULT")) {
    args.push(expression());
    return { kind: "default", argument: args.length - 1 };
  }
  const found = FALLBACKS.find(([keywords]) => cursor.accept(...keywords));
  if (found === undefined) throw cursor.mismatch("')'");
  return { kind: found[1] };
}
