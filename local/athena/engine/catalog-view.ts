import type { Table } from "@aws-sdk/client-glue";

import { QueryError } from "../query-error";
import { parseStatement } from "../sql/statement-parser";
import type { CatalogView } from "../translation/catalog-entry";

const PRESTO_VIEW = /^\s*\/\*\s*Presto View:\s*([A-Za-z0-9+/=\s]+?)\s*\*\/\s*$/;

/** The definition of a Presto view, which Athena stores as JSON in base64. */
export interface PrestoView {
  readonly originalSql: string;
  readonly catalog: string;
  readonly schema: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

export function isView({ TableType, ViewOriginalText }: Table): boolean {
  return TableType === "VIRTUAL_VIEW" && PRESTO_VIEW.test(ViewOriginalText ?? "");
}

/** Encodes a view as Glue's ViewOriginalText. */
export function encodeView(view: PrestoView): string {
  return `/* Presto View: ${Buffer.from(JSON.stringify(view)).toString("base64")} */`;
}

/** Parses the query of a view. @throws QueryError INVALID_VIEW */
export function catalogView(definition: Table): CatalogView {
  const view = decodeView(definition);
  const statement = parseStatement(view.originalSql);
  if (statement.kind !== "query") {
    throw new QueryError("INVALID_VIEW", `View '${definition.Name}' is not a query`);
  }
  return {
    query: statement.query,
    database: view.schema,
    columns: view.columns,
  };
}

/** Decodes Glue's ViewOriginalText. @throws QueryError INVALID_VIEW */
export function decodeView(definition: Table): PrestoView {
  const encoded = PRESTO_VIEW.exec(definition.ViewOriginalText ?? "")?.[1] ?? "";
  const unreadable = new QueryError("INVALID_VIEW", `View '${definition.Name}' can't be read`);
  let view: PrestoView;
  try {
    // Written by CREATE VIEW, here or on AWS; other content fails when it is parsed as SQL.
    view = JSON.parse(Buffer.from(encoded, "base64").toString("utf8")) as PrestoView;
  } catch {
    throw unreadable;
  }
  if (!Array.isArray(view.columns)) throw unreadable;
  return view;
}
