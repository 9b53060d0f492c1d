import { identifier, join, literal, SQL, type Sql } from "../../../duckdb/sql";
import { jacksonString } from "../../engine/udf/json/json-text";
import { fieldName } from "../../types/duckdb-type";
import type { TrinoType } from "../../types/trino-type";
import type { TypedSql } from "./typed-sql";
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

/** A value as JSON text; undefined for types whose cast to json is not supported. */
export function castToJson({ sql, type }: TypedSql): Sql | undefined {
  switch (type.kind) {
    case "json":
      return sql;
    case "boolean":
    case "tinyint":
    case "smallint":
    case "integer":
    case "bigint":
      return SQL`CAST(${sql} AS VARCHAR)`;
    case "decimal":
      return javaText({ sql, type });
    case "double":
      return SQL`trino_json_double(${sql})`;
    case "varchar":
      return SQL`trino_json_string(${sql})`;
    case "date":
    case "timestamp": {
      const text = javaText({ sql, type });
      return text && SQL`trino_json_string(${text})`;
    }
    case "array": {
      const element = castToJson({ sql: SQL`item`, type: type.element });
      if (element === undefined) return undefined;
      return SQL`'[' || array_to_string(list_transform(${sql}, lambda item: coalesce(${element}, 'null')), ',') || ']'`;
    }
    case "row": {
      const members = type.fields.flatMap((field, index) => {
        const name = identifier(fieldName(field.name, index));
        const member = castToJson({ sql: SQL`(${sql}).${name}`, type: field.type });
        const key = literal(`${jacksonString(field.name ?? "")}:`);
        return member === undefined ? [] : [SQL`${key} || coalesce(${member}, 'null')`];
      });
      if (members.length < type.fields.length) return undefined;
      return SQL`CASE WHEN ${sql} IS NOT NULL THEN '{' || ${join(members, SQL` || ',' || `)} || '}' END`;
    }
    case "map": {
      const value = castToJson({ sql: SQL`item.value`, type: type.value });
      if (value === undefined || type.key.kind !== "varchar") return undefined;
      return SQL`'{' || array_to_string(list_transform(list_sort(map_entries(${sql})), lambda item: trino_json_string(item.key) || ':' || coalesce(${value}, 'null')), ',') || '}'`;
    }
    default:
      return undefined;
  }
}
