import { rejectMaps } from "../../types/reject-maps";
import { SQL } from "../../../duckdb/sql";
import { QueryError, unsupported } from "../../query-error";
import { duckDbTypeOf } from "../../types/duckdb-type";
import { BIGINT, type TrinoType, VARCHAR } from "../../types/trino-type";
import type { AggregateRules } from "./aggregate-rule";
import { typed } from "../../translation/expressions/typed-sql";
import { macroCall } from "../../engine/macros/macro-call";

/** Aggregates that return an array, a map or a concatenated string. */
export const COLLECTION_AGGREGATES: AggregateRules = {
  array_agg: (call, write) => {
    call.requireArity(1);
    const { sql, type } = call.arg(0);
    return typed({ kind: "array", element: type }, () => write(SQL`array_agg`, [sql()]));
  },
  listagg: (call, write) => {
    call.requireArity(1, 2);
    const { kind } = call.arg(0).type;
    if (kind !== "varchar" && kind !== "unknown") {
      throw new QueryError("TYPE_MISMATCH", `listagg of ${kind}: expected a varchar`, call.node);
    }
    if (call.node.args.length === 2 && call.argNode(1).kind !== "string") {
      throw new QueryError("SYNTAX_ERROR", "The separator of listagg is no string", call.node);
    }
    const text = call.argAs(0, VARCHAR);
    const separator = call.optionalArgAs(1, VARCHAR);
    return typed(VARCHAR, () => {
      const joined = write(SQL`string_agg`, [text.sql(), separator?.sql() ?? SQL`''`]);
      return macroCall(SQL`trino_listagg`, joined);
    });
  },
  map_agg: (call, write) => {
    call.requireArity(2);
    const [key, value] = [call.arg(0), call.arg(1)];
    rejectMaps(key.type, "map_agg by keys", call.node);
    call.requireRepeatable(0, 1);
    return typed({ kind: "map", key: key.type, value: value.type }, () => {
      const entry = SQL`CASE WHEN ${key.sql()} IS NOT NULL THEN struct_pack(k := ${key.sql()}, v := ${value.sql()}) END`;
      return macroCall(SQL`trino_map_of_entries`, write(SQL`array_agg`, [entry]));
    });
  },
  map_union: (call, write) => {
    call.requireArity(1);
    const { sql, type } = call.arg(0);
    if (type.kind !== "map") throw call.noMatchingSignature();
    call.requireRepeatable(0);
    return typed(type, () => {
      const entries = SQL`list_transform(map_entries(${sql()}), lambda item: struct_pack(k := item.key, v := item.value))`;
      const all = SQL`flatten(${write(SQL`array_agg`, [entries])})`;
      return macroCall(SQL`trino_map_of_entries`, all);
    });
  },
  histogram: (call, write) => {
    call.requireArity(1);
    const { sql, type } = call.arg(0);
    rejectMaps(type, "histogram", call.node);
    if (type.kind === "double" || type.kind === "real") {
      throw unsupported(`histogram of ${type.kind}`, call.node);
    }
    const returnType: TrinoType = { kind: "map", key: type, value: BIGINT };
    return typed(
      returnType,
      () => SQL`CAST(${write(SQL`histogram`, [sql()])} AS ${duckDbTypeOf(returnType)})`,
    );
  },
};
