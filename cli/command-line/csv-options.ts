import { InvalidArgumentError } from "commander";
import type { Command } from "commander";
import type { CsvDialect } from "../../model/dataset/file-source";

/** Options of commands that read CSV. */
export interface CsvFlags {
  readonly delimiter?: string;
  readonly quote?: string;
  readonly escape?: string;
  readonly comment?: string;
  readonly header?: boolean;
}

/** Adds the options for how CSV is written. */
export function addCsvOptions(command: Command, defaultText: string): Command {
  return command
    .option(
      "--delimiter <character>",
      `between two cells of CSV; tab for a tab (default: ${defaultText})`,
      character,
    )
    .option("--quote <character>", "around cells of CSV; '' for none", characterOrNone)
    .option("--escape <character>", "before a quote in a quoted cell of CSV", character)
    .option("--comment <character>", "begins lines of CSV that are no data", character)
    .option("--header", "the first line of CSV names the columns")
    .option("--no-header", "the first line of CSV is data; the columns are column_1, column_2 …");
}

/** What the options say; undefined when none is given. */
export function givenDialect(flags: CsvFlags): CsvDialect | undefined {
  const { delimiter, quote, escape, comment, header } = flags;
  const given = Object.entries({ delimiter, quote, escape, comment, header }).filter(
    ([, value]) => value !== undefined,
  );
  return given.length === 0 ? undefined : Object.fromEntries(given);
}

/** The same options as words of a command line. */
export function csvWords({ header, ...characters }: CsvFlags): string[] {
  const { delimiter, quote, escape, comment } = characters;
  return [
    ...Object.entries({ delimiter, quote, escape, comment }).flatMap(([name, value]) =>
      value === undefined ? [] : [`--${name}`, value === "\t" ? "tab" : value],
    ),
    ...(header === undefined ? [] : [header ? "--header" : "--no-header"]),
  ];
}

function character(text: string): string {
  if (text === "tab" || text === "\\t") return "\t";
  if (/^[^\r\n]$/u.test(text)) return text;
  throw new InvalidArgumentError("Expected one character, or tab.");
}

function characterOrNone(text: string): string {
  return text === "" ? text : character(text);
}
