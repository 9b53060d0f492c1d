import type { FileSource } from "../../dataset/file-source";
import type { ConfigViolation } from "../config-violation";
import { datasetViolation } from "./dataset-violation";

/** Validates how files of a dataset are read. */
export function validateSource(path: string, source: FileSource | undefined): ConfigViolation[] {
  const { jq, csv, convertValues } = source ?? {};
  return [
    ...checkText(`${path}.jq`, jq, /\S/, "a jq expression, such as .features[]"),
    ...checkFlag(`${path}.convertValues`, convertValues),
    ...checkText(`${path}.csv.delimiter`, csv?.delimiter, oneCharacter, "one character"),
    ...checkText(`${path}.csv.quote`, csv?.quote, oneCharacter, "one character"),
    ...checkFlag(`${path}.csv.header`, csv?.header),
  ];
}

const oneCharacter = /^[^\r\n]$/u;

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
