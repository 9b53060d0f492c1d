import { SQL, type Sql } from "../../../duckdb/sql";
import { BIGINT, BOOLEAN, type TrinoType, VARCHAR } from "../../types/trino-type";
import { callTo, signature, type FunctionRule, overloads } from "../signature";

const TEXTS: TrinoType = { kind: "array", element: VARCHAR };

/** Functions of Java's regular expressions. */
export const REGEXP_FUNCTIONS: Readonly<Record<string, FunctionRule>> = {
  regexp_like: overloads(signature([VARCHAR, VARCHAR], BOOLEAN, callTo(SQL`trino_regexp_like`))),
  regexp_extract: overloads(
    signature(
      [VARCHAR, VARCHAR],
      VARCHAR,
      (text, pattern) => SQL`trino_regexp_extract(${text}, ${pattern}, 0)`,
    ),
    signature([VARCHAR, VARCHAR, BIGINT], VARCHAR, callTo(SQL`trino_regexp_extract`)),
  ),
  regexp_extract_all: overloads(
    signature([VARCHAR, VARCHAR], TEXTS, (text, pattern) =>
      texts(SQL`trino_regexp_extract_all(${text}, ${pattern}, 0)`),
    ),
    signature([VARCHAR, VARCHAR, BIGINT], TEXTS, (...args) =>
      texts(callTo(SQL`trino_regexp_extract_all`)(...args)),
    ),
  ),
  regexp_replace: overloads(
    signature(
      [VARCHAR, VARCHAR],
      VARCHAR,
      (text, pattern) => SQL`trino_regexp_replace(${text}, ${pattern}, '')`,
    ),
    signature([VARCHAR, VARCHAR, VARCHAR], VARCHAR, callTo(SQL`trino_regexp_replace`)),
  ),
  regexp_split: overloads(
    signature([VARCHAR, VARCHAR], TEXTS, (...args) =>
      texts(callTo(SQL`trino_regexp_split`)(...args)),
    ),
  ),
  regexp_count: overloads(signature([VARCHAR, VARCHAR], BIGINT, callTo(SQL`trino_regexp_count`))),
};

/** Converts a list that a UDF returned as JSON. */
function texts(json: Sql): Sql {
  return SQL`CAST(CAST(${json} AS JSON) AS VARCHAR[])`;
}
