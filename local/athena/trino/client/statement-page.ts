import type { JsonValue } from "../../../../formats/openx-json";
import { countOf, elements, member, parseObject, plainText, stringOf } from "./trino-json";
import { readSignature, type TypeSignature } from "./type-signature";

/** A column of a statement's result. */
export interface TrinoColumn {
  readonly name: string;
  readonly signature: TypeSignature;
}

/** An error that ended a statement. */
export interface TrinoError {
  /** For example `TYPE_MISMATCH`. */
  readonly name: string;
  readonly type: "USER_ERROR" | "INTERNAL_ERROR" | "INSUFFICIENT_RESOURCES" | "EXTERNAL";
  /** Starts with its position, where it has one: `line 1:8: …`. */
  readonly message: string;
}

/** One response of Trino's protocol. */
export interface StatementPage {
  /** Id of the query. */
  readonly queryId: string | undefined;
  /** Path of the next one; undefined on the last. */
  readonly nextPath: string | undefined;
  /** Known once the statement was planned. */
  readonly columns: readonly TrinoColumn[] | undefined;
  readonly rows: readonly (readonly JsonValue[])[];
  readonly error: TrinoError | undefined;
  /** Rows that the statement wrote. */
  readonly updateCount: number | undefined;
  readonly state: string;
  /** Compressed bytes read from files so far. */
  readonly scannedBytes: number;
}

/** Reads a response. @throws Error if it is not one */
export function readPage(text: string): StatementPage {
  const page = parseObject(text);
  const next = stringOf(member(page, "nextUri"));
  const columns = page.get("columns");
  const updateCount = page.get("updateCount");
  const stats = member(page, "stats");
  return {
    queryId: stringOf(member(page, "id")),
    // Only its path: whatever host it names, the statement runs where it was sent to.
    nextPath: next === undefined ? undefined : new URL(next).pathname,
    columns:
      columns === undefined
        ? undefined
        : elements(columns).map((column) => ({
            name: plainText(member(column, "name")),
            signature: readSignature(member(column, "typeSignature")),
          })),
    rows: elements(member(page, "data")).map(elements),
    error: readError(member(page, "error")),
    updateCount: updateCount === undefined ? undefined : countOf(updateCount),
    state: plainText(member(stats, "state")),
    scannedBytes: countOf(member(stats, "physicalInputBytes")),
  };
}

const ERROR_TYPES = ["USER_ERROR", "INSUFFICIENT_RESOURCES", "EXTERNAL"] as const;

function readError(error: JsonValue): TrinoError | undefined {
  if (error === null) return undefined;
  const type = ERROR_TYPES.find((known) => known === member(error, "errorType"));
  return {
    name: stringOf(member(error, "errorName")) ?? "GENERIC_INTERNAL_ERROR",
    type: type ?? "INTERNAL_ERROR",
    message: stringOf(member(error, "message")) ?? "Trino gave no message",
  };
}
