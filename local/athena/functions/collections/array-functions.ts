import { EMPTY, join, literal, SQL, type Sql } from "../../../duckdb/sql";
import { unsupported } from "../../query-error";
import { comparable } from "../../translation/expressions/comparisons";
import { coerce } from "../../translation/expressions/typed-sql";
import { canCoerce, commonType } from "../../types/coercion";
import { duckDbTypeOf } from "../../types/duckdb-type";
import { BIGINT, BOOLEAN, type TrinoType, type TypeOf, VARCHAR } from "../../types/trino-type";
import type { FunctionCall } from "../function-call";
import type { FunctionRule } from "../signature";
import { arrayArg } from "./array-argument";

/** Rejects elements that DuckDB compares differently. */
function requireComparableElements(call: FunctionCall, type: TypeOf<"array">): void {
  if (type.element.kind === "timestamp with time zone") {
    throw unsupported(`${call.node.name} of timestamps with time zone`, call.node);
  }
  comparable(EMPTY, type.element, call.node);
}

/** A function that returns an array of the same type. */
const sameArray =
  (sql: (value: Sql) => Sql, compares = true): FunctionRule =>
  (call) => {
    call.requireArity(1);
    const value = arrayArg(call);
    if (compares) requireComparableElements(call, value.type);
    return { sql: sql(value.sql), type: value.type };
  };

/** A function of two arrays of the same type. */
const ofTwoArrays =
  (name: Sql, returnType?: TrinoType): FunctionRule =>
  (call) => {
    call.requireArity(2);
    const [a, b] = [arrayArg(call), arrayArg(call, 1)];
    const type = commonType(a.type, b.type);
    if (type?.kind !== "array") throw call.noMatchingSignature();
    requireComparableElements(call, type);
    return { sql: SQL`${name}(${coerce(a, type)}, ${coerce(b, type)})`, type: returnType ?? type };
  };

/** A function of an array and a value of its element type. */
const withElement =
  (sql: (list: Sql, element: Sql) => Sql, returnType?: TrinoType): FunctionRule =>
  (call) => {
    call.requireArity(2);
    const value = arrayArg(call);
    const element = call.arg(1);
    const common = commonType(value.type.element, element.type);
    if (common === undefined) throw call.noMatchingSignature();
    const type: TypeOf<"array"> = { kind: "array", element: common };
    requireComparableElements(call, type);
    return { sql: sql(coerce(value, type), coerce(element, common)), type: returnType ?? type };
  };

const extreme =
  (name: Sql): FunctionRule =>
  (call) => {
    call.requireArity(1);
    const value = arrayArg(call);
    requireComparableElements(call, value.type);
    const nulls = SQL`len(list_filter(${value.sql}, lambda item: item IS NULL)) > 0`;
    return {
      sql: SQL`CASE WHEN ${nulls} THEN NULL ELSE ${name}(${value.sql}) END`,
      type: value.type.element,
    };
  };

const elementAt: FunctionRule = (call) => {
  call.requireArity(2);
  const value = call.arg(0);
  if (value.type.kind === "map") {
    const { key, value: entry } = value.type;
    if (!canCoerce(call.arg(1).type, key)) throw call.noMatchingSignature();
    return { sql: SQL`(${value.sql})[${call.argAs(1, key)}]`, type: entry };
  }
  return {
    sql: SQL`trino_element_at(${arrayArg(call).sql}, ${call.argAs(1, BIGINT)})`,
    type: arrayArg(call).type.element,
  };
};

