/**
 * Limit of sub-records per record; a record with more is not split.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/dev/dynamic-partitioning-multirecord-deaggergation.html
 */
const MAX_SUB_RECORDS = 500;

/** Settings of the processor RecordDeAggregation. */
export type DeAggregation =
  { readonly type: "JSON" } | { readonly type: "DELIMITED"; readonly delimiter: Buffer };

/** Splits a record into sub-records, without the delimiters; returns the record itself if it can't be split. */
export function subRecords(record: Uint8Array, how: DeAggregation): readonly Uint8Array[] {
  const bytes = Buffer.from(record.buffer, record.byteOffset, record.byteLength);
  const parts = how.type === "JSON" ? jsonObjects(bytes) : delimited(bytes, how.delimiter);
  return parts === undefined || parts.length === 0 || parts.length > MAX_SUB_RECORDS
    ? [bytes]
    : parts;
}

function delimited(bytes: Buffer, delimiter: Buffer): Uint8Array[] {
  const parts: Uint8Array[] = [];
  for (let start = 0; start < bytes.length;) {
    const found = bytes.indexOf(delimiter, start);
    const end = found < 0 ? bytes.length : found;
    if (end > start) parts.push(bytes.subarray(start, end));
    start = end + delimiter.length;
  }
  return parts;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN = 0x7b;
const CLOSE = 0x7d;

/** Splits JSON objects that are separated by nothing but white space; undefined for any other content. */
function jsonObjects(bytes: Buffer): Uint8Array[] | undefined {
  const objects: Uint8Array[] = [];
  let depth = 0;
  let start = 0;
  let inString = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (inString) {
      if (byte === BACKSLASH) at += 1;
      else if (byte === QUOTE) inString = false;
    } else if (byte === OPEN) {
      if (depth === 0) start = at;
      depth += 1;
    } else if (depth === 0) {
      if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return undefined;
    } else if (byte === QUOTE) {
      inString = true;
    } else if (byte === CLOSE) {
      depth -= 1;
      if (depth === 0) objects.push(bytes.subarray(start, at + 1));
    }
  }
  return depth === 0 ? objects : undefined;
}
