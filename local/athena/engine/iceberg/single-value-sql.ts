import { decimalText } from "../../../../formats/decimal";
import { literal, SQL, type Sql } from "../../../duckdb/sql";
import type { IcebergType } from "../../../iceberg/metadata/iceberg-type";
import type { SingleValue } from "../../../iceberg/scan/single-value";
import { duckDbTypeOf } from "../../types/duckdb-type";
import type { TrinoType } from "../../types/trino-type";

/** SQL of a value of a field, with the type that queries see. */
export function singleValueSql(
  { kind }: IcebergType,
  type: TrinoType,
  value: SingleValue | undefined,
): Sql {
  const target = duckDbTypeOf(type);
  if (value === undefined) return SQL`CAST(NULL AS ${target})`;
  if (Buffer.isBuffer(value)) return literal(value);
  const text = literal(Object.is(value, -0) ? "-0.0" : String(value));
  switch (kind) {
    case "date":
      return SQL`(DATE '1970-01-01' + CAST(${text} AS INTEGER))`;
    case "timestamp":
      return SQL`make_timestamp(CAST(${text} AS BIGINT))`;
    case "timestamptz":
      return SQL`struct_pack(i := make_timestamp(CAST(${text} AS BIGINT)), z := 'UTC')`;
    case "decimal": {
      const { scale } = type.kind === "decimal" ? type : { scale: 0 };
      return SQL`CAST(${literal(decimalText(BigInt(value), scale))} AS ${target})`;
    }
    default:
      return SQL`CAST(${text} AS ${target})`;
  }
}
