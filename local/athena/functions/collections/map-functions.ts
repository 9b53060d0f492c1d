import { eachRow } from "../../../duckdb/each-row";
import { join, SQL } from "../../../duckdb/sql";
import { unsupported } from "../../query-error";
import { commonType } from "../../types/coercion";
import { coerce, typed } from "../../translation/expressions/typed-sql";
import type { TypedSql } from "../../translation/expressions/typed-sql";
import { BOOLEAN, type TypeOf, typeName, UNKNOWN } from "../../types/trino-type";
import type { FunctionCall } from "../function-call";
import type { FunctionRule } from "../signature";
import { macroCall } from "../../engine/macros/macro-call";

interface MapValue extends TypedSql {
  readonly type: TypeOf<"map">;
}

function map(call: FunctionCall, index = 0): MapValue {
  const { sql, type } = call.arg(index);
  if (type.kind !== "map") throw call.noMatchingSignature();
  return { sql, type };
}

/** Map functions. */
export const MAP_FUNCTIONS: Readonly<Record<string, FunctionRule>> = {
  map: (call) => {
    call.requireArity(0, 2);
    if (call.node.args.length === 0)
      return typed({ kind: "map", key: UNKNOWN, value: UNKNOWN }, () => SQL`MAP {}`);
    const [keys, values] = [call.arg(0), call.arg(1)];
    if (keys.type.kind === "unknown" || values.type.kind === "unknown") {
      throw unsupported("MAP of a bare NULL", call.node);
    }
    if (keys.type.kind !== "array" || values.type.kind !== "array")
      throw call.noMatchingSignature();
    if (["array", "map", "row"].includes(keys.type.element.kind)) {
      // Trino fails for a key with a null in it, of which DuckDB makes one like any other.
      throw unsupported(`MAP with keys of type ${typeName(keys.type.element)}`, call.node);
    }
    return typed(
      { kind: "map", key: keys.type.element, value: values.type.element },
      () => SQL`map(${keys.sql()}, ${values.sql()})`,
    );
  },
  map_keys: (call) => {
    call.requireArity(1);
    const { sql, type } = map(call);
    return typed({ kind: "array", element: type.key }, () => SQL`map_keys(${sql()})`);
  },
  map_values: (call) => {
    call.requireArity(1);
    const { sql, type } = map(call);
    return typed({ kind: "array", element: type.value }, () => SQL`map_values(${sql()})`);
  },
  map_entries: (call) => {
    call.requireArity(1);
    const { sql, type } = map(call);
    const fields = [{ type: type.key }, { type: type.value }];
    return typed(
      { kind: "array", element: { kind: "row", fields } },
      () =>
        SQL`list_transform(map_entries(${sql()}), lambda item: struct_pack(field0 := item.key, field1 := item.value))`,
    );
  },
  map_concat: (call) => {
    call.requireArity(2, Infinity);
    const type = call.args
      .map((value) => value.type)
      .reduce((left, right) => commonType(left, right) ?? UNKNOWN);
    if (type.kind !== "map") throw call.noMatchingSignature();
    const { args } = call;
    return typed(type, () => {
      const maps = args.map((value) => coerce(value, type));
      // Trino begins with the entries of the last map; DuckDB keeps the place of a key and its last value.
      const ordered = [...maps.slice(1).reverse(), ...maps];
      const nulls = join(
        maps.map((value) => SQL`${value} IS NULL`),
        SQL` OR `,
      );
      return SQL`CASE WHEN NOT (${nulls}) THEN map_concat(${join(ordered)}) END`;
    });
  },
  map_filter: (call) => {
    call.requireArity(2);
    const value = map(call);
    const kept = transformEntries(call, value);
    if (kept.type.kind !== BOOLEAN.kind) throw call.noMatchingSignature();
    return typed(value.type, () => macroCall(SQL`trino_map_filter`, value.sql(), kept.sql()));
  },
  transform_values: (call) => {
    call.requireArity(2);
    const value = map(call);
    const values = transformEntries(call, value);
    return typed(
      { ...value.type, value: values.type },
      () => SQL`map(map_keys(${value.sql()}), ${values.sql()})`,
    );
  },
};

/**
 * Applies the call's lambda of key and value to each entry. DuckDB's lambdas have one parameter, so it gets the entry.
 *
 * @returns the list of results, with the type of its items
 */
function transformEntries(call: FunctionCall, { sql, type }: MapValue): TypedSql {
  const { expressions } = call;
  const entry = expressions.context.state.alias();
  const body = expressions.lambdaBody(
    call.argNode(1),
    [type.key, type.value],
    [() => SQL`${entry()}.key`, () => SQL`${entry()}.value`],
  );
  return typed(
    body.type,
    () =>
      SQL`list_transform(${eachRow(SQL`map_entries(${sql()})`)}, lambda ${entry()}: ${body.sql()})`,
  );
}
