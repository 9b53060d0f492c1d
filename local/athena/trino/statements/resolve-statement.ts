import { QueryError } from "../../query-error";
import { readExecute } from "./execute-prepared";
import { SqlReader } from "../text/sql-reader";
import { routeStatement, type StatementRoute } from "./statement-route";

/** A statement that is none of EXECUTE. */
export interface ResolvedStatement {
  readonly route: StatementRoute;
  readonly text: string;
  /** SQL of the values of its `?`. */
  readonly parameters: readonly string[];
}

/**
 * Replaces EXECUTE by the prepared statement.
 *
 * @param preparedText the text of a prepared statement
 * @throws QueryError NOT_FOUND if there is no such prepared statement, INVALID_PARAMETER_USAGE
 */
export function resolveStatement(
  text: string,
  parameters: readonly string[],
  preparedText: (name: string) => string | undefined,
): ResolvedStatement {
  const route = routeStatement(text);
  if (route.kind !== "execute") return checked({ route, text, parameters });
  const { name, parameters: own } = readExecute(text);
  const prepared = preparedText(name);
  if (prepared === undefined) {
    throw new QueryError("NOT_FOUND", `Prepared statement not found: ${name}`);
  }
  const inner = routeStatement(prepared);
  if (inner.kind === "execute") {
    throw new QueryError("NOT_SUPPORTED", "A prepared statement can't be EXECUTE");
  }
  return checked({
    route: inner,
    text: prepared,
    parameters: own.length > 0 ? own : parameters,
  });
}

function checked(statement: ResolvedStatement): ResolvedStatement {
  const { text, parameters, route } = statement;
  // A prepared statement gets its values later; a row pattern has ? of another meaning.
  if (route.kind === "prepare" || /\bMATCH_RECOGNIZE\b/i.test(text)) return statement;
  const expected = new SqlReader(text).countSymbols("?");
  if (expected === parameters.length) return statement;
  const found = `expected ${expected} but found ${parameters.length}`;
  const hint =
    expected > parameters.length
      ? "the query has more ? than values were given"
      : "more values were given than the query has ?";
  const reason = `Incorrect number of parameters: ${found}: ${hint}`;
  throw new QueryError("INVALID_PARAMETER_USAGE", reason);
}
