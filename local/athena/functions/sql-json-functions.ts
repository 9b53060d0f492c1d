import { join, literal, SQL, type Sql } from "../../duckdb/sql";
import { QueryError, unsupported } from "../query-error";
import type { JsonClauses, JsonFallback } from "../sql/syntax-tree";
import { castTo } from "../translation/expressions/cast";
import { coerce } from "../translation/expressions/typed-sql";
import { canCoerce } from "../types/coercion";
import { duckDbTypeOf } from "../types/duckdb-type";
import { resolveType } from "../types/resolve-type";
import { BOOLEAN, isIntegerType, type TrinoType, typeName, VARCHAR } from "../types/trino-type";
import { jacksonString } from "../engine/udf/json/json-text";
import { parseSqlJsonPath } from "../engine/udf/json/sql-json-path";
import type { FunctionCall } from "./function-call";
import type { FunctionRule } from "./signature";

/** The clauses of a call, of which the path was checked. */
function clausesOf(call: FunctionCall): JsonClauses {
  const { json } = call.node;
  if (json === undefined) throw call.noMatchingSignature();
  if (!/^\s*(?:lax|strict)\b/i.test(json.path)) {
    const reason = `The JSON path '${json.path}' must start with lax or strict`;
    throw new QueryError("SYNTAX_ERROR", reason, json.position);
  }
  if (parseSqlJsonPath(json.path) === undefined) {
    throw unsupported(`The JSON path '${json.path}' of ${call.node.name}`, json.position);
  }
  const { kind } = call.arg(0).type;
  if (kind === "json") {
    const reason = `${call.node.name} takes a text, not a value of type json: use json_format`;
    throw new QueryError("TYPE_MISMATCH", reason, call.node);
  }
  if (kind !== "varchar" && kind !== "unknown") {
    throw unsupported(`${call.node.name} of a value of type ${kind}`, call.node);
  }
  return json;
}

/**
 * The value that a UDF's outcome stands for: it is bound once, by a lambda, and may be a fallback.
 *
 * @param value SQL of the value of the text after the outcome's letter
 * @param fails whether that text may be no value of the type
 */
function resolved(
  call: FunctionCall,
  outcome: Sql,
  type: TrinoType,
  value: (text: Sql) => Sql,
  fallback: { readonly onEmpty: JsonFallback; readonly onError: JsonFallback },
): Sql {
  const found = call.expressions.context.state.alias();
  const text = SQL`substr(${found}, 2)`;
  const result = value(text);
  const empty = fallbackSql(call, fallback.onEmpty, type, SQL`'JSON_VALUE_RESULT_ERROR'`, found);
  const failed = fallbackSql(call, fallback.onError, type, text, found);
  const noValue = fallbackSql(call, fallback.onError, type, SQL`'JSON_VALUE_RESULT_ERROR'`, found);
  return SQL`list_transform([${outcome}], lambda ${found}: CASE
    WHEN ${found} IS NULL OR ${found} = 'n' THEN NULL
    WHEN ${found} = 'e' THEN ${empty}
    WHEN left(${found}, 1) = 'x' THEN ${failed}
    WHEN ${result} IS NULL THEN ${noValue}
    ELSE ${result} END)[1]`;
}

function fallbackSql(
  call: FunctionCall,
  fallback: JsonFallback,
  type: TrinoType,
  code: Sql,
  row: Sql,
): Sql {
  const target = duckDbTypeOf(type);
  switch (fallback.kind) {
    case "null":
      return SQL`CAST(NULL AS ${target})`;
    case "error":
      return SQL`CAST(trino_fail(${code} || ${literal(`: ${call.node.name} has no result`)} || left(${row}, 0)) AS ${target})`;
    case "array":
      return SQL`'[]'`;
    case "object":
      return SQL`'{}'`;
    case "true":
    case "false":
      return literal(fallback.kind === "true");
    case "default": {
      const value = call.arg(fallback.argument);
      if (!canCoerce(value.type, type)) {
        throw unsupported(
          `DEFAULT of type ${typeName(value.type)} of ${call.node.name}`,
          call.node,
        );
      }
      return coerce(value, type);
    }
  }
}

