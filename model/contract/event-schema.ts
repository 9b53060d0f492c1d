import type { ColumnType, Columns } from "../dataset/column-type";
import type { Dataset } from "../dataset/dataset";
import { glueType } from "../dataset/glue-type";
import { eventPath, jsonKeyOf } from "../dataset/json-keys";
import type { StorageFormat } from "../dataset/storage-format";
import { schemaFingerprint } from "../schema-evolution/schema-fingerprint";
import type { JsonSchema } from "./json-schema";
import { mapKeySchema } from "./map-key-schema";
import { scalarSchema } from "./scalar-schema";

/**
 * The contract of a dataset as JSON Schema: what producers in any language send so that every value arrives unchanged. It is
 * stricter than Firehose, which accepts more forms of a value, changes some silently, and drops fields that the table
 * doesn't have.
 */
export function eventSchema(dataset: Dataset): JsonSchema {
  const { name, description, columns, eventIdPath, storage } = dataset;
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: name,
    description,
    ...fieldsSchema(columns, {
      storage,
      idPath: eventIdPath === undefined ? undefined : eventPath(columns, eventIdPath),
    }),
    "x-rule": "a JSON object",
    "x-schema-fingerprint": schemaFingerprint(columns),
  };
}

/** What a field inherits from its parents. */
interface FieldContext {
  /** Path from here to the event id, if the event id is inside of this field. */
  readonly idPath?: readonly string[] | undefined;
  /** Whether a parent is marked as personal. */
  readonly personal?: boolean | undefined;
  readonly storage?: StorageFormat | undefined;
}

function fieldsSchema(fields: Columns, { idPath, ...context }: FieldContext): JsonSchema {
  const [required, ...rest] = idPath ?? [];
  return {
    type: "object",
    properties: Object.fromEntries(
      Object.entries(fields).map(([name, type]) => {
        const key = jsonKeyOf(name, type);
        const schema =
          key === required
            ? fieldSchema(type, { idPath: rest, ...context })
            : nullable(fieldSchema(type, context));
        return [key, key === name ? schema : { ...schema, "x-column": name }];
      }),
    ),
    ...(required === undefined ? {} : { required: [required] }),
    additionalProperties: false,
  };
}

/** Parquet columns are nullable, and so is everything inside of one. */
function nullable(schema: JsonSchema): JsonSchema {
  const rule = `${schema["x-rule"] ?? ""}, or null`;
  return schema.anyOf === undefined
    ? { ...schema, type: [...[schema.type ?? []].flat(), "null"], "x-rule": rule }
    : { ...schema, anyOf: [...schema.anyOf, { type: "null" }], "x-rule": rule };
}

function fieldSchema(type: ColumnType, context: FieldContext): JsonSchema {
  const { description, examples = [] } = type.notes;
  const personal = context.personal === true || type.notes.personal === true;
  return {
    ...(description === undefined ? {} : { description }),
    ...valueSchema(type, { ...context, personal }),
    ...(examples.length === 0 ? {} : { examples }),
    ...(personal ? { "x-personal-data": true } : {}),
  };
}

function valueSchema(type: ColumnType, context: FieldContext): JsonSchema {
  const { personal, storage } = context;
  switch (type.kind) {
    case "struct":
      return { ...fieldsSchema(type.fields, context), "x-rule": "an object" };
    case "array":
      return {
        type: "array",
        items: nullable(fieldSchema(type.element, { personal, storage })),
        "x-rule": "an array",
      };
    case "map":
      return {
        type: "object",
        propertyNames: { ...mapKeySchema(type.key.kind), "x-glue-type": glueType(type.key) },
        additionalProperties: nullable(fieldSchema(type.value, { personal, storage })),
        "x-rule": "an object",
      };
    default:
      return { ...scalarSchema(type, storage), "x-glue-type": glueType(type) };
  }
}
