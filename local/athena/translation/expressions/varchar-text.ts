import { literal, SQL, type Sql } from "../../../duckdb/sql";
import type { TrinoType } from "../../types/trino-type";
import { macroCall } from "../../engine/macros/macro-call";

/** Writes a value as Trino casts it to varchar; undefined for types that have no such cast. */
export function varcharText(type: TrinoType): ((sql: Sql) => Sql) | undefined {
  if (type.kind === "double") return (sql) => SQL`trino_double_varchar(${sql})`;
  if (type.kind === "real") return (sql) => SQL`trino_real_varchar(${sql})`;
  return javaText(type);
}

/** Writes a value as Java does in `format` and in JSON: like a cast to varchar, but `1.5` instead of `1.5E0`. */
export function javaText(type: TrinoType): ((sql: Sql) => Sql) | undefined {
  switch (type.kind) {
    case "double":
      return (sql) => SQL`trino_double_text(${sql})`;
    case "real":
      return (sql) => SQL`trino_real_text(${sql})`;
    case "date":
      return (sql) => macroCall(SQL`trino_date_text`, sql);
    case "timestamp":
      return (sql) => SQL`trino_timestamp_text(${sql}, ${literal(type.precision)})`;
    case "timestamp with time zone":
      return (sql) => SQL`trino_zoned_text(${sql}, ${literal(type.precision)})`;
    case "decimal":
      // DuckDB omits the zero before the decimal point if precision equals scale.
      return type.precision === type.scale
        ? (sql) => SQL`regexp_replace(CAST(${sql} AS VARCHAR), '^(-?)\\.', '\\10.')`
        : asText;
    case "interval day to second":
    case "interval year to month":
    case "array":
    case "map":
    case "row":
    case "varbinary":
    case "unknown":
      return undefined;
    default:
      return asText;
  }
}

function asText(sql: Sql): Sql {
  return SQL`CAST(${sql} AS VARCHAR)`;
}
