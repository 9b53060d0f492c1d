import type { Statement } from "../sql/statement";

/** Athena's StatementType and SubstatementType. */
export function statementType({ kind }: Statement): {
  type: "DML" | "DDL" | "UTILITY";
  subtype: string;
} {
  if (kind === "query") return { type: "DML", subtype: "SELECT" };
  if (kind === "createTableAs") return { type: "DDL", subtype: "CREATE_TABLE_AS_SELECT" };
  if (kind === "createExternalTable") return { type: "DDL", subtype: "CREATE_TABLE" };
  const subtype = kind.replace(/[A-Z]/g, "_$&").toUpperCase();
  return { type: /^(?:show|describe|explain)/.test(kind) ? "UTILITY" : "DDL", subtype };
}
