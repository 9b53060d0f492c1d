import { isRecord } from "../../../errors/is-record";
import type { ColumnType, Columns } from "../../../model/dataset/column-type";
import type { Dataset } from "../../../model/dataset/dataset";
import { columnFinder } from "../../../model/dataset/json-keys";

/** How many columns of a dataset get a value from any of some events. */
export interface TargetFit {
  readonly filled: number;
  readonly columns: number;
}

/** Counts the columns to which any of the events gives a value; as in Firehose, letter case is ignored. */
export function targetFit(
  events: Iterable<unknown>,
  { columns }: Pick<Dataset, "columns">,
): TargetFit {
  const missing = new Map(Object.entries(columns));
  const columnOf = columnFinder(columns);
  const total = missing.size;
  for (const event of events) {
    // Most events fill all columns, so this ends at the first one.
    if (missing.size === 0) break;
    if (!isRecord(event)) continue;
    for (const [key, value] of Object.entries(event)) {
      const name = columnOf(key) ?? "";
      const type = missing.get(name);
      if (type !== undefined && hasValue(type, value)) missing.delete(name);
    }
  }
  return { filled: total - missing.size, columns: total };
}

/** Whether at least half of the columns get a value. */
export function isGoodFit({ filled, columns }: TargetFit): boolean {
  return filled * 2 >= columns;
}

/** The part of the columns that get a value, from 0 to 1. */
export function filledShare({ filled, columns }: TargetFit): number {
  return filled / columns;
}

/** Whether Firehose makes anything but null of a value; an object in which a struct finds no field is a struct of nulls. */
function hasValue(type: ColumnType, value: unknown): boolean {
  if (value === null || value === undefined) return false;
  if (type.kind !== "struct") return true;
  return isRecord(value) && fillsAny(type.fields, value);
}

function fillsAny(fields: Columns, object: Readonly<Record<string, unknown>>): boolean {
  const types = new Map(Object.entries(fields).map(([name, type]) => [name.toLowerCase(), type]));
  return Object.entries(object).some(([key, value]) => {
    const type = types.get(key.toLowerCase());
    return type !== undefined && hasValue(type, value);
  });
}
