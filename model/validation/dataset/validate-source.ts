import { isRecord } from "../../../errors/is-record";
import type { FileSource } from "../../dataset/file-source";
import type { ConfigViolation } from "../config-violation";
import { datasetViolation } from "./dataset-violation";

/** Validates how files of a dataset are read. */
export function validateSource(path: string, source: FileSource | undefined): ConfigViolation[] {
  const { jq, csv, convertValues } = source ?? {};
  return [
    ...checkRecord(path, source, 'settings such as { jq: ".features[]" }'),
    ...checkRecord(`${path}.csv`, csv, 'settings such as { delimiter: ";" }'),
    ...checkText(`${path}.jq`, jq, /\S/, "a jq expression, such as .features[]"),
    ...checkFlag(`${path}.convertValues`, convertValues),
    ...checkText(`${path}.csv.delimiter`, csv?.delimiter, oneCharacter, "one character"),
    ...checkText(`${path}.csv.quote`, csv?.quote, characterOrNone, "one character or none"),
    ...checkText(`${path}.csv.escape`, csv?.escape, oneCharacter, "one character"),
    ...checkText(`${path}.csv.comment`, csv?.comment, oneCharacter, "one character"),
    ...checkFlag(`${path}.csv.header`, csv?.header),
  ];
}

const oneCharacter = /^[^\r\n]$/u;
const characterOrNone = /^[^\r\n]?$/u;

function checkRecord(path: string, value: unknown, expected: string): ConfigViolation[] {
  if (value === undefined || isRecord(value)) return [];
  return [datasetViolation(path, "is not an object", value, expected)];
}

function checkText(
  path: string,
  value: unknown,
  pattern: RegExp,
  expected: string,
): ConfigViolation[] {
  if (value === undefined || (typeof value === "string" && pattern.test(value))) return [];
  return [datasetViolation(path, "has an invalid value", value, expected)];
}

function checkFlag(path: string, value: unknown): ConfigViolation[] {
  if (value === undefined || typeof value === "boolean") return [];
  return [datasetViolation(path, "is not a boolean", value, "true or false")];
}
