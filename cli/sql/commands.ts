import { didYouMean } from "../../errors/nearest-name";
import { UserError } from "../../errors/user-error";
import { DEFAULT_COLUMNS, foldLine } from "../terminal/layout/fold-lines";
import { RESULT_FORMATS } from "../query/formats/format-names";

/** A command of the prompt itself. */
export interface PromptCommand {
  /** With its backslash. */
  readonly name: string;
  /** What stands behind it, in the help. */
  readonly argument?: string;
  readonly purpose: string;
  /** Words that may stand behind it. */
  readonly words?: readonly string[];
}

/** Form of rows that is a table, or vertical where that is too wide. */
export const AUTOMATIC = "auto";

const table = [
  { name: "\\d", argument: "[TABLE]", purpose: "list the tables, or the columns of one" },
  {
    name: "\\format",
    argument: "[FORM]",
    purpose: `print rows as ${RESULT_FORMATS.join(", ")}, or ${AUTOMATIC}, which fits the screen`,
    words: [AUTOMATIC, ...RESULT_FORMATS],
  },
  { name: "\\x", purpose: "switch between vertical and auto" },
  {
    name: "\\timing",
    argument: "[on|off]",
    purpose: "also print how long a statement took, as seen from here",
    words: ["on", "off"],
  },
  { name: "\\i", argument: "FILE", purpose: "run the statements and commands of a file" },
  { name: "\\s", argument: "[TEXT]", purpose: "list earlier statements, or those with a text" },
  { name: "\\?", purpose: "show this help; also \\h" },
  { name: "\\q", purpose: "leave; also Ctrl-D" },
] as const satisfies readonly PromptCommand[];

/** Name of a command that there is. */
export type CommandName = (typeof table)[number]["name"];

/** All commands, in the order of the help. */
export const COMMANDS: readonly PromptCommand[] = table;

/** Other names that people know some commands by. */
const SYNONYMS: Readonly<Record<string, string>> = {
  "\\h": "\\?",
  "\\help": "\\?",
  "\\dt": "\\d",
  "\\exit": "\\q",
  "\\quit": "\\q",
};

/** A command as it was typed. */
export interface GivenCommand {
  readonly name: string;
  /** What stands behind the name, without quotes around it. */
  readonly argument: string;
}

/** Takes a command apart; a semicolon at its end is none of it. */
export function parseCommand(text: string): GivenCommand {
  const [, given = "", behind = ""] = /^(\\\S*?)(?:\s+([^]*?))?[\s;]*$/.exec(text.trim()) ?? [];
  const name = Object.hasOwn(SYNONYMS, given) ? (SYNONYMS[given] ?? given) : given;
  return { name, argument: behind.replace(/^(['"])([^]*)\1$/, "$2") };
}

/** The command of a name. @throws UserError with the one that is near, if any */
export function commandNamed(name: string): CommandName {
  const command = table.find((each) => each.name === name);
  if (command === undefined) throw unknownCommand(name);
  return command.name;
}

/** Characters of a command and what stands behind it, in the help. */
const COMMAND_WIDTH = 18;

/** The help of the prompt, in lines that fit any usual terminal. */
export function helpText(): string {
  const rows = COMMANDS.flatMap(({ name, argument = "", purpose }) =>
    foldLine(purpose, DEFAULT_COLUMNS - COMMAND_WIDTH - 1).map((part, index) => {
      const command = index === 0 ? `  ${name} ${argument}` : "";
      return `${command.padEnd(COMMAND_WIDTH)} ${part}`;
    }),
  );
  return [
    "A semicolon ends a statement, and runs it.",
    ...rows,
    "Tab completes words, tables, columns and fields. Arrow up brings earlier",
    "statements back: behind some text, those that begin with it. A line that begins",
    "with a space is not kept.",
    "Ctrl-C stops the query that runs, or clears the statement.",
  ].join("\n");
}

function unknownCommand(name: string): UserError {
  const names = COMMANDS.map((command) => command.name);
  // To a short name, every other one is near.
  const question = name.length < 4 ? "" : didYouMean(name, names);
  return new UserError(`There is no command ${name}.${question}`, "\\? lists the commands.");
}
