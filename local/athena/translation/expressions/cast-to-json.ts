import { identifier, join, literal, SQL, type Sql } from "../../../duckdb/sql";
import { jacksonString } from "../../engine/udf/json/json-text";
import { fieldName } from "../../types/duckdb-type";
import type { TrinoType } from "../../types/trino-type";
import { javaText } from "./varchar-text";

/** Whether Trino has no cast of a type to json. */
export function hasNoJson(type: TrinoType): boolean {
  switch (type.kind) {
    case "timestamp with time zone":
    case "varbinary":
    case "char":
    case "interval day to second":
    case "interval year to month":
      return true;
    case "array":
      return hasNoJson(type.element);
    case "map":
      return hasNoJson(type.value);
    case "row":
      return type.fields.some((field) => hasNoJson(field.type));
    default:
      return false;
  }
}

/** Writes a value as JSON text; undefined for types whose cast to json is not supported. */
export function castToJson(type: TrinoType): ((sql: Sql) => Sql) | undefined {
  switch (type.kind) {
    case "json":
      return (sql) => sql;
    case "boolean":
    case "tinyint":
    case "smallint":
    case "integer":
    case "bigint":
      return (sql) => SQL`CAST(${sql} AS VARCHAR)`;
    case "decimal":
      return javaText(type);
    case "double":
      return (sql) => SQL`trino_json_double(${sql})`;
    case "varchar":
      return (sql) => SQL`trino_json_string(${sql})`;
    case "date":
    case "timestamp": {
      const text = javaText(type);
      return text && ((sql) => SQL`trino_json_string(${text(sql)})`);
    }
    case "array": {
      const element = castToJson(type.element);
      if (element === undefined) return undefined;
      return (sql) =>
        SQL`'[' || array_to_string(list_transform(${sql}, lambda item: coalesce(${element(SQL`item`)}, 'null')), ',') || ']'`;
    }
    case "row": {
      const members = type.fields.flatMap((field, index) => {
        const member = castToJson(field.type);
        return member === undefined ? [] : [{ ...field, index, member }];
      });
      if (members.length < type.fields.length) return undefined;
      return (sql) => {
        const texts = members.map(({ name, index, member }) => {
          const value = member(SQL`(${sql}).${identifier(fieldName(name, index))}`);
          const key = literal(`${jacksonString(name ?? "")}:`);
          return SQL`${key} || coalesce(${value}, 'null')`;
        });
        return SQL`CASE WHEN ${sql} IS NOT NULL THEN '{' || ${join(texts, SQL` || ',' || `)} || '}' END`;
      };
    }
    case "map": {
      const value = castToJson(type.value);
      if (value === undefined || type.key.kind !== "varchar") return undefined;
      return (sql) =>
        SQL`'{' || array_to_string(list_transform(list_sort(map_entries(${sql})), lambda item: trino_json_string(item.key) || ':' || coalesce(${value(SQL`item.value`)}, 'null')), ',') || '}'`;
    }
    default:
      return undefined;
  }
}
