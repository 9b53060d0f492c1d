import { EMPTY, join, literal, SQL, type Sql } from "../../../duckdb/sql";
import { QueryError, unsupported } from "../../query-error";
import { arithmetic, concatenate } from "../../translation/expressions/operators";
import { coerce, coerced, typed, type TypedSql } from "../../translation/expressions/typed-sql";
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
  (write: (...args: Sql[]) => Sql, min = 1, max = min): FunctionRule =>
  (call) => {
    call.requireArity(min, max);
    const { type } = call.arg(0);
    if (type.kind !== "varchar" && type.kind !== "unknown") throw call.noMatchingSignature();
    const texts = call.args.map((_, index) => call.argAs(index, VARCHAR));
    // The shortest type that a bare NULL has.
    return typed(type.kind === "unknown" ? { kind: "varchar", length: 0 } : type, () =>
      write(...texts.map(({ sql }) => sql())),
    );
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
  const text = call.argAs(0, VARCHAR);
  const start = call.argAs(1, BIGINT);
  const length = call.optionalArgAs(2, BIGINT);
  // DuckDB agrees with Trino if neither is negative or zero.
  const places = call.args.slice(1);
  if (places.every(isPlace)) {
    return typed(type, () => SQL`substring(${text.sql()}, ${join(places.map(uncast))})`);
  }
  return typed(type, () => {
    const size = length?.sql() ?? SQL`9223372036854775807`;
    return macroCall(SQL`trino_substr`, text.sql(), start.sql(), size);
  });
};

/** Whether a value is a literal that counts characters from one. */
function isPlace({ literal }: TypedSql): boolean {
  return typeof literal === "bigint" && literal > 0n && literal <= MAX_INTEGER;
}

/** A literal without the cast of its own type: DuckDB takes it for one of its parameter's type. */
function uncast({ literal: value, sql }: TypedSql): Sql {
  return value === undefined || typeof value === "number" ? sql() : literal(value);
}

const MAX_INTEGER = 2_147_483_647n;

/**
 * A rule with a plain form of DuckDB for calls whose arguments are known not to need the checks of the rule's macro. A
 * macro that uses an argument several times has it bound, which DuckDB plans ten times as long.
 *
 * @param isPlain whether the arguments after the first one are so
 */
function withPlainForm(
  rule: FunctionRule,
  isPlain: (rest: readonly TypedSql[]) => boolean,
  write: (text: Sql, ...rest: Sql[]) => Sql,
): FunctionRule {
  return (call) => {
    const general = rule(call);
    const [text, ...rest] = call.args;
    if (text === undefined || !isPlain(rest)) return general;
    return { ...general, sql: () => write(coerce(text, VARCHAR), ...rest.map(uncast)) };
  };
}

/** Whether a value is a text of at least one character. */
function isNonEmptyText(value: TypedSql | undefined): boolean {
  return typeof value?.literal === "string" && value.literal !== "";
}

const concatenation: FunctionRule = (call: FunctionCall) => {
  call.requireArity(2, Infinity);
  const { args } = call;
  // Of three and more arguments, Trino takes a bare NULL for text next to a text, of two for an array.
  const texts = args.length > 2 && args.some(({ type }) => type.kind === "varchar");
  const values = args.map((arg): TypedSql =>
    texts && arg.type.kind === "unknown" ? coerced(arg, VARCHAR) : arg,
  );
  if (values.length > 2 && values.some(({ type }) => type.kind !== "unknown")) {
    return values.reduce((left, right) => concatenate(left, right, call.node));
  }
  return values.reduce((left, right) => arithmetic("||", left, right, call.node));
};

/** The parts of concat_ws as a list. */
function concatenated(call: FunctionCall): () => Sql {
  const [first, second] = call.args.slice(1);
  if (first !== undefined && second === undefined) {
    if (first.type.kind === "array") return call.argAs(1, TEXTS).sql;
    if (first.type.kind === "unknown") throw ambiguous(call);
  }
  const texts = call.args.slice(1).map((_, index) => call.argAs(index + 1, VARCHAR));
  return () => SQL`[${join(texts.map(({ sql }) => sql()))}]`;
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

const reverseText = sameText(callTo(SQL`trino_reverse`));

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
    if (type.kind === "array") return typed(type, () => SQL`list_reverse(${sql()})`);
    return reverseText(call);
  }),
  concat: total(concatenation),
  concat_ws: (call) => {
    call.requireArity(2, Infinity);
    const [texts, separator] = [concatenated(call), call.argAs(0, VARCHAR)];
    return typed(VARCHAR, () => macroCall(SQL`trino_joined`, texts(), separator.sql()));
  },
  replace: withLength(
    withPlainForm(
      overloads(
        signature([VARCHAR, VARCHAR], VARCHAR, (text, part) =>
          macroCall(SQL`trino_replace`, text, part, SQL`''`),
        ),
        signature([VARCHAR, VARCHAR, VARCHAR], VARCHAR, callTo(SQL`trino_replace`)),
      ),
      ([part, replacement]) =>
        isNonEmptyText(part) &&
        (replacement === undefined || typeof replacement.literal === "string"),
      (text, part = EMPTY, replacement = SQL`''`) => SQL`replace(${text}, ${part}, ${replacement})`,
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
    withPlainForm(
      overloads(signature([VARCHAR, VARCHAR], TEXTS, callTo(SQL`trino_split`))),
      ([delimiter]) => isNonEmptyText(delimiter),
      (text, delimiter = EMPTY) => SQL`string_split(${text}, ${delimiter})`,
    ),
    part,
  ),
  split_part: withLength(
    withPlainForm(
      overloads(signature([VARCHAR, VARCHAR, BIGINT], VARCHAR, callTo(SQL`trino_split_part`))),
      ([delimiter, place]) => isNonEmptyText(delimiter) && place !== undefined && isPlace(place),
      (text, delimiter = EMPTY, place = EMPTY) =>
        SQL`list_extract(string_split(${text}, ${delimiter}), ${place})`,
    ),
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
