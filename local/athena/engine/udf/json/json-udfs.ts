import { BIGINT, DOUBLE, VARCHAR } from "@duckdb/node-api";

import { isArray, isJsonObject, type JsonValue } from "../../../../../formats/openx-json";
import { parseJsonPath } from "./json-path";
import { findJson } from "./json-stream";
import { elementText, jacksonString, jsonDouble } from "./json-text";
import { canonicalJson, copiedJson, parseJson, type ScalarTarget, scalarText } from "./json-values";
import { udf, type ScalarUdfs } from "../scalar-udf";

/** JSON functions. A JSON value is its text; lists are returned as JSON arrays of strings. */
export const JSON_UDFS: ScalarUdfs = {
  trino_json_parse: udf([VARCHAR], VARCHAR, (text: string) => {
    const value = parseJson(text);
    if (value === undefined) {
      throw new Error(`INVALID_FUNCTION_ARGUMENT: Cannot convert value to JSON: '${text}'`);
    }
    return canonicalJson(value);
  }),
  trino_json_extract: udf([VARCHAR, VARCHAR], VARCHAR, (text: string, path: string) => {
    const found = findJson(text, parseJsonPath(path) ?? []);
    return found === undefined ? null : copiedJson(found.text);
  }),
  trino_json_extract_scalar: udf([VARCHAR, VARCHAR], VARCHAR, (text: string, path: string) => {
    const found = findJson(text, parseJsonPath(path) ?? [])?.text;
    if (found === undefined || found === "null" || /^[{[]/.test(found)) return null;
    if (!found.startsWith('"')) return found;
    const written: unknown = JSON.parse(found);
    return String(written);
  }),
  trino_json_size: udf([VARCHAR, VARCHAR], BIGINT, (text: string, path: string) => {
    const found = findJson(text, parseJsonPath(path) ?? []);
    return found === undefined ? null : BigInt(found.size);
  }),
  trino_json_array_length: udf([VARCHAR], BIGINT, (text: string) => {
    const found = findJson(text, []);
    return found?.text.startsWith("[") === true ? BigInt(found.size) : null;
  }),
  trino_is_json_scalar: udf([VARCHAR], VARCHAR, (text: string) => {
    const value = parseJson(text);
    if (value === undefined) {
      throw new Error(`INVALID_FUNCTION_ARGUMENT: Invalid JSON value: ${text}`);
    }
    return String(!isArray(value) && !isJsonObject(value));
  }),
  trino_json_string: udf([VARCHAR], VARCHAR, jacksonString),
  trino_json_double: udf([DOUBLE], VARCHAR, jsonDouble),
  trino_json_scalar: udf([VARCHAR, VARCHAR], VARCHAR, (json: string, target: ScalarTarget) => {
    const text = scalarText(parseJson(json), target);
    if (text === undefined) throw cannotCast(json, "a scalar");
    return text;
  }),
  trino_json_array_items: udf([VARCHAR], VARCHAR, (json: string) => {
    const value = parseJson(json);
    if (value === null || value === undefined) return null;
    if (!isArray(value)) throw cannotCast(json, "an array");
    return JSON.stringify(value.map(elementText));
  }),
  trino_json_values_text: udf([VARCHAR], VARCHAR, (json: string) =>
    listOfMap(json, (members) => [...members.values()].map(elementText)),
  ),
  trino_json_keys_text: udf([VARCHAR], VARCHAR, (json: string) =>
    listOfMap(json, (members) => [...members.keys()]),
  ),
  /** The value of a row's field. @param width the number of the row's fields */
  trino_json_member: udf(
    [VARCHAR, VARCHAR, BIGINT, BIGINT],
    VARCHAR,
    (json: string, name: string, place: bigint, width: bigint) => {
      const value = parseJson(json);
      if (value === null || value === undefined) return null;
      if (isArray(value) ? BigInt(value.length) !== width : !isJsonObject(value)) {
        throw cannotCast(json, `a row of ${width} fields`);
      }
      const member = isArray(value)
        ? value[Number(place)]
        : isJsonObject(value)
          ? memberNamed(value, name, json)
          : undefined;
      return member === undefined || member === null ? null : elementText(member);
    },
  ),
};

function listOfMap(
  json: string,
  list: (members: ReadonlyMap<string, JsonValue>) => readonly string[],
): string | null {
  const value = parseJson(json);
  if (value === null || value === undefined) return null;
  if (!isJsonObject(value)) throw cannotCast(json, "a map");
  return JSON.stringify(list(value));
}

function memberNamed(
  object: ReadonlyMap<string, JsonValue>,
  name: string,
  json: string,
): JsonValue | undefined {
  const [key, other] = [...object.keys()].filter(
    (candidate) => candidate.toLowerCase() === name.toLowerCase(),
  );
  if (other !== undefined) throw cannotCast(json, `a row with one field '${name}'`);
  return key === undefined ? undefined : object.get(key);
}

function cannotCast(json: string, what: string): Error {
  return new Error(`INVALID_CAST_ARGUMENT: Cannot cast '${json}' to ${what}`);
}
