import {
  isArray,
  isJsonObject,
  JsonNumber,
  type JsonValue,
} from "../../../../../formats/openx-json";
import { formatJavaDouble } from "../java-number-format";

/** Compact JSON text as Jackson writes it for Trino: numbers as a bigint, a double or a BigInteger. */
export function jacksonText(value: JsonValue, string = jacksonString): string {
  if (value instanceof JsonNumber) return jacksonNumber(value.text);
  if (typeof value === "string") return string(value);
  if (isArray(value)) return `[${value.map((item) => jacksonText(item, string)).join(",")}]`;
  if (isJsonObject(value)) {
    return `{${[...value].map(([key, member]) => `${string(key)}:${jacksonText(member, string)}`).join(",")}}`;
  }
  return String(value);
}

/** A number of a document as json: `12.50` is `12.5`, `1e3` is `1000.0`; beyond a double it is a string. */
export function jacksonNumber(text: string): string {
  if (isWhole(text)) return text === "-0" ? "0" : text;
  return jsonDouble(Number(text));
}

/** Whether the text of a JSON number has neither a fraction nor an exponent. */
export function isWhole(text: string): boolean {
  return /^-?\d+$/.test(text);
}

/** A double as json, which has no number for NaN and infinity. */
export function jsonDouble(value: number): string {
  const text = formatJavaDouble(value);
  return Number.isFinite(value) ? text : `"${text}"`;
}

/** Compact JSON text of what is in an array, a map or a row that json was cast to: no character is escaped for its plane. */
export function elementText(value: JsonValue): string {
  return jacksonText(value, (text) =>
    JSON.stringify(text).replace(/\\u[\da-f]{4}/g, (found) => `\\u${found.slice(2).toUpperCase()}`),
  );
}

/** A string in double quotes. Jackson escapes characters beyond U+FFFF as two surrogates, in upper case. */
export function jacksonString(text: string): string {
  return JSON.stringify(text).replace(/[\ud800-\udfff]|\\u[\da-f]{4}/g, (found) =>
    found.length === 1
      ? `\\u${found.charCodeAt(0).toString(16).toUpperCase()}`
      : `\\u${found.slice(2).toUpperCase()}`,
  );
}
