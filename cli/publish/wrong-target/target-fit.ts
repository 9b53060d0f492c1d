import { isRecord } from "../../../errors/is-record";
import { UserError } from "../../../errors/user-error";
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

/**
 * Rejects events that leave more than half of a dataset's columns null: they belong to another dataset, or are not the
 * events but a document around them.
 *
 * @param known all datasets, among which a better one is looked for
 * @param retry renders the command that publishes to a dataset, or despite the error to the same one
 * @throws UserError with the numbers, and the dataset that fits better if there is one
 */
export function rejectWrongTarget(
  events: ReadonlyMap<number, unknown>,
  dataset: Dataset,
  known: readonly Dataset[],
  retry: (change: { readonly dataset?: string; readonly force?: true }) => string,
): void {
  const fit = targetFit(events.values(), dataset);
  if (isGood(fit)) return;
  const [better] = known
    .filter(({ name }) => name !== dataset.name)
    .map(({ name, columns }) => ({ name, fit: targetFit(events.values(), { columns }) }))
    .filter((other) => isGood(other.fit) && share(other.fit) > share(fit))
    .sort((one, other) => share(other.fit) - share(one.fit));
  const advice =
    better === undefined
      ? `No dataset fits better. If they are inside of a document, select them with --jq, for example '.features[]'; for new events: npx lake dataset add NAME --from FILE.`
      : `Dataset ${better.name} gets ${better.fit.filled} of its ${better.fit.columns} columns: ${retry({ dataset: better.name })}`;
  throw new UserError(
    `The events give a value to ${fit.filled} of the ${fit.columns} columns of ${dataset.name} (${Object.keys(dataset.columns).join(", ")}); the others would be null. Nothing was sent.`,
    [advice, `To send them anyway: ${retry({ force: true })}`],
  );
}

function isGood({ filled, columns }: TargetFit): boolean {
  return filled * 2 >= columns;
}

function share({ filled, columns }: TargetFit): number {
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
