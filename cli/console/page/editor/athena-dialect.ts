import { SQLDialect } from "@codemirror/lang-sql";
import { KEYWORDS, TYPES } from "../../../query/statement/sql-words";

/** SQL of Athena, as the editor colors and completes it. */
export const athena = SQLDialect.define({
  keywords: KEYWORDS,
  types: TYPES,
  builtin: "",
  doubleQuotedStrings: false,
  operatorChars: "*+-%<>!=&|^/",
});
