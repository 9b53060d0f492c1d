import { crc32 } from "node:zlib";

/** Content type of an answer that is a stream of messages. */
export const EVENT_STREAM_CONTENT_TYPE = "application/vnd.amazon.eventstream";

const PRELUDE_BYTES = 12;
const CHECKSUM_BYTES = 4;

/** Type of a header's value: text in UTF-8. */
const TEXT = 7;

/**
 * Encodes a message of an event stream: lengths with their checksum, headers, payload, checksum of all.
 *
 * @param headers texts by name, for example `:event-type`
 * @see https://smithy.io/2.0/aws/amazon-eventstream.html
 */
export function encodeMessage(
  headers: Readonly<Record<string, string>>,
  payload: Buffer | string,
): Buffer {
  const encodedHeaders = Buffer.concat(
    Object.entries(headers).map(([name, value]) => encodeHeader(name, value)),
  );
  const content = typeof payload === "string" ? Buffer.from(payload) : payload;
  const bytes = PRELUDE_BYTES + encodedHeaders.length + content.length + CHECKSUM_BYTES;
  const message = Buffer.allocUnsafe(bytes);
  message.writeUInt32BE(bytes, 0);
  message.writeUInt32BE(encodedHeaders.length, 4);
  message.writeUInt32BE(crc32(message.subarray(0, 8)), 8);
  message.set(encodedHeaders, PRELUDE_BYTES);
  message.set(content, PRELUDE_BYTES + encodedHeaders.length);
  message.writeUInt32BE(crc32(message.subarray(0, bytes - CHECKSUM_BYTES)), bytes - CHECKSUM_BYTES);
  return message;
}

function encodeHeader(name: string, value: string): Buffer {
  const header = Buffer.allocUnsafe(1 + name.length + 1 + 2 + Buffer.byteLength(value));
  header.writeUInt8(name.length, 0);
  header.write(name, 1, "latin1");
  header.writeUInt8(TEXT, 1 + name.length);
  header.writeUInt16BE(Buffer.byteLength(value), 2 + name.length);
  header.write(value, 4 + name.length);
  return header;
}
