import { SQL, type Sql } from "../../../duckdb/sql";
import { BIGINT, BOOLEAN, type TrinoType, VARCHAR } from "../../types/trino-type";
import { typed } from "../../translation/expressions/typed-sql";
import { callTo, signature, type FunctionRule, overloads } from "../signature";
import { part, type ResultLength, withLength } from "./bounded-length";

const TEXTS: TrinoType = { kind: "array", element: VARCHAR };

/** https://github.com/trinodb/trino/blob/476/core/trino-main/src/main/java/io/trino/operator/scalar/JoniRegexpFunctions.java */
const replaced: ResultLength = (text, _pattern, replacement = 0) =>
  text + Math.max(Math.floor((text * replacement) / 2), replacement) * (text + 1);

const replaceByText: FunctionRule = withLength(
  overloads(
    signature(
      [VARCHAR, VARCHAR],
      VARCHAR,
      (text, pattern) => SQL`trino_regexp_replace(${text}, ${pattern}, '')`,
    ),
    signature([VARCHAR, VARCHAR, VARCHAR], VARCHAR, callTo(SQL`trino_regexp_replace`)),
  ),
  replaced,
);

/** `regexp_replace(text, pattern, groups -> replacement)`: the result is null if a replacement is. */
const replaceByLambda: FunctionRule = (call) => {
  call.requireArity(3);
  const [text, pattern] = [call.argAs(0, VARCHAR), call.argAs(1, VARCHAR)];
  const { state } = call.expressions.context;
  const [piece, parts] = [state.alias(), state.alias()];
  const replacement = call.expressions.lambdaBody(
    call.argNode(2),
    [TEXTS],
    [() => SQL`${piece()}.g`],
  );
  if (replacement.type.kind !== "varchar") throw call.noMatchingSignature();
  return typed(VARCHAR, () => {
    const json = SQL`trino_regexp_pieces(${text.sql()}, ${pattern.sql()})`;
    const pieces = SQL`CAST(CAST(${json} AS JSON) AS STRUCT(t VARCHAR, g VARCHAR[])[])`;
    const part = SQL`CASE WHEN ${piece()}.g IS NULL THEN ${piece()}.t ELSE ${piece()}.t || ${replacement.sql()} END`;
    const joined = SQL`CASE WHEN len(${parts()}) = list_count(${parts()}) THEN array_to_string(${parts()}, '') END`;
    return SQL`list_transform([list_transform(${pieces}, lambda ${piece()}: ${part})], lambda ${parts()}: ${joined})[1]`;
  });
};

/** Functions of Java's regular expressions. */
export const REGEXP_FUNCTIONS: Readonly<Record<string, FunctionRule>> = {
  regexp_like: overloads(signature([VARCHAR, VARCHAR], BOOLEAN, callTo(SQL`trino_regexp_like`))),
  regexp_extract: withLength(
    overloads(
      signature(
        [VARCHAR, VARCHAR],
        VARCHAR,
        (text, pattern) => SQL`trino_regexp_extract(${text}, ${pattern}, 0)`,
      ),
      signature([VARCHAR, VARCHAR, BIGINT], VARCHAR, callTo(SQL`trino_regexp_extract`)),
    ),
    part,
  ),
  regexp_extract_all: withLength(
    overloads(
      signature([VARCHAR, VARCHAR], TEXTS, (text, pattern) =>
        texts(SQL`trino_regexp_extract_all(${text}, ${pattern}, 0)`),
      ),
      signature([VARCHAR, VARCHAR, BIGINT], TEXTS, (...args) =>
        texts(callTo(SQL`trino_regexp_extract_all`)(...args)),
      ),
    ),
    part,
  ),
  regexp_replace: (call) =>
    call.node.args[2]?.kind === "lambda" ? replaceByLambda(call) : replaceByText(call),
  regexp_split: withLength(
    overloads(
      signature([VARCHAR, VARCHAR], TEXTS, (...args) =>
        texts(callTo(SQL`trino_regexp_split`)(...args)),
      ),
    ),
    part,
  ),
  regexp_count: overloads(signature([VARCHAR, VARCHAR], BIGINT, callTo(SQL`trino_regexp_count`))),
};

/** Converts a list that a UDF returned as JSON. */
function texts(json: Sql): Sql {
  return SQL`CAST(CAST(${json} AS JSON) AS VARCHAR[])`;
}
