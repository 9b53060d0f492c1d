import { commonTypeOf } from "./comparisons";
import { identifier, join, SQL } from "../../../duckdb/sql";
import { type Position, QueryError, unsupported } from "../../query-error";
import type { Expression, ExpressionOf } from "../../sql/syntax-tree";
import { commonType } from "../../types/coercion";
import { duckDbTypeOf, fieldName } from "../../types/duckdb-type";
import { type TrinoType, typeName } from "../../types/trino-type";
import type { ExpressionTranslator } from "./expression-translator";
import { rowFieldNotFound } from "../../analysis/semantic-errors";
import { coerce, typed, type TypedSql } from "./typed-sql";
import { macroCall } from "../../engine/macros/macro-call";

/** `array[1]`, `map['key']`, `row[1]`. */
export function subscript(
  node: ExpressionOf<"subscript">,
  expressions: ExpressionTranslator,
): TypedSql {
  const base = expressions.translate(node.base);
  const index = expressions.translate(node.index);
  const { type } = base;
  if (index.type.kind === "unknown" || (type.kind === "map" && type.key.kind === "unknown")) {
    throw unsupported(`A subscript of ${typeName(type)} by ${typeName(index.type)}`, node);
  }
  if (
    type.kind === "array" &&
    ["tinyint", "smallint", "integer", "bigint"].includes(index.type.kind)
  ) {
    return typed(type.element, () =>
      macroCall(SQL`trino_array_subscript`, base.sql(), index.sql()),
    );
  }
  if (type.kind === "map") {
    const key = commonType(type.key, index.type);
    const floating = key?.kind === "double" || key?.kind === "real";
    if (floating && !["integer", "decimal", "double"].includes(node.index.kind)) {
      // To DuckDB, NaN is a key like any other.
      throw unsupported(`A subscript of ${typeName(type)} that is not a number`, node);
    }
    if (key !== undefined) {
      return typed(type.value, () =>
        macroCall(SQL`trino_map_subscript`, coerce(base, { ...type, key }), coerce(index, key)),
      );
    }
  }
  if (type.kind === "row" && node.index.kind === "integer") {
    const field = rowFields(base)[Number(node.index.text) - 1];
    if (field !== undefined) return field;
    const reason = `Invalid subscript index: ${node.index.text}; the row has ${type.fields.length} fields`;
    throw new QueryError("INVALID_FUNCTION_ARGUMENT", reason, node);
  }
  if (type.kind === "row") {
    const reason = "Subscript expression on ROW requires a constant index";
    throw new QueryError("EXPRESSION_NOT_CONSTANT", reason, node);
  }
  const reason = `Cannot use ${typeName(index.type)} for subscript of ${typeName(type)}`;
  throw new QueryError("TYPE_MISMATCH", reason, node);
}

/** `ARRAY[…]`. */
export function arrayOf(
  items: readonly Expression[],
  position: Position,
  expressions: ExpressionTranslator,
): TypedSql {
  const values = items.map((item) => expressions.translate(item));
  const element = commonTypeOf(values, "All ARRAY elements", position);
  const type: TrinoType = { kind: "array", element };
  return typed(
    type,
    () =>
      SQL`CAST([${join(values.map((item) => coerce(item, element)))}] AS ${duckDbTypeOf(type)})`,
  );
}

/** `ROW(…)`, with anonymous fields. */
export function rowOf(items: readonly Expression[], expressions: ExpressionTranslator): TypedSql {
  const values = items.map((item) => expressions.translate(item));
  return typed({ kind: "row", fields: values.map(({ type }) => ({ type })) }, () => {
    const fields = values.map(
      ({ sql }, index) => SQL`${identifier(fieldName(undefined, index))} := ${sql()}`,
    );
    return SQL`struct_pack(${join(fields)})`;
  });
}

/** A field of a row. @param path the dotted name that an error names, where it is one */
export function rowField(
  value: TypedSql,
  name: string,
  position: Position,
  path: string = name,
): TypedSql {
  const { type } = value;
  if (type.kind !== "row") {
    const reason = `Expression of type ${typeName(type)} is not a row: it has no field '${name}'`;
    throw new QueryError("TYPE_MISMATCH", reason, position);
  }
  const field = type.fields.find((candidate) => candidate.name?.toLowerCase() === name);
  if (field === undefined) throw rowFieldNotFound(path, position);
  return typed(field.type, () => SQL`(${value.sql()}).${identifier(field.name ?? name)}`);
}

/** The fields of a row; none for a value of another type. */
export function rowFields(value: TypedSql): readonly TypedSql[] {
  if (value.type.kind !== "row") return [];
  return value.type.fields.map(({ name, type }, index) =>
    typed(type, () => SQL`(${value.sql()}).${identifier(fieldName(name, index))}`),
  );
}
