import { EMPTY, identifier, join, literal, SQL, type Sql } from "../../../duckdb/sql";
import { errorAs } from "../../engine/macros/error-as";
import { unsupported } from "../../query-error";
import { javaText } from "../../translation/expressions/varchar-text";
import { fieldName } from "../../types/duckdb-type";
import { isNumeric, type TrinoType } from "../../types/trino-type";

/** A column of a JSON line. */
export interface JsonColumn {
  readonly name: string;
  readonly type: TrinoType;
  readonly sql: Sql;
}

/**
 * SQL of a row as a line of JSON, as Hive's JSON SerDe of Trino writes it: decimals with all of their digits, the names
 * of fields in lower case. DuckDB's own JSON makes doubles of decimals, and writes `NaN`, which is no JSON.
 *
 * @throws QueryError NOT_SUPPORTED for a binary value: Trino writes its bytes as text, which loses some
 * @see https://github.com/trinodb/trino/blob/476/lib/trino-hive-formats/src/main/java/io/trino/hive/formats/line/json/JsonSerializer.java
 */
export function jsonLine(columns: readonly JsonColumn[]): Sql {
  return object(
    columns.map(({ name, type, sql }) => [name, jsonValue(sql, type, 0)] as const),
    SQL`''`,
  );
}

/** @param depth of the value in lists and maps, which names the parameters of lambdas */
function jsonValue(sql: Sql, type: TrinoType, depth: number): Sql {
  return SQL`coalesce(${presentValue(sql, type, depth)}, 'null')`;
}

/** SQL of the text of a value; null for null. */
function presentValue(sql: Sql, type: TrinoType, depth: number): Sql {
  const item = identifier(`item${depth}`);
  if (type.kind === "real" || type.kind === "double") return plainText(finite(sql), type);
  if (isPlain(type)) return plainText(sql, type);
  switch (type.kind) {
    case "array":
      return SQL`'[' || array_to_string(list_transform(${sql}, lambda ${item}: ${jsonValue(item, type.element, depth + 1)}), ',') || ']'`;
    case "map": {
      const key = quotedText(SQL`${item}.key`, type.key);
      const value = jsonValue(SQL`${item}.value`, type.value, depth + 1);
      return SQL`'{' || array_to_string(list_transform(map_entries(${sql}), lambda ${item}: ${key} || ':' || ${value}), ',') || '}'`;
    }
    case "row":
      return object(
        type.fields.map(({ name, type: field }, index) => {
          const member = fieldName(name, index);
          return [
            member.toLowerCase(),
            jsonValue(SQL`struct_extract(${sql}, ${literal(member)})`, field, depth),
          ] as const;
        }),
        // Null for a row that is null.
        SQL`CASE WHEN ${sql} IS NOT NULL THEN '' END`,
      );
    default:
      return quotedText(sql, type);
  }
}

/** @param start SQL of an empty text; null for an object that is null */
function object(members: readonly (readonly [name: string, value: Sql])[], start: Sql): Sql {
  const texts = members.map(([name, value], index) => {
    const comma = index === 0 ? "" : ",";
    return SQL`${literal(`${comma}${JSON.stringify(name)}:`)} || ${value}`;
  });
  const content = texts.length === 0 ? EMPTY : SQL`${join(texts, SQL` || `)} || `;
  return SQL`(${start} || '{' || ${content}'}')`;
}

/** SQL of a text in quotes: what JSON has no other form for, and keys. */
function quotedText(sql: Sql, type: TrinoType): Sql {
  if (isPlain(type)) return SQL`'"' || ${plainText(sql, type)} || '"'`;
  switch (type.kind) {
    case "date":
    case "timestamp":
      return SQL`'"' || CAST(${sql} AS VARCHAR) || '"'`;
    case "varchar":
    case "char":
      return SQL`CAST(to_json(CAST(${sql} AS VARCHAR)) AS VARCHAR)`;
    default:
      throw unsupported(`A ${type.kind} of a table in the format JSON, where it is a text,`);
  }
}

/** Whether JSON has a form without quotes for the values of a type that has no parts. */
function isPlain(type: TrinoType): boolean {
  return type.kind === "boolean" || isNumeric(type);
}

function plainText(sql: Sql, type: TrinoType): Sql {
  return javaText(type)?.(sql) ?? SQL`CAST(${sql} AS VARCHAR)`;
}

/** The number; an error for one that is none of JSON. */
function finite(sql: Sql): Sql {
  const name = SQL`CASE WHEN isnan(${sql}) THEN 'NaN' WHEN ${sql} > 0 THEN 'Infinity' ELSE '-Infinity' END`;
  const message = SQL`'HIVE_UNSERIALIZABLE_JSON_VALUE: Invalid value to Insert: ' || ${name}`;
  return SQL`CASE WHEN ${sql} IS NULL OR isfinite(${sql}) THEN ${sql} ELSE ${errorAs(message, sql)} END`;
}
