import { isRecord } from "../../../errors/is-record";
import { InvalidMetadataError, UnreadFeatureError } from "../iceberg-errors";
import { integerOf, listOf, recordOf, textOf } from "./json-values";

const PRIMITIVES = [
  "boolean",
  "int",
  "long",
  "float",
  "double",
  "date",
  "time",
  "timestamp",
  "timestamptz",
  "string",
  "uuid",
  "binary",
] as const;

/** Types of version 3, which are named in refusals. */
const VERSION_3 = /^(?:timestamp_ns|timestamptz_ns|unknown|variant|geometry|geography)\b/;

/**
 * A type of Iceberg.
 *
 * @see https://iceberg.apache.org/spec/#schemas-and-data-types
 */
export type IcebergType =
  | { readonly kind: (typeof PRIMITIVES)[number] }
  | { readonly kind: "decimal"; readonly precision: number; readonly scale: number }
  | { readonly kind: "fixed"; readonly length: number }
  | { readonly kind: "struct"; readonly fields: readonly IcebergField[] }
  | { readonly kind: "list"; readonly element: IcebergField }
  | { readonly kind: "map"; readonly key: IcebergField; readonly value: IcebergField };

/** A column or nested field, which its id identifies in all schemas and files of its table. */
export interface IcebergField {
  readonly id: number;
  /** As it was written; names may differ in case alone. */
  readonly name: string;
  readonly required: boolean;
  readonly type: IcebergType;
  readonly doc?: string | undefined;
}

/** The columns of a table at some time. */
export interface IcebergSchema {
  readonly id: number;
  readonly fields: readonly IcebergField[];
}

/** Reads a schema. @throws InvalidMetadataError @throws UnreadFeatureError for types of version 3 */
export function parseSchema(value: unknown): IcebergSchema {
  const schema = recordOf(value, "a schema");
  // The schema of a table of version 1 may have no id.
  const id = schema["schema-id"] === undefined ? 0 : integerOf(schema["schema-id"], "schema-id");
  return { id, fields: listOf(schema["fields"], "a schema's fields").map(parseField) };
}

function parseField(value: unknown): IcebergField {
  const field = recordOf(value, "a field");
  const name = textOf(field["name"], "a field's name");
  return {
    id: integerOf(field["id"], `the id of the field ${name}`),
    name,
    required: field["required"] === true,
    type: parseType(field["type"], name),
    doc: typeof field["doc"] === "string" ? field["doc"] : undefined,
  };
}

function parseType(value: unknown, of: string): IcebergType {
  if (typeof value === "string") return parsePrimitive(value, of);
  if (!isRecord(value)) throw new InvalidMetadataError(`The field ${of} has no type`);
  const part = (name: "element" | "key" | "value"): IcebergField => ({
    id: integerOf(value[`${name}-id`], `the ${name}-id of ${of}`),
    name,
    // Keys of maps are always required.
    required: name === "key" || value[`${name}-required`] === true,
    type: parseType(value[name], `${of}.${name}`),
  });
  switch (value["type"]) {
    case "struct":
      return { kind: "struct", fields: listOf(value["fields"], `fields of ${of}`).map(parseField) };
    case "list":
      return { kind: "list", element: part("element") };
    case "map":
      return { kind: "map", key: part("key"), value: part("value") };
    default:
      throw new InvalidMetadataError(`The field ${of} has the type ${String(value["type"])}`);
  }
}

function parsePrimitive(text: string, of: string): IcebergType {
  const kind = PRIMITIVES.find((primitive) => primitive === text);
  if (kind !== undefined) return { kind };
  const decimal = /^decimal\(\s*(\d+)\s*,\s*(\d+)\s*\)$/.exec(text);
  if (decimal !== null) {
    return { kind: "decimal", precision: Number(decimal[1]), scale: Number(decimal[2]) };
  }
  const fixed = /^fixed\[\s*(\d+)\s*\]$/.exec(text);
  if (fixed !== null) return { kind: "fixed", length: Number(fixed[1]) };
  if (VERSION_3.test(text)) throw new UnreadFeatureError(`A column of Iceberg's type ${text}`);
  throw new InvalidMetadataError(`The field ${of} has the type ${text}, which Iceberg has not`);
}
