import { type DuckDBType, DuckDBTypeId } from "@duckdb/node-api";

import { literal, SQL, type Sql } from "../../../../duckdb/sql";
import { duckDbTypeOf } from "../../../types/duckdb-type";
import type { TrinoType } from "../../../types/trino-type";
import { errorAs } from "../../macros/error-as";
import { notSupported } from "../../macros/not-supported";

/** Integers that fit into 64 bits with a sign. */
export const INTEGERS: readonly DuckDBTypeId[] = [
  DuckDBTypeId.TINYINT,
  DuckDBTypeId.UTINYINT,
  DuckDBTypeId.SMALLINT,
  DuckDBTypeId.USMALLINT,
  DuckDBTypeId.INTEGER,
  DuckDBTypeId.BIGINT,
];

/** Integers of at most 32 bits, which are read as other numbers too. */
const SHORT_INTEGERS = INTEGERS.filter((id) => id !== DuckDBTypeId.BIGINT);

/** Decimals of at most so many digits are read from integers. */
const SHORT_DECIMAL_DIGITS = 18;

/** Timestamps without a time zone. */
export const TIMESTAMPS = [
  DuckDBTypeId.TIMESTAMP,
  DuckDBTypeId.TIMESTAMP_MS,
  DuckDBTypeId.TIMESTAMP_S,
  DuckDBTypeId.TIMESTAMP_NS,
];

/**
 * SQL that reads a value of a Parquet file that is neither a list, a map nor a struct with the table's type.
 *
 * @param whole whether it is a whole column, not a part of one
 * @returns undefined if the file's type is not read as the table's
 */
export function readScalar(
  sql: Sql,
  from: DuckDBType,
  to: TrinoType,
  whole: boolean,
): Sql | undefined {
  const cast = SQL`CAST(${sql} AS ${duckDbTypeOf(to)})`;
  const is = (...ids: DuckDBTypeId[]) => ids.includes(from.typeId);
  switch (to.kind) {
    case "boolean":
      return is(DuckDBTypeId.BOOLEAN) ? sql : undefined;
    case "tinyint":
    case "smallint":
    case "integer":
    case "bigint":
      if (is(DuckDBTypeId.UINTEGER)) return SQL`CAST(${signed(sql)} AS ${duckDbTypeOf(to)})`;
      if (!INTEGERS.includes(from.typeId)) return undefined;
      return from.toString() === duckDbTypeOf(to).text ? sql : cast;
    case "real":
      return is(DuckDBTypeId.FLOAT) ? sql : undefined;
    case "double":
      if (is(DuckDBTypeId.DOUBLE)) return sql;
      return is(DuckDBTypeId.FLOAT) || (whole && is(...SHORT_INTEGERS)) ? cast : undefined;
    case "decimal":
      if (from.toString() === duckDbTypeOf(to).text) return sql;
      if (is(DuckDBTypeId.DECIMAL)) return cast;
      return whole && is(...SHORT_INTEGERS) && to.precision <= SHORT_DECIMAL_DIGITS
        ? cast
        : undefined;
    case "varchar":
    case "char": {
      const isNumber = whole && is(...INTEGERS, DuckDBTypeId.DECIMAL);
      if (to.kind === "varchar" && to.length === undefined && isNumber) return cast;
      const text = is(DuckDBTypeId.BLOB)
        ? decoded(sql)
        : is(DuckDBTypeId.VARCHAR)
          ? sql
          : undefined;
      if (text === undefined || to.length === undefined) return text;
      const cut = SQL`left(${text}, ${literal(to.length)})`;
      return to.kind === "char" ? SQL`rpad(${cut}, ${literal(to.length)}, ' ')` : cut;
    }
    case "varbinary":
      if (is(DuckDBTypeId.BLOB)) return sql;
      return is(DuckDBTypeId.VARCHAR) ? SQL`encode(${sql})` : undefined;
    case "date":
      return is(DuckDBTypeId.DATE) ? sql : undefined;
    case "timestamp":
      if (is(DuckDBTypeId.TIMESTAMP_NS)) return inMilliseconds(SQL`CAST(${sql} AS TIMESTAMP)`);
      if (TIMESTAMPS.includes(from.typeId)) return inMilliseconds(sql);
      return is(DuckDBTypeId.TIMESTAMP_TZ)
        ? inMilliseconds(SQL`timezone('UTC', ${sql})`)
        : undefined;
    default:
      return undefined;
  }
}

/** Athena's timestamps have milliseconds; higher precisions are rounded, half up also before 1970. */
function inMilliseconds(sql: Sql): Sql {
  return SQL`date_trunc('millisecond', CAST(${sql} AS TIMESTAMP) + INTERVAL 500 MICROSECONDS)`;
}

/** As Trino, takes the bits of an unsigned 32-bit integer as those of a signed one. */
function signed(sql: Sql): Sql {
  return SQL`CASE WHEN ${sql} > 2147483647 THEN CAST(${sql} AS BIGINT) - 4294967296 ELSE CAST(${sql} AS BIGINT) END`;
}

/** The text of bytes. DuckDB holds no text that is not UTF-8. */
function decoded(sql: Sql): Sql {
  const message = notSupported("Text that is not UTF-8 in a Parquet file");
  return SQL`CASE WHEN ${sql} IS NOT NULL AND try(decode(${sql})) IS NULL THEN ${errorAs(message, SQL`''`, sql)} ELSE try(decode(${sql})) END`;
}
