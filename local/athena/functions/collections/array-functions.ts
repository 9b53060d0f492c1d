import { join, literal, SQL, type Sql } from "../../../duckdb/sql";
import { unsupported } from "../../query-error";
import { requireComparable } from "../../translation/expressions/comparisons";
import { coerce, typed } from "../../translation/expressions/typed-sql";
import { commonType } from "../../types/coercion";
import { duckDbTypeOf } from "../../types/duckdb-type";
import { BIGINT, BOOLEAN, type TrinoType, type TypeOf, VARCHAR } from "../../types/trino-type";
import type { FunctionCall } from "../function-call";
import { type FunctionRule, total } from "../signature";
import { arrayArg } from "./array-argument";
import { sortByComparator } from "./reduce-functions";
import { sequence } from "./sequence-function";
import { macroCall } from "../../engine/macros/macro-call";

/** Rejects elements that DuckDB compares differently. */
function requireComparableElements(call: FunctionCall, type: TypeOf<"array">): void {
  if (type.element.kind === "timestamp with time zone") {
    throw unsupported(`${call.node.name} of timestamps with time zone`, call.node);
  }
  requireComparable(type.element, call.node);
}

/** A function that returns an array of the same type. */
const sameArray =
  (write: (value: Sql) => Sql, compares = true): FunctionRule =>
  (call) => {
    call.requireArity(1);
    const { sql, type } = arrayArg(call);
    if (compares) requireComparableElements(call, type);
    return typed(type, () => write(sql()));
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
    return typed(returnType ?? type, () => macroCall(name, coerce(a, type), coerce(b, type)));
  };

/** A function of an array and a value of its element type. */
const withElement =
  (
    write: (list: Sql, element: Sql) => Sql,
    returnType: TrinoType | undefined,
    // NaN equals no element, but in DuckDB it equals itself.
    ofNan: (list: Sql) => Sql,
  ): FunctionRule =>
  (call) => {
    call.requireArity(2);
    const value = arrayArg(call);
    const element = call.arg(1);
    const common = commonType(value.type.element, element.type);
    if (common === undefined) throw call.noMatchingSignature();
    const type: TypeOf<"array"> = { kind: "array", element: common };
    requireComparableElements(call, type);
    const floating = common.kind === "double" || common.kind === "real";
    return typed(returnType ?? type, () => {
      const [list, item] = [coerce(value, type), coerce(element, common)];
      return floating
        ? SQL`CASE WHEN isnan(${item}) THEN ${ofNan(list)} ELSE ${write(list, item)} END`
        : write(list, item);
    });
  };

const extreme =
  (name: Sql): FunctionRule =>
  (call) => {
    call.requireArity(1);
    const { sql, type } = arrayArg(call);
    requireComparableElements(call, type);
    const { kind } = type.element;
    return typed(type.element, () => {
      const nulls = SQL`len(list_filter(${sql()}, lambda item: item IS NULL)) > 0`;
      const plain = SQL`${name}(${sql()})`;
      // In DuckDB NaN is the greatest number; Trino returns it only if there is no other.
      const found =
        kind === "double" || kind === "real"
          ? SQL`coalesce(${name}(list_filter(${sql()}, lambda item: NOT isnan(item))), ${plain})`
          : plain;
      return SQL`CASE WHEN ${nulls} THEN NULL ELSE ${found} END`;
    });
  };

const elementAt: FunctionRule = (call) => {
  call.requireArity(2);
  const value = call.arg(0);
  if (value.type.kind === "map") {
    const { type } = value;
    if (type.key.kind === "unknown") throw unsupported("element_at of an empty MAP()", call.node);
    const key = commonType(type.key, call.arg(1).type);
    if (key === undefined) throw call.noMatchingSignature();
    const place = call.argAs(1, key);
    return typed(type.value, () => SQL`(${coerce(value, { ...type, key })})[${place.sql()}]`);
  }
  const { sql, type } = arrayArg(call);
  const place = call.argAs(1, BIGINT);
  return typed(type.element, () => macroCall(SQL`trino_element_at`, sql(), place.sql()));
};

