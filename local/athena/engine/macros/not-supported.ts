import { literal, type Sql } from "../../../duckdb/sql";
import { unsupportedReason } from "../../query-error";

/** The message of what this engine does not support, for `trino_fail`. */
export function notSupported(what: string): Sql {
  return literal(`NOT_SUPPORTED: ${unsupportedReason(what)}`);
}
