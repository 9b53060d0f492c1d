/** Kinds of types that take no parameters. */
export type NonParametricKind =
  | "boolean"
  | "tinyint"
  | "smallint"
  | "integer"
  | "bigint"
  | "real"
  | "double"
  | "varbinary"
  | "date"
  | "json"
  | "interval year to month"
  | "interval day to second"
  | "unknown";

/** A type of Trino's SQL. `unknown` is the type of a bare NULL. */
export type TrinoType =
  | { readonly kind: NonParametricKind }
  | { readonly kind: "decimal"; readonly precision: number; readonly scale: number }
  | { readonly kind: "varchar"; readonly length?: number | undefined }
  | { readonly kind: "char"; readonly length: number }
  | { readonly kind: "timestamp" | "timestamp with time zone"; readonly precision: number }
  | { readonly kind: "array"; readonly element: TrinoType }
  | { readonly kind: "map"; readonly key: TrinoType; readonly value: TrinoType }
  | { readonly kind: "row"; readonly fields: readonly RowField[] };

/** A field of a row type; fields of `ROW(…)` are anonymous. */
export interface RowField {
  readonly name?: string | undefined;
  readonly type: TrinoType;
}

/** The types of a kind. */
export type TypeOf<Kind extends TrinoType["kind"]> = Extract<TrinoType, { kind: Kind }>;

/** Types without parameters. */
export const BOOLEAN: TrinoType = { kind: "boolean" };
export const INTEGER: TrinoType = { kind: "integer" };
export const BIGINT: TrinoType = { kind: "bigint" };
export const DOUBLE: TrinoType = { kind: "double" };
export const VARCHAR: TrinoType = { kind: "varchar" };
export const VARBINARY: TrinoType = { kind: "varbinary" };
export const DATE: TrinoType = { kind: "date" };
export const JSON_TYPE: TrinoType = { kind: "json" };
export const UNKNOWN: TrinoType = { kind: "unknown" };
/** Athena's timestamps have milliseconds. */
export const TIMESTAMP: TrinoType = { kind: "timestamp", precision: 3 };
export const TIMESTAMP_TZ: TrinoType = { kind: "timestamp with time zone", precision: 3 };

/** The name of a type, as in Trino's messages. */
export function typeName(type: TrinoType): string {
  switch (type.kind) {
    case "decimal":
      return `decimal(${type.precision},${type.scale})`;
    case "varchar":
      return type.length === undefined ? "varchar" : `varchar(${type.length})`;
    case "char":
      return `char(${type.length})`;
    case "timestamp":
      return `timestamp(${type.precision})`;
    case "timestamp with time zone":
      return `timestamp(${type.precision}) with time zone`;
    case "array":
      return `array(${typeName(type.element)})`;
    case "map":
      return `map(${typeName(type.key)}, ${typeName(type.value)})`;
    case "row":
      return `row(${type.fields.map(({ name, type: field }) => (name === undefined ? typeName(field) : `${name} ${typeName(field)}`)).join(", ")})`;
    default:
      return type.kind;
  }
}

/** Whether two types are the same, regardless of the names of row fields. */
export function sameType(left: TrinoType, right: TrinoType): boolean {
  if (left.kind === "row" && right.kind === "row") {
    return (
      left.fields.length === right.fields.length &&
      left.fields.every((field, index) => {
        const other = right.fields[index];
        return other !== undefined && sameType(field.type, other.type);
      })
    );
  }
  if (left.kind === "array" && right.kind === "array") return sameType(left.element, right.element);
  if (left.kind === "map" && right.kind === "map") {
    return sameType(left.key, right.key) && sameType(left.value, right.value);
  }
  return typeName(left) === typeName(right);
}

/** Integer types, from narrowest to widest. */
export const INTEGER_TYPES: readonly TrinoType["kind"][] = [
  "tinyint",
  "smallint",
  "integer",
  "bigint",
];

export function isIntegerType(type: TrinoType): boolean {
  return INTEGER_TYPES.includes(type.kind);
}

export function isNumeric(type: TrinoType): boolean {
  return isIntegerType(type) || ["decimal", "real", "double"].includes(type.kind);
}
