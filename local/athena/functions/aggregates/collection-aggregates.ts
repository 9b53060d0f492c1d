import { SQL } from "../../../duckdb/sql";
import { QueryError, unsupported } from "../../query-error";
import { duckDbTypeOf } from "../../types/duckdb-type";
import { BIGINT, type TrinoType, VARCHAR } from "../../types/trino-type";
import type { AggregateRules } from "./aggregate-rule";
import { macroCall } from "../../engine/macros/macro-call";

/** Aggregates that return an array, a map or a concatenated string. */
export const COLLECTION_AGGREGATES: AggregateRules = {
  array_agg: (call, write) => {
    call.requireArity(1);
    const { sql, type } = call.arg(0);
    return { sql: write(SQL`array_agg`, [sql]), type: { kind: "array", element: type } };
  },
  listagg: (call, write) => {
    call.requireArity(1, 2);
    const { kind } = call.arg(0).type;
    if (kind !== "varchar" && kind !== "unknown") {
      throw new QueryError("TYPE_MISMATCH", `listagg of ${kind}: expected a varchar`, call.node);
    }
    const separator = call.node.args.length === 2 ? call.argAs(1, VARCHAR) : SQL`''`;
    const joined = write(SQL`string_agg`, [call.argAs(0, VARCHAR), separator]);
    return { sql: macroCall(SQL`trino_listagg`, joined), type: VARCHAR };
  },
  map_agg: (call, write) => {
    call.requireArity(2);
    const [key, value] = [call.arg(0), call.arg(1)];
    const entry = SQL`CASE WHEN ${key.sql} IS NOT NULL THEN struct_pack(k := ${key.sql}, v := ${value.sql}) END`;
    return {
      sql: macroCall(SQL`trino_map_of_entries`, write(SQL`array_agg`, [entry])),
      type: { kind: "map", key: key.type, value: value.type },
    };
  },
  map_union: (call, write) => {
    call.requireArity(1);
    const { sql, type } = call.arg(0);
    if (type.kind !== "map") throw call.noMatchingSignature();
    const entries = SQL`list_transform(map_entries(${sql}), lambda item: struct_pack(k := item.key, v := item.value))`;
    return {
      sql: macroCall(SQL`trino_map_of_entries`, SQL`flatten(${write(SQL`array_agg`, [entries])})`),
      type,
    };
  },
  histogram: (call, write) => {
    call.requireArity(1);
    const { sql, type } = call.arg(0);
    if (type.kind === "double" || type.kind === "real") {
      throw unsupported(`histogram of ${type.kind}`, call.node);
    }
    const returnType: TrinoType = { kind: "map", key: type, value: BIGINT };
    return {
      sql: SQL`CAST(${write(SQL`histogram`, [sql])} AS ${duckDbTypeOf(returnType)})`,
      type: returnType,
    };
  },
};
