import { eachRow } from "../../../../duckdb/each-row";
import { SQL } from "../../../../duckdb/sql";
import type { Position } from "../../../query-error";
import type { TrinoType, TypeOf } from "../../../types/trino-type";
import { mapFields } from "../typed-sql";
import type { CastOf, WriteCast } from "./write-cast";

/** An array, by a cast of its elements. */
export function castArray(
  castOf: CastOf,
  from: TrinoType,
  to: TrinoType,
  position: Position,
): WriteCast {
  const element = castOf({ type: from }, to, position);
  return (sql) => SQL`list_transform(${eachRow(sql)}, lambda item: ${element(SQL`item`)})`;
}

/** A row, field by field; undefined if it has another number of them. */
export function castRow(
  castOf: CastOf,
  from: TypeOf<"row">,
  to: TypeOf<"row">,
  position: Position,
): WriteCast | undefined {
  if (from.fields.length !== to.fields.length) return undefined;
  const fields = to.fields.map(({ type }, index) =>
    castOf({ type: from.fields[index]?.type ?? type }, type, position),
  );
  return (sql) =>
    mapFields(sql, from, to, (field, _from, _to, index) => fields[index]?.(field) ?? field);
}

/** A map, by casts of its keys and values. */
export function castMap(
  castOf: CastOf,
  from: TypeOf<"map">,
  to: TypeOf<"map">,
  position: Position,
): WriteCast {
  const key = castOf({ type: from.key }, to.key, position);
  const entry = castOf({ type: from.value }, to.value, position);
  return (sql) =>
    SQL`map_from_entries(list_zip(list_transform(${eachRow(SQL`map_keys(${sql})`)}, lambda item: ${key(SQL`item`)}), list_transform(${eachRow(SQL`map_values(${sql})`)}, lambda item: ${entry(SQL`item`)})))`;
}
