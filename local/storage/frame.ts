import { crc32 } from "node:zlib";

/** A batch of entries in an append log, as it is written: all of it or nothing. */
export interface Frame {
  /** Number of its first entry. */
  readonly first: number;
  /** How many entries it contains, each with the number after the previous one. */
  readonly count: number;
  /** When it was appended, in milliseconds since 1970; never earlier than the previous frame. */
  readonly time: number;
  /** What the owner of the log wrote. */
  readonly payload: Buffer;
}

/** What precedes the payload of a frame. */
export interface FrameHeader extends Omit<Frame, "payload"> {
  /** Bytes of the payload. */
  readonly length: number;
  readonly checksum: number;
}

/** Bytes of a header: length, checksum, first entry, time, count, version. */
export const HEADER_BYTES = 32;

/** Version of this format; a log of another one is not read. */
const VERSION = 1;

const OFFSET = { length: 0, checksum: 4, first: 8, time: 16, count: 24, version: 28 } as const;

/** Renders the header of a frame. */
export function renderHeader({ first, count, time, payload }: Frame): Buffer {
  const header = Buffer.allocUnsafe(HEADER_BYTES);
  header.writeUInt32LE(payload.length, OFFSET.length);
  header.writeDoubleLE(first, OFFSET.first);
  header.writeDoubleLE(time, OFFSET.time);
  header.writeUInt32LE(count, OFFSET.count);
  header.writeUInt32LE(VERSION, OFFSET.version);
  header.writeUInt32LE(checksumOf(header, payload), OFFSET.checksum);
  return header;
}

/**
 * Reads the header at an offset.
 *
 * @returns undefined if the bytes end before it does
 * @throws Error for a header of another version
 */
export function readHeader(bytes: Buffer, at: number): FrameHeader | undefined {
  if (at + HEADER_BYTES > bytes.length) return undefined;
  const version = bytes.readUInt32LE(at + OFFSET.version);
  if (version !== VERSION) {
    throw new Error(`The log has frames of version ${version}, not ${VERSION}.`);
  }
  return {
    length: bytes.readUInt32LE(at + OFFSET.length),
    checksum: bytes.readUInt32LE(at + OFFSET.checksum),
    first: bytes.readDoubleLE(at + OFFSET.first),
    time: bytes.readDoubleLE(at + OFFSET.time),
    count: bytes.readUInt32LE(at + OFFSET.count),
  };
}

/** Whether the bytes at an offset are a frame exactly as it was written. */
export function isWhole(bytes: Buffer, at: number, { length, checksum }: FrameHeader): boolean {
  const end = at + HEADER_BYTES + length;
  return (
    end <= bytes.length &&
    checksumOf(bytes.subarray(at), bytes.subarray(at + HEADER_BYTES, end)) === checksum
  );
}

/** Checksum of a frame, which covers all of it but the length and the checksum itself. */
function checksumOf(header: Buffer, payload: Buffer): number {
  return crc32(payload, crc32(header.subarray(OFFSET.first, HEADER_BYTES)));
}
