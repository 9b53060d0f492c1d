import { reservedWords } from "../../../../../../model/dataset/reserved-words";

// Functions without parentheses have cases of their own; EXECUTE is reserved by Athena's documentation alone.
const isAsked = (word: string): boolean => !/^(?:current_|localtime|execute$)/.test(word);

/** Each word that Athena reserves in DDL or in queries, unquoted where a name may stand. */
export const COLUMN_NAME_STATEMENTS: readonly string[] = [
  ...[...reservedWords]
    .filter(isAsked)
    .map(
      (word) =>
        `SELECT ${word} FROM (VALUES '${word}') t("${word}") WHERE ${word} = '${word}' ORDER BY ${word}`,
    ),
  `SELECT all, 1 FROM (VALUES 1) t("all")`,
  `SELECT all AS x FROM (VALUES 1) t("all")`,
  `SELECT all = 1 FROM (VALUES 1) t("all")`,
  `SELECT all -1 FROM (VALUES 1) t("all")`,
  `SELECT ALL (1)`,
  `SELECT interval || 'x' FROM (VALUES 'a') t("interval")`,
  `SELECT interval - '1' FROM (VALUES 2) t("interval")`,
  `SELECT INTERVAL -'1' DAY`,
  `SELECT INTERVAL + '1' DAY`,
];
