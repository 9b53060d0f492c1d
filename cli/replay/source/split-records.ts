import { isJson } from "../../../formats/is-json";

/** A part of an object that is one record, without surrounding white space. */
export interface RecordSlice {
  /** Offset in the object. */
  readonly start: number;
  readonly bytes: Buffer;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN = 0x7b;
const CLOSE = 0x7d;
const NEWLINE = 0x0a;

/** Upper limit of a document over several lines: a record of 1 MiB in base64, and its other fields. */
const LONGEST_DOCUMENT_BYTES = 2 * 1024 * 1024;

/**
 * Splits an object into records. Firehose puts no delimiter between them, so there may be one per line, several on a
 * line, or one document over several lines. A line that is not a JSON object is one record as it is, so that nothing is
 * lost.
 */
export function splitRecords(bytes: Buffer): RecordSlice[] {
  const pieces: RecordSlice[] = [];
  for (let at = skipSpace(bytes, 0); at < bytes.length; at = skipSpace(bytes, at)) {
    const newline = bytes.indexOf(NEWLINE, at);
    const lineEnd = newline < 0 ? bytes.length : newline;
    const inLine = objectsIn(bytes, at, lineEnd);
    if (inLine !== undefined) {
      pieces.push(...inLine);
      at = lineEnd;
      continue;
    }
    const end = documentOverLines(bytes, at, lineEnd) ?? lineEnd;
    pieces.push({ start: at, bytes: trimEnd(bytes.subarray(at, end)) });
    at = end;
  }
  return pieces;
}

/** Bytes without trailing white space, so that an event equals itself with and without its newline. */
export function trimEnd(bytes: Buffer): Buffer {
  let end = bytes.length;
  while (end > 0 && isSpace(bytes[end - 1])) end -= 1;
  return bytes.subarray(0, end);
}

/** The objects on a line; undefined if it contains anything else. */
function objectsIn(bytes: Buffer, from: number, lineEnd: number): RecordSlice[] | undefined {
  const found: RecordSlice[] = [];
  for (let at = from; at < lineEnd;) {
    const end = objectEnd(bytes, at, lineEnd);
    if (end === undefined) return undefined;
    found.push({ start: at, bytes: bytes.subarray(at, end) });
    at = Math.min(skipSpace(bytes, end), lineEnd);
  }
  return found;
}

function documentOverLines(bytes: Buffer, at: number, lineEnd: number): number | undefined {
  // A line that starts with an object is a record of its own, and the one before it was truncated.
  if (lineEnd >= bytes.length || bytes[lineEnd + 1] === OPEN) return undefined;
  const end = objectEnd(bytes, at, Math.min(bytes.length, at + LONGEST_DOCUMENT_BYTES));
  return end !== undefined && end > lineEnd && isJson(bytes.subarray(at, end).toString("utf8"))
    ? end
    : undefined;
}

/** The end of the object that starts at an offset; undefined if none does, or it does not end before `limit`. */
function objectEnd(bytes: Buffer, from: number, limit: number): number | undefined {
  if (bytes[from] !== OPEN) return undefined;
  let depth = 0;
  let inString = false;
  for (let at = from; at < limit; at += 1) {
    const byte = bytes[at];
    if (inString) {
      if (byte === BACKSLASH) at += 1;
      else if (byte === QUOTE) inString = false;
    } else if (byte === QUOTE) inString = true;
    else if (byte === OPEN) depth += 1;
    else if (byte === CLOSE) {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return undefined;
}

function skipSpace(bytes: Buffer, from: number): number {
  let at = from;
  while (at < bytes.length && isSpace(bytes[at])) at += 1;
  return at;
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
