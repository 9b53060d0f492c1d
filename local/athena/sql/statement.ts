import type { Query } from "./query";

/** A statement of Athena's SQL. */
export interface QueryStatement {
  readonly kind: "query";
  readonly query: Query;
}

/** A statement of Athena's SQL. */
export type Statement = QueryStatement;
