import { parseStatement } from "../sql/statement-parser";
import { statementType } from "../statements/statement-type";

/** How Athena classifies a statement before it runs. */
export interface StatementClass {
  readonly type: "DML" | "DDL" | "UTILITY";
  /** SubstatementType, for example `CREATE_TABLE_AS_SELECT`. */
  readonly subtype: string;
  /**
   * End of the result object's name: none where the statement's output is a table or files.
   *
   * @see https://docs.aws.amazon.com/athena/latest/ug/querying-finding-output-files.html
   */
  readonly extension: ".csv" | ".txt" | "";
}

/**
 * Classifies a statement as DuckDB's engine runs it.
 *
 * @throws QueryError for a statement with a syntax error, or one that the engine does not support
 */
export function classifyStatement(text: string, parameters: readonly string[]): StatementClass {
  const statement = parseStatement(text, parameters);
  return { ...statementType(statement), extension: resultExtension(statement.kind) };
}

function resultExtension(
  kind: ReturnType<typeof parseStatement>["kind"],
): StatementClass["extension"] {
  if (kind === "query") return ".csv";
  return kind === "createTableAs" ? "" : ".txt";
}
