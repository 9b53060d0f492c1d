import { column } from "../../../model/dataset/column-type";
import type { ColumnType } from "../../../model/dataset/column-type";
import { annotateType } from "./annotate-type";
import { inferLeaf, leafOf } from "./infer-leaf";
import { shortType } from "./inferred-field";
import type { FieldLocation, InferredColumns, InferredField, InferredType } from "./inferred-field";
import { fieldNameProblem } from "./field-name-problem";
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
  return inferFields(events, { name: "", path: "", parent: "" });
}

function inferFields(object: Observation, location: FieldLocation): InferredColumns {
  const columns: Record<string, ColumnType> = {};
  const fields = [...object.fields.values()].flatMap((field) => {
    const isColumn = location.path === "";
    const name = isColumn ? field.name.toLowerCase() : field.name;
    const path = isColumn ? name : `${location.path}.${name}`;
    const problem = fieldNameProblem(name, isColumn);
    if (problem !== undefined) return [leftOut(field, path, object.objects, problem)];
    const { observation } = field;
    const at = { name, path, parent: location.name };
    const inferred = annotateType(inferType(observation, at), observation, at);
    columns[name] = inferred.type;
    const renamed =
      name === field.name
        ? []
        : [
            `${JSON.stringify(field.name)} in the events: Firehose accepts both, Glue names are lower case`,
          ];
    const row: InferredField = {
      path,
      type: shortType(inferred.type),
      seen: observation.values,
      of: object.objects,
      observation,
      personal: inferred.type.notes.personal === true,
      reviewNotes: [...renamed, ...inferred.reviewNotes],
    };
    return [row, ...inferred.fields];
  });
  return { columns, fields };
}

function leftOut(
  { name, observation }: ObservedField,
  path: string,
  of: number,
  problem: string,
): InferredField {
  return {
    path,
    type: null,
    seen: observation.values,
    of,
    observation,
    personal: false,
    reviewNotes: [`${JSON.stringify(name)} ${problem}: it is left out until it is renamed`],
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

function inferArray({ element }: Observation, { name, path, parent }: FieldLocation): InferredType {
  if (element.values === 0) {
    const reviewNotes = ["never has an element; elements are assumed to be text"];
    return { type: column.array(column.string()), reviewNotes, fields: [] };
  }
  const inferred = inferType(element, { name, path: `${path}[]`, parent });
  return { ...inferred, type: column.array(inferred.type) };
}

function inferObject(observation: Observation, location: FieldLocation): InferredType {
  if (observation.fields.size === 0) {
    const reviewNotes = ["never has a key; later values are stored as text"];
    return { type: column.map(column.string(), column.string()), reviewNotes, fields: [] };
  }
  const asMap = inferMap(observation, location);
  if (asMap !== undefined) return asMap;
  const { columns, fields } = inferFields(observation, location);
  if (Object.keys(columns).length > 0) {
    return { type: column.struct(columns), reviewNotes: [], fields };
  }
  return leafOf("string", "has no key that can be a field, and is stored as JSON text");
}

/** An object is a map if its keys look like data: too many of them, or not valid as names. */
function inferMap(
  { fields, objects }: Observation,
  { name, path, parent }: FieldLocation,
): InferredType | undefined {
  const entries = [...fields.values()];
  const filled = entries.reduce((sum, field) => sum + field.observation.values, 0);
  const isSparse = fields.size >= MANY_KEYS && filled / objects <= fields.size * SPARSE;
  const invalid = entries.filter((field) => fieldNameProblem(field.name, false) !== undefined);
  if (!isSparse && invalid.length * 2 < fields.size) return undefined;
  const value = new Observation();
  for (const entry of entries) value.merge(entry.observation);
  const inferred = inferType(value, { name, path: `${path}{}`, parent });
  const note = `a map, since its ${fields.size} keys look like data; Firehose converts them to lower case`;
  return {
    ...inferred,
    type: column.map(column.string(), inferred.type),
    reviewNotes: [note, ...inferred.reviewNotes],
  };
}
