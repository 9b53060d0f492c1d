import { column } from "../../dataset/column-type";
import type { ColumnType, Columns } from "../../dataset/column-type";
import type { ConfigViolation } from "../config-violation";
import { datasetViolation } from "./dataset-violation";
import { rejectUnknownTypeProperties } from "./unknown-dataset-properties";
import { isRecord } from "../../../errors/is-record";

const kinds: readonly string[] = Object.keys(column);

/** Kinds of types without nested values and without parameters, which the keys of a map can have. */
const primitiveKinds = kinds.filter(
  (kind) => !["decimal", "char", "varchar", "array", "map", "struct"].includes(kind),
);

/** Validates the type of a column, with all nested types and their documentation. */
export function validateColumnType(path: string, type: ColumnType): ConfigViolation[] {
  if (!isRecord(type) || !kinds.includes(type.kind)) {
    return [
      datasetViolation(path, "has an unknown type", type, `one of column.${kinds.join(", ")}`),
    ];
  }
  return [
    ...rejectUnknownTypeProperties(path, type),
    ...validateNotes(path, type.notes),
    ...validateParameters(path, type),
  ];
}

function validateParameters(path: string, type: ColumnType): ConfigViolation[] {
  switch (type.kind) {
    case "struct":
      return validateFields(path, type.fields);
    case "array":
      return validateColumnType(`${path}[]`, type.element);
    case "map":
      return [
        ...(isRecord(type.key) && primitiveKinds.includes(type.key.kind)
          ? []
          : [
              datasetViolation(
                `${path}.key`,
                "has an unknown type",
                type.key,
                `one of column.${primitiveKinds.join(", ")}`,
              ),
            ]),
        ...validateColumnType(`${path}{}`, type.value),
      ];
    case "char":
      return within(`${path}.length`, type.length, 1, 255);
    case "varchar":
      return within(`${path}.length`, type.length, 1, 65_535);
    case "decimal":
      return [
        ...within(`${path}.precision`, type.precision, 1, 38),
        ...within(`${path}.scale`, type.scale, 0, type.precision),
      ];
    default:
      return [];
  }
}

/** Rejects documentation of another type, which only untyped code can have: it is rendered in several formats. */
function validateNotes(path: string, notes: ColumnType["notes"]): ConfigViolation[] {
  if (!isRecord(notes)) return [datasetViolation(`${path}.notes`, "is not an object", notes, "{}")];
  const { description, personal, examples, renamedFrom } = notes;
  return [
    ...(renamedFrom === undefined ||
    (typeof renamedFrom === "string" && /^[a-z_][a-z0-9_]*$/.test(renamedFrom))
      ? []
      : [
          datasetViolation(
            `${path}.renamedFrom`,
            "can't be the earlier name of a field",
            renamedFrom,
            "the name that the lock has, without its path",
          ),
        ]),
    ...(description === undefined || typeof description === "string"
      ? []
      : [datasetViolation(`${path}.description`, "is not text", description, "a sentence")]),
    ...(personal === undefined || typeof personal === "boolean"
      ? []
      : [datasetViolation(`${path}.personal`, "is not a boolean", personal, "true or false")]),
    ...(examples === undefined || isList(examples)
      ? []
      : [datasetViolation(`${path}.examples`, "is not a list", examples, "a list of values")]),
  ];
}

function validateFields(path: string, fields: Columns): ConfigViolation[] {
  const names = Object.keys(fields);
  if (names.length === 0) {
    return [datasetViolation(path, "is a struct without fields", fields, "at least one field")];
  }
  const seen = new Set<string>();
  return names.flatMap((name) => {
    const at = `${path}.${name}`;
    const violations: ConfigViolation[] = [];
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
      violations.push(
        datasetViolation(
          at,
          "has an invalid name",
          name,
          "a letter, then letters, digits and underscores",
        ),
      );
    }
    // The deserializer lower-cases keys, so one of the two would be lost.
    if (seen.has(name.toLowerCase())) {
      violations.push(
        datasetViolation(at, "differs from another field only in case", name, "another name"),
      );
    }
    seen.add(name.toLowerCase());
    const type = fields[name];
    return type === undefined ? violations : [...violations, ...validateColumnType(at, type)];
  });
}

function within(path: string, value: number, min: number, max: number): ConfigViolation[] {
  if (Number.isInteger(value) && value >= min && value <= max) return [];
  return [datasetViolation(path, "is out of range", value, `an integer from ${min} to ${max}`)];
}

// Not a type guard: it would turn the elements of a readonly array into "any".
function isList(value: unknown): boolean {
  return Array.isArray(value);
}
