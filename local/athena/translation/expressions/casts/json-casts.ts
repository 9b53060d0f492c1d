import { identifier, join, literal, SQL, type Sql } from "../../../../duckdb/sql";
import { type Position, unsupported } from "../../../query-error";
import { fieldName } from "../../../types/duckdb-type";
import { isIntegerType, type TrinoType, typeName } from "../../../types/trino-type";
import { castToJson, hasNoJson } from "../cast-to-json";
import { checkedLength } from "./scalar-casts";
import type { CastOf, WriteCast } from "./write-cast";

/** Other casts, which those of JSON are made of. */
interface JsonCasts {
  readonly castOf: CastOf;
  readonly textCastOf: (to: TrinoType, position: Position) => WriteCast | undefined;
}

/**
 * Casts JSON, or to JSON.
 *
 * @param casts of the parts of the value, and of a scalar's text
 * @throws QueryError NOT_SUPPORTED
 */
export function castOfJson(
  casts: JsonCasts,
  type: TrinoType,
  to: TrinoType,
  position: Position,
): WriteCast | undefined {
  if (to.kind === "json") {
    if (hasNoJson(type)) return undefined;
    const json = castToJson(type);
    if (json === undefined) throw unsupported(`CAST(${typeName(type)} AS json)`, position);
    return json;
  }
  const write = castFromJson(casts, type, to, position);
  if (write === undefined) throw unsupported(`CAST(json AS ${typeName(to)})`, position);
  return write;
}

function castFromJson(
  { castOf, textCastOf }: JsonCasts,
  type: TrinoType,
  to: TrinoType,
  position: Position,
): WriteCast | undefined {
  switch (to.kind) {
    case "varchar": {
      const { length } = to;
      const text = (sql: Sql) => SQL`trino_json_scalar(${sql}, 'varchar')`;
      return length === undefined
        ? text
        : (sql) => checkedLength(text(sql), length, "GENERIC_INTERNAL_ERROR");
    }
    case "boolean":
    case "tinyint":
    case "smallint":
    case "integer":
    case "bigint":
    case "real":
    case "double":
    case "decimal": {
      const target = isIntegerType(to) ? "integer" : to.kind === "boolean" ? "boolean" : "number";
      const cast = textCastOf(to, position);
      return cast && ((sql) => cast(SQL`trino_json_scalar(${sql}, ${literal(target)})`));
    }
    case "array": {
      const element = castOf({ type }, to.element, position);
      return (sql) =>
        SQL`list_transform(trino_json_items(${sql}), lambda item: ${element(SQL`item`)})`;
    }
    case "map": {
      if (to.key.kind !== "varchar") return undefined;
      const entry = castOf({ type }, to.value, position);
      return (sql) =>
        SQL`CASE WHEN ${sql} <> 'null' THEN map_from_entries(list_zip(trino_json_keys(${sql}), list_transform(trino_json_values(${sql}), lambda item: ${entry(SQL`item`)}))) END`;
    }
    case "row": {
      const casts = to.fields.map((field) => castOf({ type }, field.type, position));
      return (sql) => {
        const fields = to.fields.map(({ name }, index) => {
          const inner = SQL`trino_json_member(${sql}, ${literal(name ?? "")}, ${literal(index)}, ${literal(to.fields.length)})`;
          return SQL`${identifier(fieldName(name, index))} := ${casts[index]?.(inner) ?? inner}`;
        });
        return SQL`CASE WHEN ${sql} <> 'null' THEN struct_pack(${join(fields)}) END`;
      };
    }
    default:
      return undefined;
  }
}
