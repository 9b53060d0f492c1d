import { EMPTY, join, SQL, type Sql } from "../../../duckdb/sql";
import { QueryError, unsupported } from "../../query-error";
import { arithmetic } from "../../translation/expressions/operators";
import { coerce } from "../../translation/expressions/typed-sql";
import { duckDbTypeOf } from "../../types/duckdb-type";
import {
  BIGINT,
  BOOLEAN,
  DOUBLE,
  INTEGER,
  type TrinoType,
  VARBINARY,
  VARCHAR,
} from "../../types/trino-type";
import type { FunctionCall } from "../function-call";
import { callTo, signature, type FunctionRule, overloads, total } from "../signature";
import { part, withLength } from "./bounded-length";
import { macroCall } from "../../engine/macros/macro-call";

const TEXTS: TrinoType = { kind: "array", element: VARCHAR };

/** A function of strings that returns the type of its first argument, a varchar of any length. */
const sameText =
  (sql: (...args: Sql[]) => Sql, min = 1, max = min): FunctionRule =>
  (call) => {
    call.requireArity(min, max);
    const { type } = call.arg(0);
    if (type.kind !== "varchar" && type.kind !== "unknown") throw call.noMatchingSignature();
    return {
      sql: sql(...call.node.args.map((_, index) => call.argAs(index, VARCHAR))),
      // The shortest type that a bare NULL has.
      type: type.kind === "unknown" ? { kind: "varchar", length: 0 } : type,
    };
  };

const trimming = (name: Sql): FunctionRule =>
  sameText(
    (text, characters = SQL`trino_whitespace()`) => SQL`${name}(${text}, ${characters})`,
    1,
    2,
  );

const substring: FunctionRule = (call) => {
  call.requireArity(2, 3);
  const { type } = call.arg(0);
  if (type.kind === "varbinary") throw unsupported("substr of a varbinary", call.node);
  if (type.kind === "unknown") throw ambiguous(call);
  if (type.kind !== "varchar") throw call.noMatchingSignature();
  const plain = plainSubstring(call);
  if (plain !== undefined) return { sql: plain, type };
  const start = call.argAs(1, BIGINT);
  const length = call.node.args.length === 3 ? call.argAs(2, BIGINT) : SQL`9223372036854775807`;
  return {
    sql: macroCall(SQL`trino_substr`, call.argAs(0, VARCHAR), start, length),
    type,
  };
};

/** The part from a literal place on, of a literal length: DuckDB agrees with Trino if neither is negative or zero. */
function plainSubstring(call: FunctionCall): Sql | undefined {
  const numbers = call.node.args.slice(1).map((_, index) => call.arg(index + 1).literal);
  const fits = (value: unknown) => typeof value === "bigint" && value > 0n && value <= MAX_INTEGER;
  if (!numbers.every(fits)) return undefined;
  const places = numbers.map((_, index) => call.argAs(index + 1, BIGINT));
  return SQL`substring(${call.argAs(0, VARCHAR)}, ${join(places)})`;
}

const MAX_INTEGER = 2_147_483_647n;

const concatenation: FunctionRule = (call: FunctionCall) => {
  call.requireArity(2, Infinity);
  const { args } = call;
  // Of three and more arguments, Trino takes a bare NULL for text next to a text, of two for an array.
  const texts = args.length > 2 && args.some(({ type }) => type.kind === "varchar");
  const typed = texts
    ? args.map((arg) =>
        arg.type.kind === "unknown" ? { sql: coerce(arg, VARCHAR), type: VARCHAR } : arg,
      )
    : args;
  return typed.reduce((left, right) => arithmetic("||", left, right, call.node));
};

/** The parts of concat_ws as a list. */
function concatenated(call: FunctionCall): Sql {
  const [first, second] = call.args.slice(1);
  if (first !== undefined && second === undefined) {
    if (first.type.kind === "array") return call.argAs(1, TEXTS);
    if (first.type.kind === "unknown") throw ambiguous(call);
  }
  return SQL`[${join(call.node.args.slice(1).map((_, index) => call.argAs(index + 1, VARCHAR)))}]`;
}

/** Trino has this function for several types, and a bare NULL could be any of them. */
function ambiguous({ node }: FunctionCall): QueryError {
  const reason = `Could not choose a best candidate of the function ${node.name} for a bare NULL`;
  return new QueryError("AMBIGUOUS_FUNCTION_CALL", reason, node);
}

