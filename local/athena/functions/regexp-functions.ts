import { SQL, type Sql } from "../../duckdb/sql";
import { BIGINT, BOOLEAN, type TrinoType, VARCHAR } from "../types/trino-type";
import { calls, form, type Rule, signatures } from "./rule";

const TEXTS: TrinoType = { kind: "array", element: VARCHAR };

/** Functions of regular expressions, which are Java's. */
export const REGEXP_FUNCTIONS: Readonly<Record<string, Rule>> = {
  regexp_like: signatures(form([VARCHAR, VARCHAR], BOOLEAN, calls(SQL`trino_regexp_like`))),
  regexp_extract: signatures(
    form(
      [VARCHAR, VARCHAR],
      VARCHAR,
      (text, pattern) => SQL`trino_regexp_extract(${text}, ${pattern}, 0)`,
    ),
    form([VARCHAR, VARCHAR, BIGINT], VARCHAR, calls(SQL`trino_regexp_extract`)),
  ),
  regexp_extract_all: signatures(
    form([VARCHAR, VARCHAR], TEXTS, (text, pattern) =>
      texts(SQL`trino_regexp_extract_all(${text}, ${pattern}, 0)`),
    ),
    form([VARCHAR, VARCHAR, BIGINT], TEXTS, (...args) =>
      texts(calls(SQL`trino_regexp_extract_all`)(...args)),
    ),
  ),
  regexp_replace: signatures(
    form(
      [VARCHAR, VARCHAR],
      VARCHAR,
      (text, pattern) => SQL`trino_regexp_replace(${text}, ${pattern}, '')`,
    ),
    form([VARCHAR, VARCHAR, VARCHAR], VARCHAR, calls(SQL`trino_regexp_replace`)),
  ),
  regexp_split: signatures(
    form([VARCHAR, VARCHAR], TEXTS, (...args) => texts(calls(SQL`trino_regexp_split`)(...args))),
  ),
  regexp_count: signatures(form([VARCHAR, VARCHAR], BIGINT, calls(SQL`trino_regexp_count`))),
};

/** Functions in JavaScript hand lists over as JSON. */
function texts(json: Sql): Sql {
  return SQL`CAST(CAST(${json} AS JSON) AS VARCHAR[])`;
}
