import type { Argument, Command, Option } from "commander";
import { kindOf, placeholderOf } from "./placeholders";
import type { ValueKind } from "./placeholders";

/** A word that can stand where the cursor is. */
export interface Suggestion {
  readonly word: string;
  /** What it does; empty for the name of a thing. */
  readonly description: string;
}

/** What can stand where the cursor is. */
export interface Suggestions {
  readonly words: readonly Suggestion[];
  /** What the shell completes by itself. @default - nothing */
  readonly paths?: "files" | "folders";
}

/** Names of what there is, by kind; kinds of paths are never asked for. */
export type NamesOf = (kind: ValueKind) => Promise<readonly string[]>;

/** Where in a command line the cursor is. */
interface Place {
  readonly command: Command;
  /** Option whose value is typed. */
  readonly awaiting?: Option | undefined;
  /** Options that were typed before. */
  readonly given: ReadonlySet<Option>;
  /** Arguments that were typed before. */
  readonly position: number;
  /** Whether nothing is an option any more, after `--`. */
  readonly isLiteral: boolean;
}

/**
 * What can stand at the end of a command line, by the commands, options and values that are declared.
 *
 * @param words after `lake`; the last is the one at the cursor, maybe empty
 */
export async function suggest(
  program: Command,
  words: readonly string[],
  namesOf: NamesOf,
): Promise<Suggestions> {
  // bash gives `--env=dev` as three words.
  const typed = words.at(-1) ?? "";
  const current = typed === "=" ? "" : typed;
  const place = walk(program, words.slice(0, -1));
  const { command, awaiting, position, isLiteral } = place;
  if (awaiting !== undefined) return startingWith(current, await valuesOf(awaiting, namesOf));
  if (current.startsWith("-") && !isLiteral) {
    const [flag = "", value] = halves(current);
    const option = optionOf(command, flag);
    if (value === undefined) return startingWith(current, { words: optionsAt(place) });
    if (option === undefined) return { words: [] };
    const found = startingWith(value, await valuesOf(option, namesOf));
    return {
      ...found,
      words: found.words.map((each) => ({ ...each, word: `${flag}=${each.word}` })),
    };
  }
  if (position === 0 && command.commands.length > 0) {
    return startingWith(current, { words: commandsOf(command) });
  }
  const { registeredArguments: all } = command;
  const argument = all[position] ?? (all.at(-1)?.variadic === true ? all.at(-1) : undefined);
  if (argument === undefined) return { words: [] };
  return startingWith(current, await valuesOf(argument, namesOf));
}

function walk(program: Command, words: readonly string[]): Place {
  let command = program;
  let awaiting: Option | undefined;
  let given = new Set<Option>();
  let position = 0;
  let isLiteral = false;
  for (const word of words) {
    if (word === "=" && awaiting !== undefined) continue;
    if (awaiting !== undefined) {
      awaiting = undefined;
    } else if (!isLiteral && word === "--") {
      isLiteral = true;
    } else if (!isLiteral && /^-./.test(word)) {
      const [flag = "", value] = halves(word);
      const option = optionOf(command, flag);
      if (option !== undefined) given.add(option);
      if (value === undefined && option?.required === true) awaiting = option;
    } else {
      const inner = command.commands.find((each) => each.name() === word);
      if (position === 0 && inner !== undefined) {
        command = inner;
        given = new Set();
      } else {
        position += 1;
      }
    }
  }
  return { command, awaiting, given, position, isLiteral };
}

/** `--env=dev` as its two halves; a word without a value as one. */
function halves(word: string): string[] {
  const at = word.startsWith("--") ? word.indexOf("=") : -1;
  return at < 0 ? [word] : [word.slice(0, at), word.slice(at + 1)];
}

function optionOf({ options }: Command, flag: string): Option | undefined {
  return options.find(({ long, short }) => long === flag || short === flag);
}

function commandsOf(command: Command): Suggestion[] {
  return command
    .createHelp()
    .visibleCommands(command)
    .map((each) => ({ word: each.name(), description: each.description() }));
}

/** The options that can still be given: one that collects values may be repeated. */
function optionsAt({ command, given }: Place): Suggestion[] {
  return command
    .createHelp()
    .visibleOptions(command)
    .filter((option) => !given.has(option) || Array.isArray(option.defaultValue))
    .map(({ long, short, description }) => ({ word: long ?? short ?? "", description }));
}

async function valuesOf(value: Option | Argument, namesOf: NamesOf): Promise<Suggestions> {
  if (value.argChoices !== undefined) return { words: value.argChoices.map(named) };
  const placeholder = "flags" in value ? placeholderOf(value.flags) : value.name();
  const kind = placeholder === undefined ? undefined : kindOf(placeholder);
  if (kind === undefined) return { words: [] };
  if (kind === "file" || kind === "folder") return { words: [], paths: `${kind}s` };
  return { words: (await namesOf(kind)).map(named) };
}

function named(word: string): Suggestion {
  return { word, description: "" };
}

function startingWith(start: string, { words, ...rest }: Suggestions): Suggestions {
  return { ...rest, words: words.filter(({ word }) => word.startsWith(start)) };
}
