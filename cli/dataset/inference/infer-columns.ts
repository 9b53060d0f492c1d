import { areDistinct } from "../../../model/dataset/json-keys";
import { column } from "../../../model/dataset/column-type";
import type { ColumnType } from "../../../model/dataset/column-type";
import { countOf } from "../../terminal/count-of";
import { annotateType } from "./annotate-type";
import { inferLeaf, leafOf } from "./infer-leaf";
import { shortType } from "./inferred-field";
import type { FieldLocation, InferredColumns, InferredField, InferredType } from "./inferred-field";
import { areAboutPeople } from "./personal/personal-reason";
import { proposeColumnNames } from "./column-names";
import { fieldNameProblem, keyProblem } from "./field-name-problem";
import { Observation } from "./observation";
import type { ObservedField } from "./observation";

/** Number of keys from which on an object may be a map. */
const MANY_KEYS = 20;
/** Maximum share of all keys that a single object of a map has. */
const SPARSE = 1 / 4;

/**
 * Infers the columns of a table with which Firehose can convert all observed events.
 *
 * @param events all of them in one observation
 */
export function inferColumns(events: Observation): InferredColumns {
  const found = events.eventFields();
  const usable = found.filter(({ name }) => keyProblem(name) === undefined);
  const names = proposeColumnNames(
    usable.map(({ name }) => name),
    fieldNames(usable),
  );
  const nameOf = new Map(usable.map((field, index) => [field, names[index] ?? field.name]));
  const isCased = !areDistinct(usable.map(({ name }) => name.toLowerCase()));
  const isOfPeople = areAboutPeople(events);
  const columns: Record<string, ColumnType> = {};
  const fields = found.flatMap((field) => {
    const name = nameOf.get(field);
    if (name === undefined) {
      return [leftOut(field, field.name, events.objects, keyProblem(field.name) ?? "")];
    }
    const { observation, name: key } = field;
    const at = { name: key, path: name, parent: "", isOfPeople };
    const inferred = annotateType(
      isCased && hasUpperCase(observation)
        ? leafOf("string", "has keys with upper-case letters, and is stored as JSON text")
        : inferType(observation, at),
      observation,
      at,
    );
    columns[name] = key === name ? inferred.type : readFrom(inferred.type, key);
    const row = { key, path: name, observation, of: events.objects };
    return [fieldOf(row, inferred), ...inferred.fields];
  });
  return { columns, fields };
}

function readFrom(type: ColumnType, from: string): ColumnType {
  return { ...type, notes: { ...type.notes, from } } as ColumnType; // Only the notes are changed.
}

/** Names in lower case of all fields inside of columns. */
function fieldNames(fields: readonly ObservedField[]): ReadonlySet<string> {
  const names = new Set<string>();
  const collect = ({ element, fields: inner }: Observation) => {
    for (const { name, observation } of [...inner.values()]) {
      names.add(name.toLowerCase());
      collect(observation);
    }
    if (element.values > 0) collect(element);
  };
  for (const { observation } of fields) collect(observation);
  return names;
}

/** Whether a key inside of the values has an upper-case letter. */
function hasUpperCase({ element, fields }: Observation): boolean {
  return (
    [...fields.values()].some(
      ({ name, observation }) => name !== name.toLowerCase() || hasUpperCase(observation),
    ) ||
    (element.values > 0 && hasUpperCase(element))
  );
}

/** The fields of a struct; undefined if a key can't be the name of a field. */
function inferFields(object: Observation, location: FieldLocation): InferredColumns | undefined {
  const found = [...object.fields.values()];
  if (found.some(({ name }) => fieldNameProblem(name) !== undefined)) return undefined;
  const columns: Record<string, ColumnType> = {};
  const fields = found.flatMap(({ name, observation }) => {
    const path = `${location.path}.${name}`;
    const at = { ...location, name, path, parent: location.name };
    const inferred = annotateType(inferType(observation, at), observation, at);
    columns[name] = inferred.type;
    const row = { key: name, path, observation, of: object.objects };
    return [fieldOf(row, inferred), ...inferred.fields];
  });
  return { columns, fields };
}

function fieldOf(
  row: Pick<InferredField, "key" | "path" | "observation" | "of">,
  { type, reviewNotes }: InferredType,
): InferredField {
  return {
    ...row,
    type: shortType(type),
    seen: row.observation.values,
    personal: type.notes.personal === true,
    reviewNotes,
  };
}

function leftOut(
  { name, observation }: ObservedField,
  path: string,
  of: number,
  problem: string,
): InferredField {
  return {
    key: name,
    path,
    type: null,
    seen: observation.values,
    of,
    observation,
    personal: false,
    reviewNotes: [`${problem}; it is left out until it is renamed`],
  };
}

function inferType(observation: Observation, location: FieldLocation): InferredType {
  const { values, arrays, emptyArrays, objects, texts } = observation;
  if (values === 0) return leafOf("string", "never has a value");
  const blanks = texts.get("") ?? 0;
  if (objects === values) return inferObject(observation, location);
  if (objects > 0 && objects + emptyArrays + blanks === values) {
    const inferred = inferObject(observation, location);
    // The deserializer accepts "" in place of any object, and [] in place of a struct, but not of a map.
    if (emptyArrays === 0 || inferred.type.kind !== "map") {
      const note = 'sometimes [] or "", which becomes null';
      return { ...inferred, reviewNotes: [...inferred.reviewNotes, note] };
    }
  }
  if (arrays > 0 && arrays + blanks === values) return inferArray(observation, location);
  return inferLeaf(observation, location.name);
}

function inferArray({ element }: Observation, location: FieldLocation): InferredType {
  if (element.values === 0) {
    const reviewNotes = ["never has an element; elements are assumed to be text"];
    return { type: column.array(column.string()), reviewNotes, fields: [] };
  }
  const inferred = inferType(element, { ...location, path: `${location.path}[]` });
  return { ...inferred, type: column.array(inferred.type) };
}

function inferObject(observation: Observation, location: FieldLocation): InferredType {
  if (observation.fields.size === 0) {
    const reviewNotes = ["never has a key; later values are stored as text"];
    return { type: column.map(column.string(), column.string()), reviewNotes, fields: [] };
  }
  const asMap = inferMap(observation, location);
  if (asMap !== undefined) return asMap;
  const inferred = inferFields(observation, location);
  if (inferred === undefined) {
    return leafOf("string", "has keys that can't be names, and is stored as JSON text");
  }
  return { type: column.struct(inferred.columns), reviewNotes: [], fields: inferred.fields };
}

/** An object is a map if its keys look like data: too many of them, or not valid as names. */
function inferMap(
  { fields, objects }: Observation,
  location: FieldLocation,
): InferredType | undefined {
  const entries = [...fields.values()];
  const filled = entries.reduce((sum, field) => sum + field.observation.values, 0);
  const isSparse = fields.size >= MANY_KEYS && filled / objects <= fields.size * SPARSE;
  const invalid = entries.filter((field) => fieldNameProblem(field.name) !== undefined);
  if (!isSparse && invalid.length * 2 < fields.size) return undefined;
  // A key of a map arrives in lower case.
  if (entries.some((field) => field.name !== field.name.toLowerCase())) return undefined;
  const value = new Observation();
  for (const entry of entries) value.merge(entry.observation);
  const inferred = inferType(value, { ...location, path: `${location.path}{}` });
  const note = `a map, since its ${countOf(fields.size, "key")} ${fields.size === 1 ? "looks" : "look"} like data`;
  return {
    ...inferred,
    type: column.map(column.string(), inferred.type),
    reviewNotes: [note, ...inferred.reviewNotes],
  };
}
