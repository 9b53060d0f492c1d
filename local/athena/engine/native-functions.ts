import {
  BIGINT,
  BOOLEAN,
  DOUBLE,
  type DuckDBConnection,
  DuckDBScalarFunction,
  DuckDBTimestampValue,
  type DuckDBType,
  type DuckDBValue,
  FLOAT,
  STRUCT,
  structValue,
  TIMESTAMP,
  VARCHAR,
} from "@duckdb/node-api";

import { isArray, isObject, jsonText } from "../../firehose/openx-json";
import { javaDoubleText, javaFloatText } from "./java-number-text";
import { javaRegExp, javaReplacement } from "./java-regexp";
import { canonicalJson, jsonAt, readJson, scalarText } from "./json-text";
import { type Moment, parseIso8601, parseMoment } from "./moment-text";
import { zoneId } from "./time-zone";

/** A function that DuckDB calls in JavaScript; with a null among its arguments it gives null and isn't called. */
interface NativeFunction {
  readonly takes: readonly DuckDBType[];
  readonly gives: DuckDBType;
  readonly call: (...args: never[]) => DuckDBValue;
}

const MOMENT = STRUCT({ i: TIMESTAMP, z: VARCHAR });

const fn = (
  takes: readonly DuckDBType[],
  gives: DuckDBType,
  call: NativeFunction["call"],
): NativeFunction => ({ takes, gives, call });