const padding = (name: Sql): FunctionRule =>
  overloads(
    signature(
      [VARCHAR, BIGINT, VARCHAR],
      VARCHAR,
      (text, size, pad) =>
        SQL`${name}(${text}, ${macroCall(SQL`trino_pad_size`, size)}, ${macroCall(SQL`trino_padding`, pad)})`,
    ),
  );

const position = overloads(
  signature(
    [VARCHAR, VARCHAR],
    BIGINT,
    (text, part) => SQL`CAST(strpos(${text}, ${part}) AS BIGINT)`,
  ),
);

const normalized = overloads(signature([VARCHAR], VARCHAR, callTo(SQL`nfc_normalize`)));

/** Integer types of which `random` returns a value. */
const RANDOM_TYPES = [
  { kind: "tinyint" },
  { kind: "smallint" },
  { kind: "integer" },
  { kind: "bigint" },
] as const;

const randomNumber = overloads(
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

/** String functions. */
export const STRING_FUNCTIONS: Readonly<Record<string, FunctionRule>> = {
  length: total(
    overloads(
      signature([VARCHAR], BIGINT, callTo(SQL`length`)),
      signature([VARBINARY], BIGINT, callTo(SQL`octet_length`)),
    ),
  ),
  lower: total(sameText(callTo(SQL`lower`))),
  upper: total(sameText(callTo(SQL`trino_upper`))),
  trim: total(trimming(SQL`trim`)),
  ltrim: total(trimming(SQL`ltrim`)),
  rtrim: total(trimming(SQL`rtrim`)),
  substr: total(substring),
  substring: total(substring),
  reverse: total((call) => {
    call.requireArity(1);
    const { sql, type } = call.arg(0);
    if (type.kind === "array") return { sql: SQL`list_reverse(${sql})`, type };
    return sameText(callTo(SQL`trino_reverse`))(call);
  }),
  concat: total(concatenation),
  concat_ws: (call) => {
    call.requireArity(2, Infinity);
    return {
      sql: macroCall(SQL`trino_joined`, concatenated(call), call.argAs(0, VARCHAR)),
      type: VARCHAR,
    };
  },
  replace: withLength(
    overloads(
      signature([VARCHAR, VARCHAR], VARCHAR, (text, part) =>
        macroCall(SQL`trino_replace`, text, part, SQL`''`),
      ),
      signature([VARCHAR, VARCHAR, VARCHAR], VARCHAR, callTo(SQL`trino_replace`)),
    ),
    (text, _part, replacement = 0) => text + replacement * (text + 1),
  ),
  translate: overloads(signature([VARCHAR, VARCHAR, VARCHAR], VARCHAR, callTo(SQL`translate`))),
  strpos: total(position),
  position: overloads(
    signature(
      [VARCHAR, VARCHAR],
      BIGINT,
      (part, text) => SQL`CAST(strpos(${text}, ${part}) AS BIGINT)`,
    ),
  ),
  starts_with: total(overloads(signature([VARCHAR, VARCHAR], BOOLEAN, callTo(SQL`starts_with`)))),
  split: withLength(
    overloads(signature([VARCHAR, VARCHAR], TEXTS, callTo(SQL`trino_split`))),
    part,
  ),
  split_part: withLength(
    overloads(signature([VARCHAR, VARCHAR, BIGINT], VARCHAR, callTo(SQL`trino_split_part`))),
    part,
  ),
  lpad: padding(SQL`lpad`),
  rpad: padding(SQL`rpad`),
  chr: overloads(
    signature(
      [BIGINT],
      { kind: "varchar", length: 1 },
      (code) => SQL`chr(CAST(${code} AS INTEGER))`,
    ),
  ),
  codepoint: overloads(
    signature([{ kind: "varchar", length: 1 }], INTEGER, callTo(SQL`trino_codepoint`)),
  ),
  levenshtein_distance: overloads(
    signature([VARCHAR, VARCHAR], BIGINT, callTo(SQL`trino_levenshtein`)),
  ),
  normalize: (call) => {
    if (call.node.args.length > 1) throw unsupported("normalize with a form", call.node);
    return normalized(call);
  },
  random: (call) => ({
    ...randomNumber(call),
    // With bounds, the lower one has to be less than the upper one.
    facts: { volatile: true, total: call.node.args.length === 0 },
  }),
};
