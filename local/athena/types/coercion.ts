import {
  INTEGER_TYPES,
  type RowField,
  sameType,
  type TrinoType,
  typeName,
  type TypeOf,
} from "./trino-type";

const MAX_PRECISION = 38;

/** The longest char, which a varchar of any length is coerced to where it meets a char. */
const MAX_CHAR = 65_536;

const TEXT_KINDS: readonly TrinoType["kind"][] = ["char", "varchar"];

/** Precision of the decimal that holds all values of an integer type. */
const INTEGER_PRECISION: Readonly<Record<string, number>> = {
  tinyint: 3,
  smallint: 5,
  integer: 10,
  bigint: 19,
};

/** The decimal type that a type is coerced to; undefined for types that are not coerced to a decimal. */
export function asDecimal(type: TrinoType): TypeOf<"decimal"> | undefined {
  if (type.kind === "decimal") return type;
  const precision = INTEGER_PRECISION[type.kind];
  return precision === undefined ? undefined : { kind: "decimal", precision, scale: 0 };
}

/**
 * The common supertype of two types, as in Trino's TypeCoercion; undefined if there is none. A varchar is never coerced
 * to a number.
 *
 * @see https://github.com/trinodb/trino/blob/master/core/trino-main/src/main/java/io/trino/type/TypeCoercion.java
 */
export function commonType(left: TrinoType, right: TrinoType): TrinoType | undefined {
  if (left.kind === "unknown") return right;
  // Rows whose fields have other names have anonymous ones in common.
  if (right.kind === "unknown" || typeName(left) === typeName(right)) return left;
  return (
    commonNumber(left, right) ??
    commonText(left, right) ??
    commonTime(left, right) ??
    commonNested(left, right)
  );
}

/** Whether a type can be coerced to another. */
export function canCoerce(from: TrinoType, to: TrinoType): boolean {
  const common = commonType(from, to);
  return common !== undefined && sameType(common, to);
}

function commonNumber(left: TrinoType, right: TrinoType): TrinoType | undefined {
  const kinds = [left.kind, right.kind];
  const [leftDecimal, rightDecimal] = [asDecimal(left), asDecimal(right)];
  const exact = leftDecimal !== undefined && rightDecimal !== undefined;
  if (!exact) {
    if (leftDecimal === undefined && !isFloat(left)) return undefined;
    if (rightDecimal === undefined && !isFloat(right)) return undefined;
    return { kind: kinds.includes("double") ? "double" : "real" };
  }
  if (!kinds.includes("decimal")) {
    return INTEGER_TYPES.indexOf(left.kind) > INTEGER_TYPES.indexOf(right.kind) ? left : right;
  }
  const scale = Math.max(leftDecimal.scale, rightDecimal.scale);
  const whole = Math.max(
    leftDecimal.precision - leftDecimal.scale,
    rightDecimal.precision - rightDecimal.scale,
  );
  return { kind: "decimal", precision: Math.min(MAX_PRECISION, whole + scale), scale };
}

function isFloat({ kind }: TrinoType): boolean {
  return kind === "real" || kind === "double";
}

function commonText(left: TrinoType, right: TrinoType): TrinoType | undefined {
  if (left.kind === "varchar" && right.kind === "varchar") {
    return left.length === undefined || right.length === undefined
      ? { kind: "varchar" }
      : { kind: "varchar", length: Math.max(left.length, right.length) };
  }
  if (!TEXT_KINDS.includes(left.kind) || !TEXT_KINDS.includes(right.kind)) return undefined;
  const lengths = [left, right].map((type) =>
    type.kind === "char" || type.kind === "varchar" ? (type.length ?? MAX_CHAR) : MAX_CHAR,
  );
  return { kind: "char", length: Math.min(MAX_CHAR, Math.max(...lengths)) };
}

function commonTime(left: TrinoType, right: TrinoType): TrinoType | undefined {
  const kinds = [left.kind, right.kind];
  if (!kinds.every((kind) => kind === "date" || kind.startsWith("timestamp"))) return undefined;
  const precision = Math.max(
    ...[left, right].map((type) =>
      type.kind === "timestamp" || type.kind === "timestamp with time zone" ? type.precision : 0,
    ),
  );
  const zoned = kinds.includes("timestamp with time zone");
  return { kind: zoned ? "timestamp with time zone" : "timestamp", precision };
}

function commonNested(left: TrinoType, right: TrinoType): TrinoType | undefined {
  if (left.kind === "array" && right.kind === "array") {
    const element = commonType(left.element, right.element);
    return element === undefined ? undefined : { kind: "array", element };
  }
  if (left.kind === "map" && right.kind === "map") {
    const key = commonType(left.key, right.key);
    const value = commonType(left.value, right.value);
    return key === undefined || value === undefined ? undefined : { kind: "map", key, value };
  }
  if (left.kind !== "row" || right.kind !== "row" || left.fields.length !== right.fields.length) {
    return undefined;
  }
  const fields: RowField[] = [];
  for (const [index, field] of left.fields.entries()) {
    const other = right.fields[index];
    const type = other === undefined ? undefined : commonType(field.type, other.type);
    if (type === undefined) return undefined;
    fields.push({ name: field.name === other?.name ? field.name : undefined, type });
  }
  return { kind: "row", fields };
}