/** Array functions. */
export const ARRAY_FUNCTIONS: Readonly<Record<string, FunctionRule>> = {
  cardinality: (call) => {
    call.requireArity(1);
    const { sql, type } = call.arg(0);
    if (type.kind !== "array" && type.kind !== "map") throw call.noMatchingSignature();
    return {
      sql: SQL`CAST(${type.kind === "map" ? SQL`cardinality` : SQL`len`}(${sql}) AS BIGINT)`,
      type: BIGINT,
    };
  },
  element_at: elementAt,
  contains: withElement((list, element) => SQL`trino_contains(${list}, ${element})`, BOOLEAN),
  array_position: withElement(
    (list, element) =>
      SQL`CAST(coalesce(list_position(${list}, ${element}), CASE WHEN ${list} IS NOT NULL AND ${element} IS NOT NULL THEN 0 END) AS BIGINT)`,
    BIGINT,
  ),
  array_remove: withElement(
    (list, element) => SQL`list_filter(${list}, lambda item: item IS NULL OR item <> ${element})`,
  ),
  array_distinct: sameArray((list) => SQL`trino_array_distinct(${list})`),
  array_sort: sameArray((list) => SQL`list_sort(${list}, 'ASC', 'NULLS LAST')`),
  array_max: extreme(SQL`list_max`),
  array_min: extreme(SQL`list_min`),
  array_union: ofTwoArrays(SQL`trino_array_union`),
  array_intersect: ofTwoArrays(SQL`trino_array_intersect`),
  array_except: ofTwoArrays(SQL`trino_array_except`),
  arrays_overlap: ofTwoArrays(SQL`trino_arrays_overlap`, BOOLEAN),
  array_join: (call) => {
    call.requireArity(2, 3);
    const value = arrayArg(call);
    if (
      !["varchar", "boolean", "integer", "bigint", "smallint", "tinyint"].includes(
        value.type.element.kind,
      )
    ) {
      throw unsupported("array_join of these elements", call.node);
    }
    const texts = SQL`CAST(${value.sql} AS VARCHAR[])`;
    const shown =
      call.node.args.length === 3
        ? SQL`list_transform(${texts}, lambda item: coalesce(item, ${call.argAs(2, VARCHAR)}))`
        : SQL`list_filter(${texts}, lambda item: item IS NOT NULL)`;
    return { sql: SQL`array_to_string(${shown}, ${call.argAs(1, VARCHAR)})`, type: VARCHAR };
  },
  flatten: (call) => {
    call.requireArity(1);
    const value = arrayArg(call);
    if (value.type.element.kind !== "array") throw call.noMatchingSignature();
    return { sql: SQL`flatten(${value.sql})`, type: value.type.element };
  },
  slice: (call) => {
    call.requireArity(3);
    const value = arrayArg(call);
    return {
      sql: SQL`trino_slice(${value.sql}, ${call.argAs(1, BIGINT)}, ${call.argAs(2, BIGINT)})`,
      type: value.type,
    };
  },
  sequence: (call) => {
    call.requireArity(2, 3);
    const [from, to] = [call.arg(0), call.arg(1)];
    if (!canCoerce(from.type, BIGINT) || !canCoerce(to.type, BIGINT)) {
      throw unsupported("sequence of dates and times", call.node);
    }
    const [a, b] = [call.argAs(0, BIGINT), call.argAs(1, BIGINT)];
    const step =
      call.node.args.length === 3
        ? call.argAs(2, BIGINT)
        : SQL`CASE WHEN ${a} <= ${b} THEN 1 ELSE -1 END`;
    return {
      sql: SQL`trino_sequence(${a}, ${b}, ${step})`,
      type: { kind: "array", element: BIGINT },
    };
  },
  repeat: (call) => {
    call.requireArity(2);
    const { sql, type } = call.arg(0);
    const returnType: TrinoType = { kind: "array", element: type };
    return {
      sql: SQL`CAST(list_transform(range(trino_repeat_count(${call.argAs(1, BIGINT)})), lambda item: ${sql}) AS ${duckDbTypeOf(returnType)})`,
      type: returnType,
    };
  },
  zip: (call) => {
    call.requireArity(2, 5);
    const values = call.node.args.map((_, index) => arrayArg(call, index));
    const fields = values.map(({ type }) => ({ type: type.element }));
    const element: TrinoType = { kind: "row", fields };
    const returnType: TrinoType = { kind: "array", element };
    const renamed = join(
      fields.map((_, index) => SQL`field${literal(index)} := item[${literal(index + 1)}]`),
    );
    return {
      sql: SQL`list_transform(list_zip(${join(values.map(({ sql }) => sql))}), lambda item: struct_pack(${renamed}))`,
      type: returnType,
    };
  },
};
