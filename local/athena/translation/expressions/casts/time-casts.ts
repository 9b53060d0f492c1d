import { literal, SQL } from "../../../../duckdb/sql";
import type { TrinoType } from "../../../types/trino-type";
import type { WriteCast } from "./write-cast";

/** To a timestamp. */
export function castToTimestamp(type: TrinoType, precision: number): WriteCast | undefined {
  switch (type.kind) {
    case "varchar":
      return (sql) => SQL`trino_to_timestamp(${sql}, ${literal(precision)})`;
    case "date":
      return (sql) => SQL`CAST(${sql} AS TIMESTAMP)`;
    case "timestamp":
      return type.precision <= precision
        ? (sql) => sql
        : (sql) => SQL`trino_round_timestamp(${sql}, ${literal(precision)})`;
    case "timestamp with time zone":
      return (sql) => SQL`trino_round_timestamp(trino_local(${sql}), ${literal(precision)})`;
    default:
      return undefined;
  }
}

/** To a timestamp with time zone. */
export function castToZoned(type: TrinoType, precision: number): WriteCast | undefined {
  switch (type.kind) {
    case "varchar":
      return (sql) => SQL`trino_to_zoned(${sql}, ${literal(precision)})`;
    case "date":
    case "timestamp":
      return (sql) =>
        SQL`trino_zoned(trino_round_timestamp(CAST(${sql} AS TIMESTAMP), ${literal(precision)}), 'UTC')`;
    case "timestamp with time zone":
      return (sql) =>
        SQL`trino_zoned(trino_round_timestamp(${sql}.i, ${literal(precision)}), ${sql}.z)`;
    default:
      return undefined;
  }
}
