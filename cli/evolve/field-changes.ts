import { glueType } from "../../local/glue/catalog/iceberg/iceberg-glue-columns";
import type { IcebergField, IcebergType } from "../../local/iceberg/metadata/iceberg-type";
import { icebergChangeRules } from "../../model/schema-evolution/iceberg/iceberg-change-rules";
import { isWidening } from "../../model/schema-evolution/iceberg/widening";
import { childPath } from "../../model/schema-evolution/iceberg/successors";

/** A difference between two schemas of one Iceberg table. */
export interface FieldChange {
  readonly kind: "added" | "renamed" | "reordered" | "widened" | "removed" | "described" | "other";
  /** In words, with the names that the table has. */
  readonly change: string;
  /** What it does to old events and to producers. */
  readonly effect: string;
}

const EFFECTS: Readonly<Record<FieldChange["kind"], string>> = {
  added: icebergChangeRules["iceberg-field-added"].effect,
  renamed: icebergChangeRules["iceberg-field-renamed"].effect,
  reordered: icebergChangeRules["iceberg-fields-reordered"].effect,
  widened: icebergChangeRules["iceberg-type-widened"].effect,
  removed: icebergChangeRules["iceberg-field-removed"].effect,
  described: "None on data.",
  other: icebergChangeRules["iceberg-type-changed"].effect,
};

/** What a schema changes in another one: fields are the same by their ids, whatever their names and places. */
export function fieldChanges(
  before: readonly IcebergField[],
  after: readonly IcebergField[],
): FieldChange[] {
  return structChanges("", before, after);
}

function structChanges(
  path: string,
  before: readonly IcebergField[],
  after: readonly IcebergField[],
): FieldChange[] {
  const next = new Map(after.map((field) => [field.id, field]));
  const known = new Set(before.map(({ id }) => id));
  const kept = before.flatMap(({ id }) => next.get(id)?.name ?? []);
  const order = after.filter(({ id }) => known.has(id)).map(({ name }) => name);
  const subject = path === "" ? "columns were" : `columns.${path} has its fields`;
  return [
    ...before.flatMap((was) => {
      const at = childPath(path, was.name);
      const is = next.get(was.id);
      return is === undefined ? [change("removed", at, "was removed")] : oneField(at, was, is);
    }),
    ...(kept.join() === order.join()
      ? []
      : [of("reordered", `${subject} reordered from ${kept.join(", ")} to ${order.join(", ")}`)]),
    ...after
      .filter(({ id }) => !known.has(id))
      .map(({ name, type }) =>
        change("added", childPath(path, name), `was added as ${glueType(type)}`),
      ),
  ];
}

function oneField(at: string, was: IcebergField, is: IcebergField): FieldChange[] {
  return [
    ...(was.name === is.name ? [] : [change("renamed", at, `was renamed to ${is.name}`)]),
    ...(was.required === is.required
      ? []
      : [change("other", at, `was changed to ${is.required ? "required" : "optional"}`)]),
    ...typeChanges(at, was.type, is.type),
    ...(was.doc === is.doc
      ? []
      : [change("described", at, is.doc === undefined ? "lost its description" : "was described")]),
  ];
}

function typeChanges(at: string, was: IcebergType, is: IcebergType): FieldChange[] {
  if (was.kind === "struct" && is.kind === "struct") {
    return structChanges(at, was.fields, is.fields);
  }
  if (was.kind === "list" && is.kind === "list") return part(`${at}[]`, was.element, is.element);
  if (was.kind === "map" && is.kind === "map") {
    return [...part(`${at}{key}`, was.key, is.key), ...part(`${at}{}`, was.value, is.value)];
  }
  const [from, to] = [glueType(was), glueType(is)];
  if (from === to && was.kind === is.kind) return [];
  return [
    change(isWidening(from, to) ? "widened" : "other", at, `was retyped from ${from} to ${to}`),
  ];
}

function part(at: string, was: IcebergField, is: IcebergField): FieldChange[] {
  if (was.id === is.id) return oneField(at, was, is);
  return [change("other", at, `was replaced: its id was ${was.id}, and is ${is.id}`)];
}

function change(kind: FieldChange["kind"], path: string, what: string): FieldChange {
  return of(kind, `columns.${path} ${what}`);
}

function of(kind: FieldChange["kind"], text: string): FieldChange {
  return { kind, change: text, effect: EFFECTS[kind] };
}
