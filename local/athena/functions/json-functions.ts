import { SQL, type Sql } from "../../duckdb/sql";
import { QueryError, unsupported } from "../query-error";
import { BIGINT, BOOLEAN, JSON_TYPE, type TrinoType, VARCHAR } from "../types/trino-type";
import { parseJsonPath } from "../engine/udf/json/json-path";
import type { FunctionCall } from "./function-call";
import { callTo, signature, type FunctionRule, overloads } from "./signature";

/** A function of a document, either json or varchar, and a literal path, which is validated in translation. */
const byPath =
  (name: Sql, type: TrinoType): FunctionRule =>
  (call) => {
    call.requireArity(2);
    return { sql: SQL`${name}(${document(call)}, ${path(call)})`, type };
  };

function document(call: FunctionCall): Sql {
  const { sql, type } = call.arg(0);
  if (type.kind === "json") return sql;
  return call.argAs(0, VARCHAR);
}

function path(call: FunctionCall): Sql {
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

/** JSON functions. */
export const JSON_FUNCTIONS: Readonly<Record<string, FunctionRule>> = {
  json_extract: byPath(SQL`trino_json_extract`, JSON_TYPE),
  json_extract_scalar: (call) => {
    const { type } = call.arg(0);
    // A part of a text is no longer than the text.
    const part = type.kind === "varchar" ? type : VARCHAR;
    return byPath(SQL`trino_json_extract_scalar`, part)(call);
  },
  json_size: byPath(SQL`trino_json_size`, BIGINT),
  json_parse: overloads(signature([VARCHAR], JSON_TYPE, callTo(SQL`trino_json_parse`))),
  json_format: overloads(signature([JSON_TYPE], VARCHAR, (json) => json)),
  json_array_length: (call) => {
    call.requireArity(1);
    return { sql: SQL`trino_json_array_length(${document(call)})`, type: BIGINT };
  },
  is_json_scalar: (call) => {
    call.requireArity(1);
    return { sql: SQL`CAST(trino_is_json_scalar(${document(call)}) AS BOOLEAN)`, type: BOOLEAN };
  },
};
