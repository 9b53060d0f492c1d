import { columnFields } from "../../dataset/column-fields";
import type { Columns } from "../../dataset/column-type";

/** Earlier names of columns and fields, by their path: `{ "buyer.full_name": "name" }`. */
export type RenamedFields = Readonly<Record<string, string>>;

/** The earlier names that columns declare; undefined if there are none. */
export function renamedFields(columns: Columns): RenamedFields | undefined {
  const renamed = columnFields(columns).flatMap(({ path, type: { notes } }) =>
    notes.renamedFrom === undefined ? [] : [[path, notes.renamedFrom] as const],
  );
  return renamed.length === 0 ? undefined : Object.fromEntries(renamed);
}
