import { EMPTY, SQL, type Sql } from "../../../duckdb/sql";
import { macroCall } from "../../engine/macros/macro-call";
import { unsupported } from "../../query-error";
import { typed } from "../../translation/expressions/typed-sql";
import { BIGINT, BOOLEAN, INTEGER, VARBINARY, VARCHAR } from "../../types/trino-type";
import { callTo, type FunctionRule, overloads, signature, total } from "../signature";
import { part, withLength } from "./bounded-length";
import { concatenated, concatenation, TEXTS } from "./concatenation";
import { isNonEmptyText, isPlace, withPlainForm } from "./plain-form";
import { randomNumber } from "./random-number";
import { substring } from "./substring";

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
