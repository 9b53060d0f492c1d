import { EMPTY, SQL } from "../../../duckdb/sql";
import { macroCall } from "../../engine/macros/macro-call";
import { duckDbTypeOf } from "../../types/duckdb-type";
import { DOUBLE } from "../../types/trino-type";
import { callTo, overloads, signature } from "../signature";

/** Integer types of which `random` returns a value. */
const RANDOM_TYPES = [
  { kind: "tinyint" },
  { kind: "smallint" },
  { kind: "integer" },
  { kind: "bigint" },
] as const;

/** `random`: a double below one, or an integer within bounds. */
export const randomNumber = overloads(
  signature([], DOUBLE, callTo(SQL`random`)),
  ...RANDOM_TYPES.flatMap((type) => [
    signature(
      [type],
      type,
      (below = EMPTY) =>
        SQL`CAST(${macroCall(SQL`trino_random`, SQL`0`, below)} AS ${duckDbTypeOf(type)})`,
    ),
    signature(
      [type, type],
      type,
      (least = EMPTY, below = EMPTY) =>
        SQL`CAST(${macroCall(SQL`trino_random`, least, below)} AS ${duckDbTypeOf(type)})`,
    ),
  ]),
);
