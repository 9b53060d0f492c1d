import { UserError } from "../../../errors/user-error";
import { MAXIMUM_JSON_DEPTH } from "../../../formats/openx-json";

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING: ReadonlySet<number> = new Set([0x5b, 0x7b]);
const CLOSING: ReadonlySet<number> = new Set([0x5d, 0x7d]);

/**
 * Rejects JSON that is nested more deeply than the parser of the conversion accepts: JSON.parse reads any depth, and what
 * walks its result ends in a stack overflow.
 *
 * @param name of the text in errors
 * @throws UserError that names the line and the byte
 */
export function checkNesting(text: string, name: string): void {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at);
    else if (CLOSING.has(code)) depth -= 1;
    else if (OPENING.has(code) && (depth += 1) > MAXIMUM_JSON_DEPTH) throw tooDeep(text, at, name);
  }
}

/** Position of the closing quote, or of the end of a text that has none. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at;
    if (code === BACKSLASH) at += 1;
  }
  return text.length;
}

function tooDeep(text: string, at: number, name: string): UserError {
  const lines = text.slice(0, at).split("\n");
  const byte = Buffer.byteLength(lines.at(-1) ?? "") + 1;
  return new UserError(
    `${name}, line ${lines.length}, byte ${byte}: values are nested in more than ${MAXIMUM_JSON_DEPTH} levels.`,
    "Nothing was done. No record of such depth can be converted: flatten it, or send its inner part as text.",
  );
}
