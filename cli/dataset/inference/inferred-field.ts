import type { ColumnType, Columns } from "../../../model/dataset/column-type";
import { glueType } from "../../../model/dataset/glue-type";
import { jsonText } from "../../../formats/openx-json";
import type { Observation } from "./observation";

/** One path of the events, and the type inferred for it. */
export interface InferredField {
  /** Dotted path, with `[]` for the elements of an array and `{}` for the values of a map. */
  readonly path: string;
  /** Its key in the events. */
  readonly key: string;
  /** Type as Glue spells it, only `struct` for a struct; null if the field is left out of the table. */
  readonly type: string | null;
  /** Number of enclosing objects (or elements) with a value. */
  readonly seen: number;
  readonly of: number;
  readonly observation: Observation;
  readonly personal: boolean;
  /** Why the type should be reviewed; empty if it is certain. */
  readonly reviewNotes: readonly string[];
}

/** The columns of a table, and how they were inferred. */
export interface InferredColumns {
  readonly columns: Columns;
  readonly fields: readonly InferredField[];
}

/** An inferred type, what to review about it, and the fields in it. */
export interface InferredType {
  readonly type: ColumnType;
  readonly reviewNotes: readonly string[];
  readonly fields: readonly InferredField[];
}

/** Where a value is in the events. */
export interface FieldLocation {
  readonly name: string;
  readonly path: string;
  /** Name of the enclosing object. */
  readonly parent: string;
  /** Whether the events are about people. */
  readonly isOfPeople: boolean;
}

/** A type for a table of fields, in which structs have rows of their own. */
export function shortType(type: ColumnType): string {
  if (type.kind === "struct") return "struct";
  if (type.kind === "array") return `array<${shortType(type.element)}>`;
  if (type.kind === "map") return `map<string,${shortType(type.value)}>`;
  return glueType(type);
}

/** An example value, short enough for a table; null if there is none, or it has fields with examples of their own. */
export function exampleOf({ type, observation, personal }: InferredField): string | null {
  // An object would show its personal fields.
  if (observation.values === 0 || type === null || type.includes("struct")) return null;
  if (personal) return "…";
  const text = jsonText(observation.example);
  return text.length > 32 ? `${text.slice(0, 31)}…` : text;
}
