/** Size of the length before each message. */
const HEADER_BYTES = 4;

/**
 * Maximum message between the emulator and a function's process in bytes. The largest payload, 6 MiB of JSON text, can
 * double in size as a string in a JSON document.
 */
export const MAXIMUM_MESSAGE_BYTES = 16 * 1024 * 1024;

/** Encodes a message for the channel: its length, then JSON. */
export function toFrame(message: unknown): Buffer {
  const body = Buffer.from(JSON.stringify(message));
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32BE(body.length);
  return Buffer.concat([header, body]);
}

/** Decodes messages from an untrusted channel. */
export class FrameReader {
  private chunks: Buffer[] = [];
  private bytes = 0;
  /** Size of the message that is being received. */
  private expected: number | undefined;

  /**
   * Decodes received data.
   *
   * @returns the messages that it completes
   * @throws Error if it is not a message, or the message is too long; the channel can't be used any more then
   */
  read(chunk: Buffer): unknown[] {
    this.chunks.push(chunk);
    this.bytes += chunk.length;
    const messages: unknown[] = [];
    for (;;) {
      this.expected ??= this.take(HEADER_BYTES)?.readUInt32BE();
      if (this.expected === undefined) return messages;
      if (this.expected > MAXIMUM_MESSAGE_BYTES) throw new Error("The message is too long.");
      const body = this.take(this.expected);
      if (body === undefined) return messages;
      this.expected = undefined;
      messages.push(JSON.parse(body.toString("utf8")));
    }
  }

  private take(length: number): Buffer | undefined {
    if (this.bytes < length) return undefined;
    const all = Buffer.concat(this.chunks);
    this.chunks = [all.subarray(length)];
    this.bytes = all.length - length;
    return all.subarray(0, length);
  }
}
