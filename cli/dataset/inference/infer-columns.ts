import { column } from "../../../model/dataset/column-type";
import type {
  ColumnNotes,
  ColumnType,
  Columns,
  PrimitiveName,
} from "../../../model/dataset/column-type";
import { glueType } from "../../../model/dataset/glue-type";
import { validateColumns } from "../../../model/validation/dataset/validate-columns";
import { jsonText } from "../../../formats/openx-json";
import { personalReason } from "./field-words";
import { inferNumbers, inferTexts, isTimestamp } from "./infer-scalar";
import type { ScalarType } from "./infer-scalar";
import { Observation } from "./observation";
import type { ObservedField } from "./observation";

/** One place of the events, and what was made of it. */
export interface InferredField {
  /** Dotted path, with `[]` for the elements of an array and `{}` for the values of a map. */
  readonly path: string;
  /** Type as Glue spells it, of a struct the word alone; null where the field is left out of the table. */
  readonly type: string | null;
  /** In how many of the objects (or elements) around it there was a value. */
  readonly seen: number;
  readonly of: number;
  readonly observation: Observation;
  readonly personal: boolean;
  /** Why people should look at it; empty where the type is sure. */
  readonly reviewNotes: readonly string[];
}

/** The columns of a table, and how they were found. */
export interface InferredColumns {
  readonly columns: Columns;
  readonly fields: readonly InferredField[];
}

/** A type, why it is unsure, and what was made of its parts. */
interface Inferred {
  readonly type: ColumnType;
  readonly why: readonly string[];
  readonly parts: readonly InferredField[];
}

interface Place {
  readonly name: string;
  readonly path: string;
  /** Name of the object that holds it. */
  readonly parent: string;
}

/** Keys from which on an object may be a map. */
const MANY_KEYS = 20;
/** The part of its keys that one object of a map has at most. */
const SPARSE = 1 / 4;
/** Texts that come again and again are the values of a list. */
const LISTED = { values: 8, timesEach: 2, characters: 60, shown: 5 };

/**
 * Infers a table from events: by its columns, Firehose converts every one of them.
 *
 * @param events all of them in one observation
 */
export function inferColumns(events: Observation): InferredColumns {
  return inferFields(events, { name: "", path: "", parent: "" });
}

function inferFields(object: Observation, place: Place): InferredColumns {
  const columns: Record<string, ColumnType> = {};
  const fields = [...object.fields.values()].flatMap((field) => {
    const isColumn = place.path === "";
    const name = isColumn ? field.name.toLowerCase() : field.name;
    const path = isColumn ? name : `${place.path}.${name}`;
    const violation = nameProblem(name, isColumn);
    if (violation !== undefined) return [leftOut(field, path, object.objects, violation)];
    const inferred = inferPersonal(field.observation, { name, path, parent: place.name });
    columns[name] = inferred.type;
    const renamed =
      name === field.name
        ? []
        : [
            `${JSON.stringify(field.name)} in the events: Firehose reads both, Glue has lower case only`,
          ];
    const row: InferredField = {
      path,
      type: shortType(inferred.type),
      seen: field.observation.values,
      of: object.objects,
      observation: field.observation,
      personal: inferred.type.notes.personal === true,
      reviewNotes: [...renamed, ...inferred.why],
    };
    return [row, ...inferred.parts];
  });
  return { columns, fields };
}

/** Why the project's own rules refuse a name. */
function nameProblem(name: string, isColumn: boolean): string | undefined {
  // An object literal would take it for its prototype.
  if (name === "__proto__") return "has a name that code can't use";
  const type = column.string();
  const [violation] = isColumn
    ? validateColumns("", { [name]: type })
    : validateColumns("", { parent: column.struct({ [name]: type }) });
  return violation?.problem;
}

function leftOut({ name, observation }: ObservedField, path: string, of: number, problem: string) {
  return {
    path,
    type: null,
    seen: observation.values,
    of,
    observation,
    personal: false,
    reviewNotes: [
      `${JSON.stringify(name)} ${problem}: the table is without it until it has another name`,
    ],
  };
}

function inferPersonal(observation: Observation, place: Place): Inferred {
  const inferred = inferType(observation, place);
  if (inferred.type.kind === "struct") return inferred;
  const texts = [...observation.texts.keys(), ...observation.element.texts.keys()];
  const reason = personalReason(place.name, place.parent, texts);
  if (reason === undefined) return withExamples(inferred, observation);
  const type = withNotes(inferred.type, { personal: true });
  return { ...inferred, type, why: [...inferred.why, reason] };
}

function withExamples(inferred: Inferred, { texts, values }: Observation): Inferred {
  const examples = [...texts.keys()];
  const isList =
    inferred.type.kind === "string" &&
    values >= examples.length * LISTED.timesEach &&
    examples.length > 0 &&
    examples.length <= LISTED.values &&
    examples.every((text) => text !== "" && text.length <= LISTED.characters);
  if (!isList) return inferred;
  return {
    ...inferred,
    type: withNotes(inferred.type, { examples: examples.slice(0, LISTED.shown) }),
  };
}

