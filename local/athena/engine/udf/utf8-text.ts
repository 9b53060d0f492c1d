/**
 * Decodes UTF-8; each invalid sequence becomes one U+FFFD. A sequence ends where its next byte is missing, unlike in the
 * WHATWG's decoder, and overlong forms and surrogates are one sequence.
 *
 * @see https://github.com/airlift/slice/blob/master/src/main/java/io/airlift/slice/SliceUtf8.java (tryGetCodePointAt)
 */
export function decodeUtf8(bytes: Uint8Array): string {
  let text = "";
  for (let position = 0; position < bytes.length;) {
    const { size, valid } = sequenceAt(bytes, position);
    text += valid
      ? Buffer.from(bytes.subarray(position, position + size)).toString("utf8")
      : "\ufffd";
    position += size;
  }
  return text;
}

/** The smallest code point of a sequence of each length: a longer one is overlong. */
const SMALLEST = [0, 0, 0x80, 0x800, 0x10000];

function sequenceAt(bytes: Uint8Array, position: number): { size: number; valid: boolean } {
  const first = bytes[position] ?? 0;
  if (first < 0x80) return { size: 1, valid: true };
  const length = first >= 0xfe || first < 0xc0 ? 0 : Math.clz32(~(first << 24));
  if (length === 0) return { size: 1, valid: false };
  let code = first & (0xff >> (length + 1));
  for (let index = 1; index < length; index += 1) {
    const next = bytes[position + index];
    if (next === undefined || (next & 0xc0) !== 0x80) return { size: index, valid: false };
    code = code * 64 + (next & 0x3f);
  }
  const smallest = SMALLEST[length];
  const surrogate = code >= 0xd800 && code <= 0xdfff;
  const valid = smallest !== undefined && code >= smallest && code <= 0x10ffff && !surrogate;
  return { size: length, valid };
}
