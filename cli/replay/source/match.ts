import { messageOf } from "../../../errors/message-of";
import { UserError } from "../../../errors/user-error";
import type { ReplayableRecord } from "./replayable-record";

/** Whether a record is selected. */
export type Match = (record: ReplayableRecord) => boolean;

/**
 * Reads `--match`: a text, or a regular expression between slashes, that is searched for in the record and in the code
 * and message of its failure.
 *
 * @throws UserError for an invalid expression
 */
export function readMatch(pattern: string | undefined): Match {
  if (pattern === undefined) return () => true;
  const found = finder(pattern);
  return ({ data, failure }) =>
    found(data.toString("utf8")) ||
    (failure !== undefined && (found(failure.code) || found(failure.message)));
}

function finder(pattern: string): (text: string) => boolean {
  const [, source, flags = ""] = /^\/(.+)\/([a-z]*)$/s.exec(pattern) ?? [];
  if (source === undefined) return (text) => text.includes(pattern);
  try {
    // With g or y an expression would remember where it stopped, and skip records.
    const expression = new RegExp(source, flags.replace(/[gy]/g, ""));
    return (text) => expression.test(text);
  } catch (error) {
    throw new UserError(
      `--match is not a valid regular expression: ${messageOf(error)}`,
      "Give a text, or a JavaScript regular expression between slashes, for example '/staffId\":\\d+/i'.",
    );
  }
}
