import type { Command } from "commander";
import type { Output } from "../terminal/output";
import { namesOf } from "./names";
import { suggest } from "./suggest";

/** Options of `lake completion suggest`. */
export interface SuggestOptions {
  /** The program, with all its commands. */
  readonly program: Command;
  readonly words: readonly string[];
}

/**
 * `lake completion suggest`: a line for each word, with its description after a tab, and `:files` or `:folders` where the
 * shell completes paths.
 */
export async function suggestCommand(
  output: Output,
  { program, words }: SuggestOptions,
): Promise<void> {
  const found = await suggest(program, words, namesOf);
  if (output.json) {
    output.result(found, () => "");
    return;
  }
  const lines = found.words.map(({ word, description }) => `${word}\t${description}`);
  output.data([...lines, ...(found.paths === undefined ? [] : [`:${found.paths}`])].join("\n"));
}
