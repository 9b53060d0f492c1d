import { join, literal, SQL, type Sql } from "../../duckdb/sql";
import { QueryError, unsupported } from "../query-error";
import type { JsonClauses, JsonFallback } from "../sql/syntax-tree";
import { castOf } from "../translation/expressions/cast";
import { coerce, typed, type TypedSql } from "../translation/expressions/typed-sql";
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

/** What a JSON function has if there is no value, or more than one. */
interface Fallbacks {
  readonly onEmpty: JsonFallback;
  readonly onError: JsonFallback;
}

/**
 * The value that a UDF's outcome stands for: it is bound once, by a lambda, and may be a fallback.
 *
 * @param outcome writes the call of the UDF
 * @param value writes the value of the text after the outcome's letter
 */
function resolved(
  call: FunctionCall,
  outcome: () => Sql,
  type: TrinoType,
  value: (text: Sql) => Sql,
  { onEmpty, onError }: Fallbacks,
): TypedSql {
  const found = call.expressions.context.state.alias();
  const [empty, failed] = [fallback(call, onEmpty, type), fallback(call, onError, type)];
  return typed(type, () => {
    const row = found();
    const text = SQL`substr(${row}, 2)`;
    const result = value(text);
    return SQL`list_transform([${outcome()}], lambda ${row}: CASE
    WHEN ${row} IS NULL OR ${row} = 'n' THEN NULL
    WHEN ${row} = 'e' THEN ${empty(SQL`'JSON_VALUE_RESULT_ERROR'`, row)}
    WHEN left(${row}, 1) = 'x' THEN ${failed(text, row)}
    WHEN ${result} IS NULL THEN ${failed(SQL`'JSON_VALUE_RESULT_ERROR'`, row)}
    ELSE ${result} END)[1]`;
  });
}

/** What writes a fallback. @returns its parameters are the code of an error, and a value of the row for it to depend on */
function fallback(
  call: FunctionCall,
  given: JsonFallback,
  type: TrinoType,
): (code: Sql, row: Sql) => Sql {
  switch (given.kind) {
    case "null":
      return () => SQL`CAST(NULL AS ${duckDbTypeOf(type)})`;
    case "error":
      return (code, row) =>
        SQL`CAST(trino_fail(${code} || ${literal(`: ${call.node.name} has no result`)} || left(${row}, 0)) AS ${duckDbTypeOf(type)})`;
    case "array":
      return () => SQL`'[]'`;
    case "object":
      return () => SQL`'{}'`;
    case "true":
    case "false":
      return () => literal(given.kind === "true");
    case "default": {
      const value = call.arg(given.argument);
      if (!canCoerce(value.type, type)) {
        throw unsupported(
          `DEFAULT of type ${typeName(value.type)} of ${call.node.name}`,
          call.node,
        );
      }
      return () => coerce(value, type);
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

/** What writes the JSON text of a value; that of null is `null`. */
function jsonOf(call: FunctionCall, index: number): () => Sql {
  const { sql, type } = call.arg(index);
  if (type.kind === "unknown") return () => SQL`'null'`;
  if (type.kind === "varchar") return () => SQL`coalesce(trino_json_string(${sql()}), 'null')`;
  if (type.kind !== "boolean" && type.kind !== "decimal" && !isIntegerType(type)) {
    throw unsupported(`json_object of a value of type ${typeName(type)}`, call.node);
  }
  return () => SQL`coalesce(CAST(${sql()} AS VARCHAR), 'null')`;
}

/** JSON functions of standard SQL, over a varchar and a literal path of members and items. */
export const SQL_JSON_FUNCTIONS: Readonly<Record<string, FunctionRule>> = {
  json_exists: (call) => {
    const { path, onError = { kind: "false" } } = clausesOf(call);
    const json = call.argAs(0, VARCHAR);
    const outcome = () => SQL`trino_sql_json_exists(${json.sql()}, ${literal(path)})`;
    return resolved(call, outcome, BOOLEAN, (text) => SQL`(${text} = 'true')`, {
      onEmpty: { kind: "null" },
      onError,
    });
  },
  json_value: (call) => {
    const clauses = clausesOf(call);
    const { path, returning, onEmpty = { kind: "null" }, onError = { kind: "null" } } = clauses;
    const type = returning === undefined ? VARCHAR : resolveType(returning);
    const target = targetOf(type, call);
    const json = call.argAs(0, VARCHAR);
    const outcome = () =>
      SQL`trino_sql_json_value(${json.sql()}, ${literal(path)}, ${literal(target)})`;
    const value =
      type.kind === "varchar"
        ? (text: Sql) => text
        : castOf({ type: VARCHAR }, type, true, call.node);
    return resolved(call, outcome, type, value, { onEmpty, onError });
  },
  json_object: (call) => {
    const keys = new Set<string>();
    const members = call.node.args.flatMap((key, index) => {
      if (index % 2 === 1) return [];
      if (key.kind !== "string" || keys.has(key.text)) {
        throw unsupported("A key of json_object that is not a literal, or is there twice", key);
      }
      keys.add(key.text);
      return [{ key: `${jacksonString(key.text)}:`, value: jsonOf(call, index + 1) }];
    });
    return typed(VARCHAR, () => {
      const texts = members.map(({ key, value }) => SQL`${literal(key)} || ${value()}`);
      const content = texts.length === 0 ? SQL`''` : join(texts, SQL` || ',' || `);
      return SQL`('{' || ${content} || '}')`;
    });
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
    const json = call.argAs(0, VARCHAR);
    const quotes = omitQuotes ? "omit" : "keep";
    const outcome = () =>
      SQL`trino_sql_json_query(${json.sql()}, ${literal(path)}, ${literal(wrapper)}, ${literal(quotes)})`;
    return resolved(call, outcome, VARCHAR, (text) => text, { onEmpty, onError });
  },
};
