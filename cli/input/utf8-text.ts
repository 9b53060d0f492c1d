import { constants, isUtf8 } from "node:buffer";
import { UserError } from "../../errors/user-error";

const LINE_FEED = 0x0a;
/** Some editors on Windows write it at the start of a file. */
const BYTE_ORDER_MARK = /^\uFEFF/;
/** An escape of half a character in JSON, without its other half before or after it. */
const HALF_CHARACTER =
  /(?<!\\)(?:\\\\)*(?<half>\\u(?:d[89ab][\da-f]{2}(?!\\ud[c-f][\da-f]{2})|(?<!\\ud[89ab][\da-f]{2}\\u)d[c-f][\da-f]{2}))/i;

/**
 * The text of a file in UTF-8, without a byte order mark.
 *
 * @param name what errors call the file
 * @throws UserError that names the line and the byte of the first error, or says that the file is UTF-16 or too large
 */
export function utf8Text(bytes: Buffer, name: string): string {
  if (bytes.length > constants.MAX_STRING_LENGTH) {
    const megabytes = Math.floor(constants.MAX_STRING_LENGTH / 1_000_000);
    throw new UserError(
      `${name} has more than ${megabytes} MB, the most that is read at once.`,
      "Nothing was done. Split it into several files.",
    );
  }
  const utf16 = utf16Order(bytes);
  if (utf16 !== undefined) {
    throw new UserError(
      `${name}, line 1, byte 1: the file is ${utf16}, not UTF-8.`,
      `Nothing was done. Convert it first: ${conversionCommand(utf16, name)}`,
    );
  }
  if (!isUtf8(bytes)) throw invalidByte(bytes, name);
  return bytes.toString("utf8").replace(BYTE_ORDER_MARK, "");
}

/**
 * Rejects JSON with an escape such as `\ud83d` whose other half is missing: UTF-8 can't encode it, and the lake would
 * hold U+FFFD instead.
 *
 * @throws UserError that names the line and the byte
 */
export function checkEscapes(text: string, name: string): void {
  if (!/\\ud[89a-f]/i.test(text)) return;
  for (const [index, line] of text.split("\n").entries()) {
    const found = HALF_CHARACTER.exec(line);
    const half = found?.groups?.["half"];
    if (found === null || half === undefined) continue;
    const before = line.slice(0, found.index + found[0].length - half.length);
    throw new UserError(
      `${name}, line ${index + 1}, byte ${Buffer.byteLength(before) + 1}: ${half} is half of a character in UTF-16, and its other half is missing.`,
      "Nothing was done. Write both halves, or the character itself in UTF-8.",
    );
  }
}

function utf16Order(bytes: Buffer): "UTF-16LE" | "UTF-16BE" | undefined {
  const [first, second] = bytes;
  // JSON and CSV begin with an ASCII character, whose other byte is 0.
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return "UTF-16LE";
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0 && bytes.length > 1)) {
    return "UTF-16BE";
  }
  return undefined;
}

function invalidByte(bytes: Buffer, name: string): UserError {
  let start = 0;
  let number = 1;
  let line: Buffer;
  for (; ; number += 1) {
    const end = bytes.indexOf(LINE_FEED, start);
    line = bytes.subarray(start, end < 0 ? bytes.length : end);
    if (end < 0 || !isUtf8(line)) break;
    start = end + 1;
  }
  const at = validLength(line);
  const byte = (line[at] ?? 0).toString(16).toUpperCase().padStart(2, "0");
  return new UserError(
    `${name}, line ${number}, byte ${at + 1} is not UTF-8: 0x${byte}.`,
    `Nothing was done. Convert the file first, from Latin-1 for example: ${conversionCommand("ISO-8859-1", name)}`,
  );
}

function conversionCommand(encoding: string, name: string): string {
  return `iconv -f ${encoding} -t UTF-8 ${name} > utf8-${name.replace(/^.*\//, "")}`;
}

/** Length of the longest valid beginning; a decoder that streams accepts the beginning of a character at its end. */
function validLength(line: Buffer): number {
  let valid = 0;
  let invalid = line.length;
  const decodes = (end: number) => {
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(line.subarray(0, end), { stream: true });
      return true;
    } catch {
      return false;
    }
  };
  if (decodes(line.length)) {
    // The last character is incomplete.
    for (valid = line.length; valid > 0 && !isUtf8(line.subarray(0, valid));) valid -= 1;
    return valid;
  }
  while (invalid - valid > 1) {
    const middle = Math.floor((valid + invalid) / 2);
    if (decodes(middle)) valid = middle;
    else invalid = middle;
  }
  // The byte that ends the decoding may follow the beginning of a character.
  for (let end = valid; ; end -= 1) if (isUtf8(line.subarray(0, end))) return end;
}
