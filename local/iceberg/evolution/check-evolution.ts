import type { IcebergField, IcebergSchema, IcebergType } from "../metadata/iceberg-type";
import { typeText } from "../metadata/schema-json";

/** What a new schema follows. */
export interface Evolution {
  readonly present: IcebergSchema;
  readonly next: IcebergSchema;
  /** The largest id that any schema has had. */
  readonly lastColumnId: number;
}

/**
 * The rules of schema evolution that a new schema breaks, one line each: fields are the same by their ids, types are
 * only widened, and an id of a dropped field is never used again.
 *
 * @see https://iceberg.apache.org/spec/#schema-evolution
 */
export function checkEvolution({ present, next, lastColumnId }: Evolution): string[] {
  return [
    ...repeatedIds(next.fields),
    ...structProblems(present.fields, next.fields, { lastColumnId, parent: "" }),
  ];
}

interface Place {
  readonly lastColumnId: number;
  /** Path of what the fields are in, with a dot. */
  readonly parent: string;
}

function structProblems(
  present: readonly IcebergField[],
  next: readonly IcebergField[],
  place: Place,
): string[] {
  const known = new Map(present.map((field) => [field.id, field]));
  const names = new Set<string>();
  return next.flatMap((field) => {
    const path = place.parent + field.name;
    const before = known.get(field.id);
    // Glue and Athena ignore the case of names.
    const isRepeated = names.has(field.name.toLowerCase());
    names.add(field.name.toLowerCase());
    return [
      ...(isRepeated ? [`There are two fields ${path}`] : []),
      ...(before === undefined
        ? newFieldProblems(field, path, place)
        : fieldProblems(before, field, path, place)),
    ];
  });
}

function newFieldProblems(field: IcebergField, path: string, { lastColumnId }: Place): string[] {
  const used = idsOf(field).filter((id) => id <= lastColumnId);
  return [
    ...(used.length === 0
      ? []
      : [
          `The new field ${path} has the id ${used.join(", ")}, which was used before or elsewhere: new ids begin at ${lastColumnId + 1}`,
        ]),
    ...(field.required
      ? [`The new field ${path} can't be required: older rows have no value`]
      : []),
  ];
}

function fieldProblems(
  before: IcebergField,
  after: IcebergField,
  path: string,
  place: Place,
): string[] {
  return [
    ...(after.required && !before.required
      ? [`The field ${path} can't become required: older rows may have no value`]
      : []),
    ...typeProblems(before.type, after.type, path, place),
  ];
}

function typeProblems(
  before: IcebergType,
  after: IcebergType,
  path: string,
  place: Place,
): string[] {
  if (before.kind === "struct" && after.kind === "struct") {
    return structProblems(before.fields, after.fields, { ...place, parent: `${path}.` });
  }
  if (before.kind === "list" && after.kind === "list") {
    return partProblems(before.element, after.element, `${path}.element`, place);
  }
  if (before.kind === "map" && after.kind === "map") {
    const isSameKey = JSON.stringify(before.key) === JSON.stringify(after.key);
    return [
      ...(isSameKey ? [] : [`The keys of the map ${path} can't change`]),
      ...partProblems(before.value, after.value, `${path}.value`, place),
    ];
  }
  if (isSame(before, after) || isWider(before, after)) return [];
  return [
    `The type of ${path} can't change from ${typeText(before)} to ${typeText(after)}: int becomes long, float becomes double, and decimals get more digits before the point`,
  ];
}

function partProblems(
  before: IcebergField,
  after: IcebergField,
  path: string,
  place: Place,
): string[] {
  if (before.id !== after.id) {
    return [`The id of ${path} can't change from ${before.id} to ${after.id}`];
  }
  return fieldProblems(before, after, path, place);
}

function isSame(before: IcebergType, after: IcebergType): boolean {
  return JSON.stringify(typeText(before)) === JSON.stringify(typeText(after));
}

/** @see https://iceberg.apache.org/spec/#schema-evolution, of versions 1 and 2 */
function isWider(before: IcebergType, after: IcebergType): boolean {
  if (before.kind === "int") return after.kind === "long";
  if (before.kind === "float") return after.kind === "double";
  return (
    before.kind === "decimal" &&
    after.kind === "decimal" &&
    before.scale === after.scale &&
    before.precision < after.precision
  );
}

function repeatedIds(fields: readonly IcebergField[]): string[] {
  const seen = new Set<number>();
  const repeated = fields.flatMap(idsOf).filter((id) => seen.size === seen.add(id).size);
  return repeated.map((id) => `Two fields have the id ${id}`);
}

/** The id of a field and of all that is nested in it. */
export function idsOf({ id, type }: IcebergField): number[] {
  switch (type.kind) {
    case "struct":
      return [id, ...type.fields.flatMap(idsOf)];
    case "list":
      return [id, ...idsOf(type.element)];
    case "map":
      return [id, ...idsOf(type.key), ...idsOf(type.value)];
    default:
      return [id];
  }
}
