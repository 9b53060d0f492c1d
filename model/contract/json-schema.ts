/** Types of JSON values. */
export type JsonType = "array" | "boolean" | "integer" | "null" | "number" | "object" | "string";

/**
 * The part of JSON Schema that contracts use.
 *
 * @see https://json-schema.org/draft/2020-12
 */
export interface JsonSchema {
  readonly $schema?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: JsonType | readonly JsonType[];
  readonly anyOf?: readonly JsonSchema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: "date" | "date-time";
  readonly contentEncoding?: "base64";
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly propertyNames?: JsonSchema;
  readonly additionalProperties?: JsonSchema | false;
  readonly required?: readonly string[];
  readonly examples?: readonly unknown[];
  /** What is expected, in words. */
  readonly "x-rule"?: string;
  /** Column of the Glue table, where its name is not the key. */
  readonly "x-column"?: string;
  /** Type of the column or field in the Glue table. */
  readonly "x-glue-type"?: string;
  /** The value is personal data. */
  readonly "x-personal-data"?: true;
  /** Links the contract to the Parquet objects written with it. */
  readonly "x-schema-fingerprint"?: string;
}

/** Annotations that are not part of JSON Schema and don't affect validation. */
export const customKeywords = [
  "x-rule",
  "x-column",
  "x-glue-type",
  "x-personal-data",
  "x-schema-fingerprint",
] as const;
