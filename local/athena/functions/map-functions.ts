import { commonType } from "../types/coercion";
import { coerce } from "../translation/typed";
import type { Typed } from "../translation/typed";
import { BOOLEAN, type TypeOf, UNKNOWN } from "../types/trino-type";
import type { FunctionCall, Rule } from "./rule";

interface MapValue extends Typed {
  readonly type: TypeOf<"map">;
}

function map(call: FunctionCall, index = 0): MapValue {
  const { sql, type } = call.value(index);
  if (type.kind !== "map") throw call.mismatch();
  return { sql, type };
}

/** Functions of maps. */
export const MAP_FUNCTIONS: Readonly<Record<string, Rule>> = {
  map: (call) => {
    call.count(0, 2);
    if (call.node.args.length === 0)
      return { sql: "MAP {}", type: { kind: "map", key: UNKNOWN, value: UNKNOWN } };
    const [keys, values] = [call.value(0), call.value(1)];
    if (keys.type.kind !== "array" || values.type.kind !== "array") throw call.mismatch();
    return {
      sql: `map(${keys.sql}, ${values.sql})`,
      type: { kind: "map", key: keys.type.element, value: values.type.element },
    };
  },
  map_keys: (call) => {
    call.count(1);
    const { sql, type } = map(call);
    return { sql: `map_keys(${sql})`, type: { kind: "array", element: type.key } };
  },
  map_values: (call) => {
    call.count(1);
    const { sql, type } = map(call);
    return { sql: `map_values(${sql})`, type: { kind: "array", element: type.value } };
  },
  map_entries: (call) => {
    call.count(1);
    const { sql, type } = map(call);
    const fields = [{ type: type.key }, { type: type.value }];
    return {
      sql: `list_transform(map_entries(${sql}), lambda item: struct_pack(field0 := item.key, field1 := item.value))`,
      type: { kind: "array", element: { kind: "row", fields } },
    };
  },
  map_concat: (call) => {
    call.count(2, Infinity);
    const maps = call.node.args.map((_, index) => map(call, index));
    const type = maps
      .map((value) => value.type)
      .reduce((left, right) => {
        const common = commonType(left, right);
        if (common?.kind !== "map") throw call.mismatch();
        return common;
      });
    return { sql: `map_concat(${maps.map((value) => coerce(value, type)).join(", ")})`, type };
  },
  map_filter: (call) => {
    call.count(2);
    const { sql, type } = map(call);
    const body = call.expressions.lambda(call.argument(1), [type.key, type.value]);
    if (body.type.kind !== BOOLEAN.kind) throw call.mismatch();
    return { sql: `trino_map_where(${sql}, ${perEntry(sql, body.sql)})`, type };
  },
  transform_values: (call) => {
    call.count(2);
    const { sql, type } = map(call);
    const body = call.expressions.lambda(call.argument(1), [type.key, type.value]);
    return {
      sql: `map(map_keys(${sql}), ${perEntry(sql, body.sql)})`,
      type: { ...type, value: body.type },
    };
  },
};

/** Applies a lambda of key and value to each entry: DuckDB's lambdas take one item and its place. */
function perEntry(sql: string, lambda: string): string {
  const [, key = "", value = "", body = ""] = /^lambda (\w+), (\w+): ([^]*)$/.exec(lambda) ?? [];
  const named = body
    .replace(new RegExp(`\\b${key}\\b`, "g"), "entry.key")
    .replace(new RegExp(`\\b${value}\\b`, "g"), "entry.value");
  return `list_transform(map_entries(${sql}), lambda entry: ${named})`;
}
