import { messageOf } from "../../../errors/message-of";
import { UserError } from "../../../errors/user-error";
import type { SourceRecord } from "./source-record";

/** Whether a record is wanted. */
export type Match = (record: SourceRecord) => boolean;

/**
 * Reads `--match`: a text, or a regular expression between slashes, that is looked for in the record and in the code and
 * message of its failure.
 *
 * @throws UserError for an expression that can't be read
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
    // With g or y an expression would remember where it stopped, and pass over every other record.
    const expression = new RegExp(source, flags.replace(/[gy]/g, ""));
    return (text) => expression.test(text);
  } catch (error) {
    throw new UserError(
      `--match can't be read: ${messageOf(error)}`,
      "Give a text, or a regular expression of JavaScript between slashes, as '/staffId\":\\d+/i'.",
    );
  }
}