/** Where exactness needs more than SQL: these are called with DuckDB's values and give DuckDB's values. */
const NATIVE_FUNCTIONS: Readonly<Record<string, NativeFunction>> = {
  // DuckDB's own error() can't stand inside TRY.
  trino_fail: fn([VARCHAR], VARCHAR, (message: string) => {
    throw new Error(message);
  }),
  trino_double_text: fn([DOUBLE], VARCHAR, javaDoubleText),
  trino_real_text: fn([FLOAT], VARCHAR, javaFloatText),
  trino_reverse: fn([VARCHAR], VARCHAR, (text: string) => [...text].reverse().join("")),
  trino_zone: fn([VARCHAR], VARCHAR, zoneId),
  trino_from_iso8601: fn([VARCHAR], MOMENT, (text: string) => moment(parseIso8601(text))),
  trino_parse_moment: fn([VARCHAR, VARCHAR], MOMENT, (text: string, pattern: string) =>
    moment(parseMoment(text, pattern)),
  ),
  trino_regexp_like: fn([VARCHAR, VARCHAR], BOOLEAN, (text: string, pattern: string) => {
    const expression = javaRegExp(pattern);
    expression.lastIndex = 0;
    return expression.test(text);
  }),
  trino_regexp_extract: fn(
    [VARCHAR, VARCHAR, BIGINT],
    VARCHAR,
    (text: string, pattern: string, group: bigint) => {
      const [first] = text.matchAll(javaRegExp(pattern));
      return first === undefined ? null : (groupOf(first, group) ?? null);
    },
  ),
  trino_regexp_extract_all: fn(
    [VARCHAR, VARCHAR, BIGINT],
    VARCHAR,
    (text: string, pattern: string, group: bigint) =>
      JSON.stringify(
        [...text.matchAll(javaRegExp(pattern))].map((match) => groupOf(match, group) ?? null),
      ),
  ),
  trino_regexp_replace: fn(
    [VARCHAR, VARCHAR, VARCHAR],
    VARCHAR,
    (text: string, pattern: string, replacement: string) => {
      const replace = javaReplacement(replacement);
      let result = "";
      let end = 0;
      for (const match of text.matchAll(javaRegExp(pattern))) {
        result += text.slice(end, match.index) + replace(match, match.groups ?? {});
        end = match.index + match[0].length;
      }
      return result + text.slice(end);
    },
  ),
  trino_regexp_split: fn([VARCHAR, VARCHAR], VARCHAR, (text: string, pattern: string) => {
    const parts: string[] = [];
    let end = 0;
    for (const match of text.matchAll(javaRegExp(pattern))) {
      parts.push(text.slice(end, match.index));
      end = match.index + match[0].length;
    }
    return JSON.stringify([...parts, text.slice(end)]);
  }),
  trino_regexp_count: fn([VARCHAR, VARCHAR], BIGINT, (text: string, pattern: string) =>
    BigInt([...text.matchAll(javaRegExp(pattern))].length),
  ),
  trino_url_encode: fn([VARCHAR], VARCHAR, (text: string) =>
    encodeURIComponent(text).replace(/[!'()~]|%20/g, (found) =>
      found === "%20" ? "+" : `%${found.charCodeAt(0).toString(16).toUpperCase()}`,
    ),
  ),
  trino_url_decode: fn([VARCHAR], VARCHAR, (text: string) =>
    decodeURIComponent(text.replaceAll("+", "%20")),
  ),
  trino_json_parse: fn([VARCHAR], VARCHAR, (text: string) => {
    const value = readJson(text);
    if (value === undefined) {
      throw new Error(`INVALID_FUNCTION_ARGUMENT: Cannot convert value to JSON: '${text}'`);
    }
    return canonicalJson(value);
  }),
  trino_json_extract: fn([VARCHAR, VARCHAR], VARCHAR, (text: string, path: string) => {
    const value = jsonAt(readJson(text), path);
    return value === undefined ? null : jsonText(value);
  }),
  trino_json_extract_scalar: fn(
    [VARCHAR, VARCHAR],
    VARCHAR,
    (text: string, path: string) => scalarText(jsonAt(readJson(text), path)) ?? null,
  ),
  trino_json_size: fn([VARCHAR, VARCHAR], BIGINT, (text: string, path: string) => {
    const value = jsonAt(readJson(text), path);
    if (value === undefined) return null;
    return BigInt(isArray(value) ? value.length : isObject(value) ? value.size : 0);
  }),
  trino_json_array_length: fn([VARCHAR], BIGINT, (text: string) => {
    const value = readJson(text);
    return value !== undefined && isArray(value) ? BigInt(value.length) : null;
  }),
  trino_json_string: fn([VARCHAR], VARCHAR, (text: string) => JSON.stringify(text)),
  trino_json_scalar: fn([VARCHAR], VARCHAR, (json: string) => {
    const text = scalarText(readJson(json));
    if (text === undefined) {
      throw new Error(
        `INVALID_CAST_ARGUMENT: Cannot cast '${json}' to a scalar: it is an array or an object`,
      );
    }
    return text;
  }),
  trino_json_items_text: fn([VARCHAR], VARCHAR, (json: string) => {
    const value = readJson(json);
    if (value === null || value === undefined) return null;
    if (!isArray(value) && !isObject(value)) {
      throw new Error(`INVALID_CAST_ARGUMENT: Cannot cast '${json}' to an array or a map`);
    }
    return JSON.stringify([...value.values()].map(jsonText));
  }),
  trino_json_keys_text: fn([VARCHAR], VARCHAR, (json: string) => {
    const value = readJson(json);
    if (value === null || value === undefined) return null;
    if (!isObject(value)) throw new Error(`INVALID_CAST_ARGUMENT: Cannot cast '${json}' to a map`);
    return JSON.stringify([...value.keys()]);
  }),
  trino_json_member: fn(
    [VARCHAR, VARCHAR, BIGINT],
    VARCHAR,
    (json: string, name: string, place: bigint) => {
      const value = readJson(json);
      if (value === null || value === undefined) return null;
      if (isArray(value)) {
        const item = value[Number(place)];
        return item === undefined || item === null ? null : jsonText(item);
      }
      if (!isObject(value))
        throw new Error(`INVALID_CAST_ARGUMENT: Cannot cast '${json}' to a row`);
      const key = [...value.keys()].find(
        (candidate) => candidate.toLowerCase() === name.toLowerCase(),
      );
      const member = key === undefined ? undefined : value.get(key);
      return member === undefined || member === null ? null : jsonText(member);
    },
  ),
};

/** Makes the functions known to a connection. */
export function registerNativeFunctions(connection: DuckDBConnection): void {
  for (const [name, native] of Object.entries(NATIVE_FUNCTIONS)) {
    connection.registerScalarFunction(scalarFunction(name, native));
  }
}

function scalarFunction(
  name: string,
  { takes, gives, call }: NativeFunction,
): DuckDBScalarFunction {
  // DuckDB hands over values of the declared parameter types, which are those that `call` takes.
  const apply = call as (...args: readonly DuckDBValue[]) => DuckDBValue;
  return DuckDBScalarFunction.create({
    name,
    returnType: gives,
    parameterTypes: takes,
    specialHandling: true,
    mainFunction: (_, input, output) => {
      const columns = takes.map((_type, index) => input.getColumnVector(index));
      for (let row = 0; row < input.rowCount; row += 1) {
        const args = columns.map((column) => column.getItem(row));
        output.setItem(row, args.includes(null) ? null : apply(...args));
      }
      output.flush();
    },
  });
}

function moment({ epochMs, zone }: Moment): DuckDBValue {
  return structValue({ i: new DuckDBTimestampValue(BigInt(epochMs) * 1000n), z: zone });
}

function groupOf(match: RegExpExecArray | RegExpMatchArray, group: bigint): string | undefined {
  if (group < 0n || group >= BigInt(match.length)) {
    throw new Error(
      `INVALID_FUNCTION_ARGUMENT: Pattern has ${match.length - 1} groups. Cannot access group ${group}`,
    );
  }
  return match[Number(group)];
}
