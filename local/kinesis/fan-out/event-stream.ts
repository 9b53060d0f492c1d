import { EventStreamCodec } from "@smithy/core/event-streams";

/** Content type of an answer that is a stream of messages. */
export const EVENT_STREAM_CONTENT_TYPE = "application/vnd.amazon.eventstream";

const codec = new EventStreamCodec(
  (bytes) => Buffer.from(bytes).toString(),
  (text) => Buffer.from(text),
);

/**
 * Encodes a message of an event stream.
 *
 * @param headers texts by name, for example `:event-type`
 * @see https://smithy.io/2.0/aws/amazon-eventstream.html
 */
export function encodeMessage(
  headers: Readonly<Record<string, string>>,
  payload: Buffer | string,
): Uint8Array {
  const texts = Object.entries(headers).map(
    ([name, value]) => [name, { type: "string", value }] as const,
  );
  const body = typeof payload === "string" ? Buffer.from(payload) : payload;
  return codec.encode({ headers: Object.fromEntries(texts), body });
}
