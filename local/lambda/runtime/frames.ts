/** Bytes in front of each message, which tell its length. */
const HEADER_BYTES = 4;

/**
 * Longest message between the emulator and a function's process, in bytes. The greatest payload, 6 MiB of JSON text,
 * may double as a string in a JSON document.
 */
export const MAXIMUM_MESSAGE_BYTES = 16 * 1024 * 1024;

/** A message as it goes over the channel: its length, then JSON. */
export function toFrame(message: unknown): Buffer {
  const body = Buffer.from(JSON.stringify(message));
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32BE(body.length);
  return Buffer.concat([header, body]);
}

/** Reads messages off a channel whose other end may send anything. */
export class FrameReader {
  private chunks: Buffer[] = [];
  private bytes = 0;
  /** Bytes of the message that is being received. */
  private expected: number | undefined;

  /**
   * Takes what has arrived.
   *
   * @returns the messages that are complete with it
   * @throws Error when it is no message, or too long a one; nothing that follows can be read then
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
