import { join, SQL, type Sql } from "../../duckdb/sql";
import { unsupported } from "../query-error";
import { arithmetic } from "../translation/expressions/operators";
import { BIGINT, BOOLEAN, DOUBLE, INTEGER, VARBINARY, VARCHAR } from "../types/trino-type";
import { calls, form, type FunctionCall, type Rule, signatures } from "./rule";

/** A function that gives a text of the type of its first argument, whatever that one's length. */
const sameText =
  (sql: (...args: Sql[]) => Sql, least = 1, most = least): Rule =>
  (call) => {
    call.count(least, most);
    const { type } = call.value(0);
    if (type.kind !== "varchar" && type.kind !== "unknown") throw call.mismatch();
    return {
      sql: sql(...call.node.args.map((_, index) => call.as(index, VARCHAR))),
      type: type.kind === "unknown" ? VARCHAR : type,
    };
  };

const trimming = (name: Sql): Rule =>
  sameText(
    (text, characters = SQL`trino_whitespace()`) => SQL`${name}(${text}, ${characters})`,
    1,
    2,
  );

const substring: Rule = (call) => {
  call.count(2, 3);
  const { type } = call.value(0);
  if (type.kind === "varbinary") throw unsupported("substr of a varbinary", call.node);
  if (type.kind !== "varchar" && type.kind !== "unknown") throw call.mismatch();
  const start = call.as(1, BIGINT);
  const length = call.node.args.length === 3 ? call.as(2, BIGINT) : SQL`9223372036854775807`;
  return {
    sql: SQL`trino_substr(${call.as(0, VARCHAR)}, ${start}, ${length})`,
    type: type.kind === "unknown" ? VARCHAR : type,
  };
};

const concatenation: Rule = (call: FunctionCall) => {
  call.count(2, Infinity);
  return call.args.reduce((left, right) => arithmetic("||", left, right, call.node));
};

const padding = (name: Sql): Rule =>
  signatures(
    form(
      [VARCHAR, BIGINT, VARCHAR],
      VARCHAR,
      (text, size, pad) => SQL`${name}(${text}, trino_pad_size(${size}), trino_padding(${pad}))`,
    ),
  );

const position = signatures(
  form([VARCHAR, VARCHAR], BIGINT, (text, part) => SQL`CAST(strpos(${text}, ${part}) AS BIGINT)`),
);

/** Functions of text. */
export const TEXT_FUNCTIONS: Readonly<Record<string, Rule>> = {
  length: signatures(
    form([VARCHAR], BIGINT, calls(SQL`length`)),
    form([VARBINARY], BIGINT, calls(SQL`octet_length`)),
  ),
  lower: sameText(calls(SQL`lower`)),
  upper: sameText(calls(SQL`trino_upper`)),
  trim: trimming(SQL`trim`),
  ltrim: trimming(SQL`ltrim`),
  rtrim: trimming(SQL`rtrim`),
  substr: substring,
  substring,
  reverse: (call) => {
    call.count(1);
    const { sql, type } = call.value(0);
    if (type.kind === "array") return { sql: SQL`list_reverse(${sql})`, type };
    return sameText(calls(SQL`trino_reverse`))(call);
  },
  concat: concatenation,
  concat_ws: (call) => {
    call.count(2, Infinity);
    return {
      sql: SQL`concat_ws(${join(call.node.args.map((_, index) => call.as(index, VARCHAR)))})`,
      type: VARCHAR,
    };
  },
  replace: signatures(
    form([VARCHAR, VARCHAR], VARCHAR, (text, part) => SQL`trino_replace(${text}, ${part}, '')`),
    form([VARCHAR, VARCHAR, VARCHAR], VARCHAR, calls(SQL`trino_replace`)),
  ),
  translate: signatures(form([VARCHAR, VARCHAR, VARCHAR], VARCHAR, calls(SQL`translate`))),
  strpos: position,
  position: signatures(
    form([VARCHAR, VARCHAR], BIGINT, (part, text) => SQL`CAST(strpos(${text}, ${part}) AS BIGINT)`),
  ),
  starts_with: signatures(form([VARCHAR, VARCHAR], BOOLEAN, calls(SQL`starts_with`))),
  split: signatures(
    form([VARCHAR, VARCHAR], { kind: "array", element: VARCHAR }, calls(SQL`trino_split`)),
  ),
  split_part: signatures(form([VARCHAR, VARCHAR, BIGINT], VARCHAR, calls(SQL`trino_split_part`))),
  lpad: padding(SQL`lpad`),
  rpad: padding(SQL`rpad`),
  chr: signatures(
    form([BIGINT], { kind: "varchar", length: 1 }, (code) => SQL`chr(CAST(${code} AS INTEGER))`),
  ),
  codepoint: signatures(form([{ kind: "varchar", length: 1 }], INTEGER, calls(SQL`unicode`))),
  levenshtein_distance: signatures(form([VARCHAR, VARCHAR], BIGINT, calls(SQL`levenshtein`))),
  normalize: signatures(form([VARCHAR], VARCHAR, calls(SQL`nfc_normalize`))),
  random: signatures(
    form([], DOUBLE, calls(SQL`random`)),
    form([BIGINT], BIGINT, (below) => SQL`CAST(floor(random() * ${below}) AS BIGINT)`),
  ),
};
