import { fitsInteger } from "../../../../../formats/integer-range";
import {
  isArray,
  isJsonObject,
  JsonNumber,
  type JsonValue,
  parseDocuments,
} from "../../../../../formats/openx-json";
import { formatScientificDouble } from "../java-number-format";
import { isWhole, jacksonNumber, jacksonString, jacksonText } from "./json-text";

/** Parses a JSON document, of equal keys the last; undefined if the text is not one. */
export function parseJson(text: string): JsonValue | undefined {
  try {
    const documents = parseDocuments(text, { caseInsensitive: false, duplicateKeys: "last" });
    return documents.length === 1 ? documents[0] : undefined;
  } catch {
    return undefined;
  }
}

/** Compact JSON with sorted keys, as Trino's `json_parse` returns it. */
export function canonicalJson(value: JsonValue): string {
  return jacksonText(sorted(value));
}

function sorted(value: JsonValue): JsonValue {
  if (isArray(value)) return value.map(sorted);
  if (!isJsonObject(value)) return value;
  const keys = [...value.keys()].sort();
  return new Map(keys.map((key) => [key, sorted(value.get(key) ?? null)]));
}

const TOKEN = /"(?:[^"\\]|\\[^])*"|[ \t\r\n]+|-?\d[\d.eE+-]*/g;

/** Compact JSON of a valid document, with its keys in their order, as Trino's `json_extract` copies it. */
export function copiedJson(text: string): string {
  return text.replace(TOKEN, (token) => {
    if (token.startsWith('"')) {
      const written: unknown = JSON.parse(token);
      return jacksonString(String(written));
    }
    return /^\s/.test(token) ? "" : jacksonNumber(token);
  });
}

/** The kind of value that a JSON scalar is cast to. */
export type ScalarTarget = "varchar" | "boolean" | "integer" | "number";

/**
 * A JSON scalar as the text of which the cast to its target type is made; null for null, undefined for what is not a
 * scalar. Strings are cast as varchars are, numbers and booleans as theirs.
 */
export function scalarText(value: JsonValue | undefined, target: ScalarTarget) {
  if (value === null || value === undefined || typeof value === "string") return value;
  if (typeof value === "boolean") {
    if (target === "integer" || target === "number") return value ? "1" : "0";
    return String(value);
  }
  return value instanceof JsonNumber ? numberText(value.text, target) : undefined;
}

function numberText(text: string, target: ScalarTarget): string {
  if (target === "boolean" && (!isWhole(text) || isBigint(text))) {
    return Number(text) === 0 ? "false" : "true";
  }
  if (isWhole(text) || target === "number") return text;
  const value = Number(text);
  return target === "varchar" ? formatScientificDouble(value) : roundedText(value);
}

function isBigint(text: string): boolean {
  return fitsInteger(BigInt(text), "bigint");
}

/** Rounded half away from zero; a text that is no integer where it has none. */
function roundedText(value: number): string {
  const rounded = Math.sign(value) * Math.round(Math.abs(value));
  return Number.isFinite(rounded) ? String(BigInt(rounded)) : String(value);
}
