import { SQL, type Sql } from "../../duckdb/sql";
import { QueryError, unsupported } from "../query-error";
import { BIGINT, BOOLEAN, JSON_TYPE, type TrinoType, VARCHAR } from "../types/trino-type";
import { parseJsonPath } from "../engine/udf/json/json-path";
import { typed, type TypedSql } from "../translation/expressions/typed-sql";
import type { FunctionCall } from "./function-call";
import { callTo, signature, type FunctionRule, overloads } from "./signature";

/** A function of a document, either json or varchar, and a literal path, which is validated in the analysis. */
const byPath =
  (name: Sql, type: TrinoType): FunctionRule =>
  (call) => {
    call.requireArity(2);
    const [json, place] = [document(call), path(call)];
    return typed(type, () => SQL`${name}(${json.sql()}, ${place.sql()})`);
  };

function document(call: FunctionCall): TypedSql {
  const value = call.arg(0);
  return value.type.kind === "json" ? value : call.argAs(0, VARCHAR);
}

function path(call: FunctionCall): TypedSql {
  const text = call.stringLiteral(1);
  if (text === undefined)
    throw unsupported(`A JSON path of ${call.node.name} that is not a literal`, call.node);
  if (parseJsonPath(text) === undefined) {
    if (/\*|\.\.|\?|\(/.test(text)) throw unsupported(`The JSON path '${text}'`, call.argNode(1));
    const reason = `Invalid JSON path: '${text}'`;
    throw new QueryError("INVALID_FUNCTION_ARGUMENT", reason, call.argNode(1));
  }
  return call.argAs(1, VARCHAR);
}

const extractScalar = byPath(SQL`trino_json_extract_scalar`, VARCHAR);

/** JSON functions. */
export const JSON_FUNCTIONS: Readonly<Record<string, FunctionRule>> = {
  json_extract: byPath(SQL`trino_json_extract`, JSON_TYPE),
  json_extract_scalar: (call) => {
    const value = extractScalar(call);
    const { type } = call.arg(0);
    // A part of a text is no longer than the text.
    return type.kind === "varchar" ? { ...value, type } : value;
  },
  json_size: byPath(SQL`trino_json_size`, BIGINT),
  json_parse: overloads(signature([VARCHAR], JSON_TYPE, callTo(SQL`trino_json_parse`))),
  json_format: overloads(signature([JSON_TYPE], VARCHAR, (json) => json)),
  json_array_length: (call) => {
    call.requireArity(1);
    const json = document(call);
    return typed(BIGINT, () => SQL`trino_json_array_length(${json.sql()})`);
  },
  is_json_scalar: (call) => {
    call.requireArity(1);
    const json = document(call);
    return typed(BOOLEAN, () => SQL`CAST(trino_is_json_scalar(${json.sql()}) AS BOOLEAN)`);
  },
};
