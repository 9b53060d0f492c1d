import { BIGINT, VARCHAR } from "@duckdb/node-api";

import { isArray, isObject, jsonText } from "../../../../formats/openx-json";
import { canonicalJson, extractJson, parseJson, scalarText } from "./json-values";
import { udf, type ScalarUdfs } from "./scalar-udf";

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
    const value = extractJson(parseJson(text), path);
    return value === undefined ? null : jsonText(value);
  }),
  trino_json_extract_scalar: udf(
    [VARCHAR, VARCHAR],
    VARCHAR,
    (text: string, path: string) => scalarText(extractJson(parseJson(text), path)) ?? null,
  ),
  trino_json_size: udf([VARCHAR, VARCHAR], BIGINT, (text: string, path: string) => {
    const value = extractJson(parseJson(text), path);
    if (value === undefined) return null;
    return BigInt(isArray(value) ? value.length : isObject(value) ? value.size : 0);
  }),
  trino_json_array_length: udf([VARCHAR], BIGINT, (text: string) => {
    const value = parseJson(text);
    return value !== undefined && isArray(value) ? BigInt(value.length) : null;
  }),
  trino_json_string: udf([VARCHAR], VARCHAR, (text: string) => JSON.stringify(text)),
  trino_json_scalar: udf([VARCHAR], VARCHAR, (json: string) => {
    const text = scalarText(parseJson(json));
    if (text === undefined) throw cannotCast(json, "a scalar");
    return text;
  }),
  trino_json_items_text: udf([VARCHAR], VARCHAR, (json: string) => {
    const value = parseJson(json);
    if (value === null || value === undefined) return null;
    if (!isArray(value) && !isObject(value)) throw cannotCast(json, "an array or a map");
    return JSON.stringify([...value.values()].map(jsonText));
  }),
  trino_json_keys_text: udf([VARCHAR], VARCHAR, (json: string) => {
    const value = parseJson(json);
    if (value === null || value === undefined) return null;
    if (!isObject(value)) throw cannotCast(json, "a map");
    return JSON.stringify([...value.keys()]);
  }),
  trino_json_member: udf(
    [VARCHAR, VARCHAR, BIGINT],
    VARCHAR,
    (json: string, name: string, place: bigint) => {
      const value = parseJson(json);
      if (value === null || value === undefined) return null;
      if (!isArray(value) && !isObject(value)) throw cannotCast(json, "a row");
      const member = isArray(value) ? value[Number(place)] : memberNamed(value, name);
      return member === undefined || member === null ? null : jsonText(member);
    },
  ),
};

function memberNamed(object: ReadonlyMap<string, Parameters<typeof jsonText>[0]>, name: string) {
  const key = [...object.keys()].find(
    (candidate) => candidate.toLowerCase() === name.toLowerCase(),
  );
  return key === undefined ? undefined : object.get(key);
}

function cannotCast(json: string, what: string): Error {
  return new Error(`INVALID_CAST_ARGUMENT: Cannot cast '${json}' to ${what}`);
}
