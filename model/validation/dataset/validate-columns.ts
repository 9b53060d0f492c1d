import type { ColumnType, Columns } from "../../dataset/column-type";
import type { ConfigViolation } from "../config-violation";
import { timeKeys } from "../../dataset/partition-keys";
import { reservedWords } from "../../dataset/reserved-words";
import { datasetViolation } from "./dataset-violation";

const columnNameRule =
  "a lower-case letter, then lower-case letters, digits and underscores, and no reserved word of SQL";

/** Validates the columns of a table. */
export function validateColumns(path: string, columns: Columns): ConfigViolation[] {
  const names = Object.keys(columns);
  if (names.length === 0)
    return [datasetViolation(path, "are missing", columns, "at least one column")];
  return names.flatMap((name) => {
    const at = `${path}.${name}`;
    const violations: ConfigViolation[] = [];
    // Glue would store upper-case letters, but Athena would not find the column.
    if (!/^[a-z][a-z0-9_]*$/.test(name) || reservedWords.has(name)) {
      violations.push(
        datasetViolation(at, "has a name that SQL can't use unquoted", name, columnNameRule),
      );
    }
    if (timeKeys.some((key) => key.name === name)) {
      const taken = timeKeys.map((key) => key.name).join(", ");
      violations.push(
        datasetViolation(at, "has the name of a partition key", name, `any name but ${taken}`),
      );
    }
    const type = columns[name];
    return type === undefined ? violations : [...violations, ...validateType(at, type)];
  });
}

function validateType(path: string, type: ColumnType): ConfigViolation[] {
  if (type.kind === "struct") return validateFields(path, type.fields);
  if (type.kind === "array") return validateType(`${path}[]`, type.element);
  if (type.kind === "map") return validateType(`${path}{}`, type.value);
  if (type.kind === "char") return within(`${path}.length`, type.length, 1, 255);
  if (type.kind === "varchar") return within(`${path}.length`, type.length, 1, 65_535);
  if (type.kind !== "decimal") return [];
  return [
    ...within(`${path}.precision`, type.precision, 1, 38),
    ...within(`${path}.scale`, type.scale, 0, type.precision),
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
    return type === undefined ? violations : [...violations, ...validateType(at, type)];
  });
}

function within(path: string, value: number, min: number, max: number): ConfigViolation[] {
  if (Number.isInteger(value) && value >= min && value <= max) return [];
  return [datasetViolation(path, "is out of range", value, `an integer from ${min} to ${max}`)];
}