/** How a scalar is made a text that is cast to the type. */
function targetOf(type: TrinoType, call: FunctionCall): string {
  if (type.kind === "varchar" && type.length === undefined) return "varchar";
  if (type.kind === "boolean") return "boolean";
  if (isIntegerType(type)) return "integer";
  if (type.kind === "double") return "number";
  throw unsupported(`RETURNING ${typeName(type)}`, call.node);
}

/** The JSON text of a value; that of null is `null`. */
function jsonOf(call: FunctionCall, index: number): Sql {
  const { sql, type } = call.arg(index);
  if (type.kind === "unknown") return SQL`'null'`;
  if (type.kind === "varchar") return SQL`coalesce(trino_json_string(${sql}), 'null')`;
  if (type.kind !== "boolean" && type.kind !== "decimal" && !isIntegerType(type)) {
    throw unsupported(`json_object of a value of type ${typeName(type)}`, call.node);
  }
  return SQL`coalesce(CAST(${sql} AS VARCHAR), 'null')`;
}

/** JSON functions of standard SQL, over a varchar and a literal path of members and items. */
export const SQL_JSON_FUNCTIONS: Readonly<Record<string, FunctionRule>> = {
  json_exists: (call) => {
    const { path, onError = { kind: "false" } } = clausesOf(call);
    const outcome = SQL`trino_sql_json_exists(${call.argAs(0, VARCHAR)}, ${literal(path)})`;
    const sql = resolved(call, outcome, BOOLEAN, (text) => SQL`(${text} = 'true')`, {
      onEmpty: { kind: "null" },
      onError,
    });
    return { sql, type: BOOLEAN };
  },
  json_value: (call) => {
    const clauses = clausesOf(call);
    const { path, returning, onEmpty = { kind: "null" }, onError = { kind: "null" } } = clauses;
    const type = returning === undefined ? VARCHAR : resolveType(returning);
    const target = targetOf(type, call);
    const outcome = SQL`trino_sql_json_value(${call.argAs(0, VARCHAR)}, ${literal(path)}, ${literal(target)})`;
    const value = (text: Sql) =>
      type.kind === "varchar" ? text : castTo({ sql: text, type: VARCHAR }, type, true, call.node);
    return { sql: resolved(call, outcome, type, value, { onEmpty, onError }), type };
  },
  json_object: (call) => {
    const keys = new Set<string>();
    const members = call.node.args.flatMap((key, index) => {
      if (index % 2 === 1) return [];
      if (key.kind !== "string" || keys.has(key.text)) {
        throw unsupported("A key of json_object that is not a literal, or is there twice", key);
      }
      keys.add(key.text);
      return [SQL`${literal(`${jacksonString(key.text)}:`)} || ${jsonOf(call, index + 1)}`];
    });
    const content = members.length === 0 ? SQL`''` : join(members, SQL` || ',' || `);
    return { sql: SQL`('{' || ${content} || '}')`, type: VARCHAR };
  },
  json_query: (call) => {
    const clauses = clausesOf(call);
    const { path, returning, wrapper, omitQuotes } = clauses;
    const { onEmpty = { kind: "null" }, onError = { kind: "null" } } = clauses;
    if (returning !== undefined) throw unsupported("RETURNING of json_query", call.node);
    if (omitQuotes && wrapper !== "none") {
      const reason = "OMIT QUOTES behavior specified with WITH ARRAY WRAPPER behavior";
      throw new QueryError("INVALID_FUNCTION_ARGUMENT", reason, call.node);
    }
    const outcome = SQL`trino_sql_json_query(${call.argAs(0, VARCHAR)}, ${literal(path)}, ${literal(wrapper)}, ${literal(omitQuotes ? "omit" : "keep")})`;
    const sql = resolved(call, outcome, VARCHAR, (text) => text, { onEmpty, onError });
    return { sql, type: VARCHAR };
  },
};