function withNotes<Type extends ColumnType>(type: Type, notes: ColumnNotes<string>): Type {
  return { ...type, notes: { ...type.notes, ...notes } };
}

function inferType(observation: Observation, place: Place): Inferred {
  const { values, booleans, arrays, emptyArrays, objects, texts, numbers } = observation;
  if (values === 0) return scalar("string", "never had a value");
  const blanks = [...texts]
    .filter(([text]) => text === "")
    .reduce((sum, [, times]) => sum + times, 0);
  if (objects === values) return inferObject(observation, place);
  if (objects > 0 && objects + emptyArrays + blanks === values) {
    const inferred = inferObject(observation, place);
    // The deserializer reads "" as no object, and [] as no struct, though not as no map.
    if (emptyArrays === 0 || inferred.type.kind !== "map") {
      return { ...inferred, why: [...inferred.why, 'sometimes [] or "", which becomes null'] };
    }
  }
  if (arrays > 0 && arrays + blanks === values) return inferArray(observation, place);
  if (booleans === values) return scalar("boolean");
  const scalars = { texts: [...texts.keys()], numbers: [...numbers.keys()] };
  const counted = (of: ReadonlyMap<string, number>) => [...of.values()].reduce((a, b) => a + b, 0);
  if (counted(numbers) === values) return fromScalar(inferNumbers(scalars.numbers, place.name));
  if (counted(texts) === values) return fromScalar(inferTexts(scalars.texts));
  if (counted(numbers) + counted(texts) === values && scalars.texts.every(isTimestamp)) {
    // Under a name that speaks of a moment, numbers are taken for one if they can be.
    if (inferNumbers(scalars.numbers, "time").kind === "timestamp") {
      return scalar("timestamp", "partly text, partly seconds or milliseconds since 1970");
    }
  }
  return scalar("string", `holds ${kindsOf(observation).join(" and ")}, all kept as text`);
}

function kindsOf({ texts, numbers, booleans, arrays, objects }: Observation): string[] {
  const kinds = { text: texts.size, numbers: numbers.size, booleans, arrays, objects };
  return Object.entries(kinds)
    .filter(([, times]) => times > 0)
    .map(([kind]) => kind);
}

function inferArray(observation: Observation, { name, path, parent }: Place): Inferred {
  const { element } = observation;
  if (element.values === 0) {
    const why = ["never had an element, which are taken for text"];
    return { type: column.array(column.string()), why, parts: [] };
  }
  const inferred = inferType(element, { name, path: `${path}[]`, parent });
  return { ...inferred, type: column.array(inferred.type) };
}

function inferObject(observation: Observation, place: Place): Inferred {
  if (observation.fields.size === 0) {
    const why = ["never had a key; what comes later is kept as text"];
    return { type: column.map(column.string(), column.string()), why, parts: [] };
  }
  const asMap = inferMap(observation, place);
  if (asMap !== undefined) return asMap;
  const { columns, fields } = inferFields(observation, place);
  if (Object.keys(columns).length > 0)
    return { type: column.struct(columns), why: [], parts: fields };
  return scalar("string", "has no key that can be a field, and is kept as JSON text");
}

/** An object is taken for a map where its keys look like data: too many of them, or no names. */
function inferMap(observation: Observation, { name, path, parent }: Place): Inferred | undefined {
  const { fields, objects } = observation;
  const entries = [...fields.values()];
  const filled = entries.reduce((sum, field) => sum + field.observation.values, 0);
  const many = fields.size >= MANY_KEYS && filled / objects <= fields.size * SPARSE;
  const nameless = entries.filter((field) => nameProblem(field.name, false) !== undefined);
  if (!many && nameless.length * 2 < fields.size) return undefined;
  const value = new Observation();
  for (const entry of entries) value.merge(entry.observation);
  const inferred = inferType(value, { name, path: `${path}{}`, parent });
  const why = `a map, since its ${fields.size} keys look like data; Firehose makes them lower case`;
  return {
    ...inferred,
    type: column.map(column.string(), inferred.type),
    why: [why, ...inferred.why],
  };
}

function fromScalar({ kind, reviewNote }: ScalarType): Inferred {
  return scalar(kind, reviewNote);
}

function scalar(kind: PrimitiveName, why?: string): Inferred {
  return { type: column[kind](), why: why === undefined ? [] : [why], parts: [] };
}

function shortType(type: ColumnType): string {
  if (type.kind === "struct") return "struct";
  if (type.kind === "array") return `array<${shortType(type.element)}>`;
  if (type.kind === "map") return `map<string,${shortType(type.value)}>`;
  return glueType(type);
}

/** A value as it occurred, short enough for a table; null where there was none, or where it has fields with own examples. */
export function exampleOf({ type, observation, personal }: InferredField): string | null {
  // An object would show its personal fields.
  if (observation.values === 0 || type === null || type.includes("struct")) return null;
  if (personal) return "…";
  const text = jsonText(observation.example);
  return text.length > 32 ? `${text.slice(0, 31)}…` : text;
}
