import type { Output } from "../../terminal/output";
import { printable } from "../../../errors/printable";

/**
 * Shows that a file is being read, which takes long for a large one, above all where jq selects its events. Standard input is
 * read without a word: somebody may be typing it.
 *
 * @param file path, or `-`
 * @param jq expression that selects the events @default - there is none
 */
export function readingStep<Result>(
  output: Output,
  file: string,
  jq: string | undefined,
  read: () => Promise<Result>,
): Promise<Result> {
  if (file === "-") return read();
  const selected = jq === undefined ? "" : `, and select events by ${jq}`;
  return output.step(printable(`Read ${file}${selected}`), read);
}
