import {
  isArray,
  isObject,
  JsonNumber,
  jsonText,
  type JsonValue,
  parseDocuments,
} from "../../../../formats/openx-json";
import { parseJsonPath } from "./json-path";

/** Parses a JSON document; undefined if the text is not one. */
export function parseJson(text: string): JsonValue | undefined {
  try {
    const documents = parseDocuments(text, { caseInsensitive: false });
    return documents.length === 1 ? documents[0] : undefined;
  } catch {
    return undefined;
  }
}

/** The value at a JSON path; undefined if there is none. */
export function extractJson(document: JsonValue | undefined, path: string): JsonValue | undefined {
  let value = document;
  for (const step of parseJsonPath(path) ?? []) {
    if (value === undefined) return undefined;
    if (typeof step === "number") value = isArray(value) ? value[step] : undefined;
    else value = isObject(value) ? value.get(step) : undefined;
  }
  return value;
}

/** The text of a scalar; null for null, undefined for arrays and objects. */
export function scalarText(value: JsonValue | undefined): string | null | undefined {
  if (value === null || value === undefined) return value;
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return String(value);
  return value instanceof JsonNumber ? value.text : undefined;
}

/** Compact JSON with sorted keys, as Trino's `json_parse` returns it. */
export function canonicalJson(value: JsonValue): string {
  return jsonText(sorted(value));
}

function sorted(value: JsonValue): JsonValue {
  if (isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  const keys = [...value.keys()].sort();
  return new Map(keys.map((key) => [key, sorted(value.get(key) ?? null)]));
}
