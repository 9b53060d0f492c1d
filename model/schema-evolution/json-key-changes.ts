import type { SchemaChangeKind } from "./schema-change-rules";
import type { PublishedSchema } from "./schema-lock";

/** A column that is read from another key of events than before. */
export interface JsonKeyChange {
  readonly kind: SchemaChangeKind;
  readonly path: string;
  readonly what: string;
}

/**
 * Columns that are read from another key than before.
 *
 * @param successors the declared column of each published one
 */
export function compareJsonKeys(
  published: PublishedSchema,
  declared: PublishedSchema,
  successors: ReadonlyMap<string, string>,
): JsonKeyChange[] {
  return [...successors].flatMap(([before, after]) => {
    const was = published.jsonKeys?.[before] ?? before;
    const is = declared.jsonKeys?.[after] ?? after;
    // A column that is renamed together with its key is reported as renamed.
    const isRenaming = was === before && is === after;
    return isRenaming ? [] : (keyChange(before, was, is) ?? []);
  });
}

/** The change of the key of a column; undefined if there is none. */
export function keyChange(column: string, was: string, is: string): JsonKeyChange | undefined {
  if (was === is) return undefined;
  return {
    kind: "column-key-changed",
    path: `columns.${column}`,
    what: `is now read from the key ${JSON.stringify(is)} instead of ${JSON.stringify(was)}`,
  };
}
