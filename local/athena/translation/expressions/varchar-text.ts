import { literal, SQL, type Sql } from "../../../duckdb/sql";
import type { TypedSql } from "./typed-sql";
import { macroCall } from "../../engine/macros/macro-call";

/** A value as Trino casts it to varchar; undefined for types that have no such cast. */
export function varcharText({ sql, type }: TypedSql): Sql | undefined {
  if (type.kind === "double") return SQL`trino_double_varchar(${sql})`;
  if (type.kind === "real") return SQL`trino_real_varchar(${sql})`;
  return javaText({ sql, type });
}

/** A value as Java writes it, in `format` and in JSON: like a cast to varchar, but `1.5` instead of `1.5E0`. */
export function javaText({ sql, type }: TypedSql): Sql | undefined {
  switch (type.kind) {
    case "double":
      return SQL`trino_double_text(${sql})`;
    case "real":
      return SQL`trino_real_text(${sql})`;
    case "date":
      return macroCall(SQL`trino_date_text`, sql);
    case "timestamp":
      return SQL`trino_timestamp_text(${sql}, ${literal(type.precision)})`;
    case "timestamp with time zone":
      return SQL`trino_zoned_text(${sql}, ${literal(type.precision)})`;
    case "decimal":
      // DuckDB omits the zero before the decimal point if precision equals scale.
      return type.precision === type.scale
        ? SQL`regexp_replace(CAST(${sql} AS VARCHAR), '^(-?)\\.', '\\10.')`
        : SQL`CAST(${sql} AS VARCHAR)`;
    case "interval day to second":
    case "interval year to month":
    case "array":
    case "map":
    case "row":
    case "varbinary":
    case "unknown":
      return undefined;
    default:
      return SQL`CAST(${sql} AS VARCHAR)`;
  }
}
