import { VARCHAR } from "@duckdb/node-api";

import { fitsInteger } from "../../../../../formats/integer-range";
import {
  isArray,
  isJsonObject,
  JsonNumber,
  type JsonValue,
} from "../../../../../formats/openx-json";
import { type ScalarUdfs, udf } from "../scalar-udf";
import { findJson } from "./json-stream";
import { isWhole, jacksonText } from "./json-text";
import { parseJson, type ScalarTarget, scalarText } from "./json-values";
import { parseSqlJsonPath, PathEvaluationError, selectJson } from "./sql-json-path";

/**
 * What a path has in a document: `v` and the text of the value, `n` for null, `e` for nothing, `x` and the name of an
 * error.
 */
function outcome(text: string, path: string, use: (items: JsonValue[]) => string): string {
  const parsed = parseSqlJsonPath(path);
  if (parsed === undefined) return "xINVALID_PATH";
  // As Jackson's, the parser stops at the end of the first document.
  const first = findJson(text, [])?.text;
  // To it, no document is null.
  const document = first === undefined ? nothingAsNull(text) : parseJson(first);
  if (document === undefined) return "xJSON_INPUT_CONVERSION_ERROR";
  try {
    return use(selectJson(document, parsed));
  } catch (error) {
    if (error instanceof PathEvaluationError) return "xPATH_EVALUATION_ERROR";
    throw error;
  }
}

function nothingAsNull(text: string): JsonValue | undefined {
  return /^[ \t\r\n]*$/.test(text) ? null : undefined;
}

/** `json_exists`, `json_query` and `json_value`. */
export const SQL_JSON_UDFS: ScalarUdfs = {
  trino_sql_json_exists: udf([VARCHAR, VARCHAR], VARCHAR, (text: string, path: string) =>
    outcome(text, path, (items) => (items.length > 0 ? "vtrue" : "vfalse")),
  ),
  trino_sql_json_value: udf(
    [VARCHAR, VARCHAR, VARCHAR],
    VARCHAR,
    (text: string, path: string, target: ScalarTarget) =>
      outcome(text, path, (items) => {
        const [item] = items;
        if (item === undefined) return "e";
        if (items.length > 1 || isArray(item) || isJsonObject(item)) {
          return "xJSON_VALUE_RESULT_ERROR";
        }
        if (item instanceof JsonNumber && isWhole(item.text)) {
          const value = BigInt(item.text);
          if (!fitsInteger(value, "bigint")) return "xJSON_VALUE_RESULT_ERROR";
          // Minus zero is zero.
          return `v${scalarText(new JsonNumber(String(value)), target) ?? ""}`;
        }
        const shown = scalarText(item, target);
        return shown === null || shown === undefined ? "n" : `v${shown}`;
      }),
  ),
  trino_sql_json_query: udf(
    [VARCHAR, VARCHAR, VARCHAR, VARCHAR],
    VARCHAR,
    (text: string, path: string, wrapper: string, quotes: string) =>
      outcome(text, path, (items) => {
        const [item] = items;
        if (item === undefined) return "e";
        const nested = isArray(item) || isJsonObject(item);
        const wraps =
          wrapper === "always" || (wrapper === "conditional" && (items.length > 1 || !nested));
        if (wraps) return `v[${items.map((each) => jacksonText(each)).join(",")}]`;
        if (items.length > 1) return "xJSON_OUTPUT_CONVERSION_ERROR";
        return `v${quotes === "omit" && typeof item === "string" ? item : jacksonText(item)}`;
      }),
  ),
};
