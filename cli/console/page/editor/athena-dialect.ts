import { SQLDialect, StandardSQL } from "@codemirror/lang-sql";

/**
 * SQL of Athena: Trino's words in addition to those of the standard.
 *
 * @see https://trino.io/docs/current/language/reserved.html
 */
export const athena = SQLDialect.define({
  ...StandardSQL.spec,
  keywords: `${StandardSQL.spec.keywords ?? ""} unnest limit offset explain show partitions tables columns describe tablesample try_cast if msck repair unload prepare execute qualify`,
  types: `${StandardSQL.spec.types ?? ""} string bigint tinyint double row map array json timestamp varbinary varchar`,
  doubleQuotedStrings: false,
  operatorChars: "*+-%<>!=&|^/",
});