/** Array functions. */
export const ARRAY_FUNCTIONS: Readonly<Record<string, FunctionRule>> = {
  cardinality: total((call) => {
    call.requireArity(1);
    const { sql, type } = call.arg(0);
    if (type.kind === "unknown") throw unsupported("cardinality of a bare NULL", call.node);
    if (type.kind !== "array" && type.kind !== "map") throw call.noMatchingSignature();
    return typed(
      BIGINT,
      () => SQL`CAST(${type.kind === "map" ? SQL`cardinality` : SQL`len`}(${sql()}) AS BIGINT)`,
    );
  }),
  element_at: elementAt,
  contains: total(
    withElement(
      (list, element) => macroCall(SQL`trino_contains`, list, element),
      BOOLEAN,
      (list) => SQL`CASE WHEN len(${list}) = list_count(${list}) THEN FALSE END`,
    ),
  ),
  array_position: withElement(
    (list, element) =>
      SQL`CAST(CASE WHEN ${list} IS NOT NULL AND ${element} IS NOT NULL THEN coalesce(list_position(${list}, ${element}), 0) END AS BIGINT)`,
    BIGINT,
    (list) => SQL`CASE WHEN ${list} IS NOT NULL THEN CAST(0 AS BIGINT) END`,
  ),
  array_remove: withElement(
    (list, element) =>
      SQL`CASE WHEN ${element} IS NOT NULL THEN list_filter(${list}, lambda item: item IS NULL OR item <> ${element}) END`,
    undefined,
    (list) => list,
  ),
  array_distinct: sameArray((list) => macroCall(SQL`trino_array_distinct`, list)),
  array_sort: (call) =>
    call.node.args.length === 2
      ? sortByComparator(call)
      : sameArray((list) => SQL`list_sort(${list}, 'ASC', 'NULLS LAST')`)(call),
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
    const separator = call.argAs(1, VARCHAR);
    const filler = call.optionalArgAs(2, VARCHAR);
    return typed(VARCHAR, () => {
      const texts = SQL`CAST(${value.sql()} AS VARCHAR[])`;
      if (filler === undefined) {
        const shown = SQL`list_filter(${texts}, lambda item: item IS NOT NULL)`;
        return macroCall(SQL`trino_joined`, shown, separator.sql());
      }
      const filled = SQL`list_transform(${texts}, lambda item: coalesce(item, ${filler.sql()}))`;
      const joined = macroCall(SQL`trino_joined`, filled, separator.sql());
      return SQL`CASE WHEN ${filler.sql()} IS NOT NULL THEN ${joined} END`;
    });
  },
  flatten: (call) => {
    call.requireArity(1);
    const { sql, type } = arrayArg(call);
    if (type.element.kind !== "array") throw call.noMatchingSignature();
    return typed(type.element, () => SQL`flatten(${sql()})`);
  },
  slice: (call) => {
    call.requireArity(3);
    const { sql, type } = arrayArg(call);
    const [first, size] = [call.argAs(1, BIGINT), call.argAs(2, BIGINT)];
    return typed(type, () => macroCall(SQL`trino_slice`, sql(), first.sql(), size.sql()));
  },
  sequence,
  repeat: (call) => {
    call.requireArity(2);
    const { sql, type } = call.arg(0);
    const count = call.argAs(1, BIGINT);
    const returnType: TrinoType = { kind: "array", element: type };
    return typed(returnType, () => {
      const places = SQL`range(${macroCall(SQL`trino_repeat_count`, count.sql())})`;
      return SQL`CAST(list_transform(${places}, lambda item: ${sql()}) AS ${duckDbTypeOf(returnType)})`;
    });
  },
  zip: (call) => {
    call.requireArity(2, 5);
    const values = call.node.args.map((_, index) => arrayArg(call, index));
    const fields = values.map(({ type }) => ({ type: type.element }));
    return typed({ kind: "array", element: { kind: "row", fields } }, () => {
      const renamed = join(
        fields.map((_, index) => SQL`field${literal(index)} := item[${literal(index + 1)}]`),
      );
      const lists = values.map(({ sql }) => sql());
      const nulls = join(
        lists.map((list) => SQL`${list} IS NULL`),
        SQL` OR `,
      );
      return SQL`CASE WHEN NOT (${nulls}) THEN list_transform(list_zip(${join(lists)}), lambda item: struct_pack(${renamed})) END`;
    });
  },
};
