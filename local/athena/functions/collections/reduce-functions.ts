import { eachRow } from "../../../duckdb/each-row";
import { EMPTY, SQL, type Sql } from "../../../duckdb/sql";
import { unsupported } from "../../query-error";
import { coerced, typed, type TypedSql } from "../../translation/expressions/typed-sql";
import { canCoerce, commonType } from "../../types/coercion";
import { duckDbTypeOf } from "../../types/duckdb-type";
import { INTEGER, sameType, type TrinoType, typeName } from "../../types/trino-type";
import type { FunctionCall } from "../function-call";
import type { FunctionRule } from "../signature";
import { arrayArg, type ArrayValue } from "./array-argument";
import { requireNoCaptureOfUnevenLists } from "./captured-names";
import { macroCall } from "../../engine/macros/macro-call";

/**
 * Folds a list. DuckDB's list_reduce requires a state of the elements' type, so that both are members of one struct.
 *
 * @param step types the next state, of the writers of the state `s` and the element `x` of DuckDB's two structs
 */
function fold(
  call: FunctionCall,
  list: ArrayValue,
  initial: TypedSql,
  step: (state: () => Sql, element: () => Sql) => () => Sql,
): () => Sql {
  const { state } = call.expressions.context;
  const [wrapped, left, right] = [state.alias(), state.alias(), state.alias()];
  const next = step(
    () => SQL`${left()}.s`,
    () => SQL`${right()}.x`,
  );
  return () => {
    const [stateType, elementType] = [duckDbTypeOf(initial.type), duckDbTypeOf(list.type.element)];
    const items = SQL`list_transform(${eachRow(list.sql())}, lambda ${wrapped()}: struct_pack(s := CAST(NULL AS ${stateType}), x := ${wrapped()}))`;
    const pair = SQL`struct_pack(s := CAST(${next()} AS ${stateType}), x := ${right()}.x)`;
    const first = SQL`struct_pack(s := CAST(${initial.sql()} AS ${stateType}), x := CAST(NULL AS ${elementType}))`;
    return SQL`(list_reduce(${items}, lambda ${left()}, ${right()}: ${pair}, ${first})).s`;
  };
}

/** `reduce(array, initial, (s, x) -> s, s -> result)`. */
const reduce: FunctionRule = (call) => {
  call.requireArity(4);
  requireNoCaptureOfUnevenLists(call, call.argNode(2));
  const list = arrayArg(call);
  const given = call.arg(1);
  const type = stateType(call, list.type.element, given.type);
  const { expressions } = call;
  const folded = fold(
    call,
    list,
    coerced(given, type),
    (state, element) =>
      coerced(
        expressions.lambdaBody(call.argNode(2), [type, list.type.element], [state, element]),
        type,
      ).sql,
  );
  // The last lambda may use the state several times.
  const state = expressions.context.state.alias();
  const result = expressions.lambdaBody(call.argNode(3), [type], [state]);
  return typed(
    result.type,
    () =>
      SQL`list_transform(${eachRow(SQL`[${folded()}]`)}, lambda ${state()}: ${result.sql()})[1]`,
  );
};

/** The state's type: the one of the initial value, widened to that of the lambda's result. */
function stateType(call: FunctionCall, element: TrinoType, initial: TrinoType): TrinoType {
  const resultOf = (type: TrinoType) =>
    call.expressions.lambdaBody(call.argNode(2), [type, element], [() => EMPTY, () => EMPTY]).type;
  const result = resultOf(initial);
  const type = commonType(initial, result);
  // Trino takes no row whose fields have other names than those of the state.
  const renames = sameType(initial, result) && typeName(initial) !== typeName(result);
  if (
    type === undefined ||
    renames ||
    type.kind !== initial.kind ||
    !canCoerce(resultOf(type), type)
  ) {
    const reason = `reduce of a state of type ${typeName(initial)} by a lambda that returns ${typeName(result)}`;
    throw unsupported(reason, call.node);
  }
  return type;
}

/** `array_sort(array, (x, y) -> -1, 0 or 1)`: a stable insertion sort, since DuckDB has no comparators. */
export const sortByComparator: FunctionRule = (call) => {
  call.requireArity(2);
  requireNoCaptureOfUnevenLists(call, call.argNode(1));
  const list = arrayArg(call);
  const { element } = list.type;
  const { expressions } = call;
  const item = expressions.context.state.alias();
  const empty = typed(list.type, () => SQL`[]`);
  const items = {
    ...list,
    sql: () => macroCall(SQL`trino_comparable_items`, list.sql()),
  };
  const sorted = fold(call, items, empty, (before, next) => {
    const order = expressions.lambdaBody(call.argNode(1), [element, element], [item, next]);
    if (!sameType(order.type, INTEGER)) {
      throw unsupported(`A comparator of type ${typeName(order.type)}`, call.node);
    }
    return () => {
      const compared = macroCall(SQL`trino_comparison`, order.sql());
      const smaller = SQL`list_filter(${before()}, lambda ${item()}: ${compared} <= 0)`;
      return macroCall(SQL`trino_list_insert`, before(), SQL`len(${smaller})`, next());
    };
  });
  return typed(list.type, sorted);
};

/** `zip_with(a, b, (x, y) -> …)`: the shorter array is padded with nulls. */
const zipWith: FunctionRule = (call) => {
  call.requireArity(3);
  const [left, right] = [arrayArg(call, 0), arrayArg(call, 1)];
  const { expressions } = call;
  const [both, place] = [expressions.context.state.alias(), expressions.context.state.alias()];
  const result = expressions.lambdaBody(
    call.argNode(2),
    [left.type.element, right.type.element],
    [
      () => SQL`list_extract(${both()}.a, ${place()})`,
      () => SQL`list_extract(${both()}.b, ${place()})`,
    ],
  );
  return typed({ kind: "array", element: result.type }, () => {
    const zipped = SQL`CASE WHEN ${both()}.a IS NOT NULL AND ${both()}.b IS NOT NULL THEN list_transform(range(1, greatest(len(${both()}.a), len(${both()}.b)) + 1), lambda ${place()}: ${result.sql()}) END`;
    return SQL`list_transform(${eachRow(SQL`[struct_pack(a := ${left.sql()}, b := ${right.sql()})]`)}, lambda ${both()}: ${zipped})[1]`;
  });
};

/** Functions that go through an array with a lambda of two parameters. */
export const REDUCE_FUNCTIONS: Readonly<Record<string, FunctionRule>> = {
  reduce,
  zip_with: zipWith,
};
