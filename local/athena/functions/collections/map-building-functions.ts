import { type TrinoType, VARCHAR } from "../../types/trino-type";
import { duckDbTypeOf, fieldName } from "../../types/duckdb-type";
import { eachRow } from "../../../duckdb/each-row";
import { identifier, SQL, type Sql } from "../../../duckdb/sql";
import { typed } from "../../translation/expressions/typed-sql";
import type { FunctionRule } from "../signature";
import { callTo, overloads, signature } from "../signature";
import { arrayArg } from "./array-argument";

const TEXT_MAP: TrinoType = { kind: "map", key: VARCHAR, value: VARCHAR };
const TEXT_MULTIMAP: TrinoType = {
  kind: "map",
  key: VARCHAR,
  value: { kind: "array", element: VARCHAR },
};

/** A map of which a UDF returns the entries as JSON: keys `k` and values `v`. */
const fromText = (name: Sql, type: typeof TEXT_MAP): FunctionRule =>
  overloads(
    signature([VARCHAR, VARCHAR, VARCHAR], type, (...args) => {
      const value = type === TEXT_MAP ? SQL`VARCHAR` : SQL`VARCHAR[]`;
      return SQL`map_from_entries(CAST(CAST(${callTo(name)(...args)} AS JSON) AS STRUCT(k VARCHAR, v ${value})[]))`;
    }),
  );

/** Functions that make a map of entries. Duplicate and null keys fail. */
export const MAP_BUILDING_FUNCTIONS: Readonly<Record<string, FunctionRule>> = {
  map_from_entries: (call) => {
    call.requireArity(1);
    const { sql, type } = arrayArg(call);
    const { element } = type;
    if (element.kind !== "row" || element.fields.length !== 2) throw call.noMatchingSignature();
    const [key, value] = element.fields;
    if (key === undefined || value === undefined) throw call.noMatchingSignature();
    const item = call.expressions.context.state.alias();
    const map: TrinoType = { kind: "map", key: key.type, value: value.type };
    return typed(map, () => {
      const field = (index: number) => identifier(fieldName(element.fields[index]?.name, index));
      const entry = SQL`struct_pack(k := ${item()}.${field(0)}, v := ${item()}.${field(1)})`;
      return SQL`CAST(map_from_entries(list_transform(${eachRow(sql())}, lambda ${item()}: ${entry})) AS ${duckDbTypeOf(map)})`;
    });
  },
  transform_keys: (call) => {
    call.requireArity(2);
    const { sql, type } = call.arg(0);
    if (type.kind !== "map") throw call.noMatchingSignature();
    const { expressions } = call;
    const entry = expressions.context.state.alias();
    const key = expressions.lambdaBody(
      call.argNode(1),
      [type.key, type.value],
      [() => SQL`${entry()}.key`, () => SQL`${entry()}.value`],
    );
    const map: TrinoType = { kind: "map", key: key.type, value: type.value };
    return typed(
      map,
      () =>
        SQL`CAST(map_from_entries(list_transform(${eachRow(SQL`map_entries(${sql()})`)}, lambda ${entry()}: struct_pack(k := ${key.sql()}, v := ${entry()}.value))) AS ${duckDbTypeOf(map)})`,
    );
  },
  split_to_map: fromText(SQL`trino_split_to_map`, TEXT_MAP),
  split_to_multimap: fromText(SQL`trino_split_to_multimap`, TEXT_MULTIMAP),
};
