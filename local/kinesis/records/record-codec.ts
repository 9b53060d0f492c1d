/** A record as it is stored, without its place. */
export interface StoredRecord {
  readonly partitionKey: string;
  readonly data: Buffer;
  /** Whether its stream was encrypted when it was put. */
  readonly encrypted: boolean;
}

/** A record of a put: its data are text in base64, or bytes. */
export interface NewRecord {
  readonly partitionKey: string;
  readonly data: string | Uint8Array;
}

const HEADER_BYTES = 7;
const ENCRYPTED = 1;

/**
 * Encodes records one after another: length of the data, length of the partition key in UTF-8, flags, key, data.
 *
 * @returns undefined if the data of a record is not base64
 */
export function encodeRecords(
  records: readonly NewRecord[],
  encrypted: boolean,
): Buffer | undefined {
  let bytes = 0;
  for (const { partitionKey, data } of records) {
    bytes += HEADER_BYTES + Buffer.byteLength(partitionKey) + dataLength(data);
  }
  const encoded = Buffer.allocUnsafe(bytes);
  let at = 0;
  for (const { partitionKey, data } of records) {
    const keyStart = at + HEADER_BYTES;
    const dataStart = keyStart + encoded.write(partitionKey, keyStart);
    const length = dataLength(data);
    if (typeof data !== "string") encoded.set(data, dataStart);
    else if (encoded.write(data, dataStart, length, "base64") !== length) return undefined;
    encoded.writeUInt32LE(length, at);
    encoded.writeUInt16LE(dataStart - keyStart, at + 4);
    encoded.writeUInt8(encrypted ? ENCRYPTED : 0, at + 6);
    at = dataStart + length;
  }
  return encoded;
}

/**
 * Decodes records from one on; their data are views of the bytes.
 *
 * @param skip how many of the first are not wanted
 */
export function* decodeRecords(encoded: Buffer, skip: number): Generator<StoredRecord> {
  let index = 0;
  for (let at = 0; at < encoded.length; index += 1) {
    const dataBytes = encoded.readUInt32LE(at);
    const keyStart = at + HEADER_BYTES;
    const dataStart = keyStart + encoded.readUInt16LE(at + 4);
    if (index >= skip) {
      yield {
        partitionKey: encoded.toString("utf8", keyStart, dataStart),
        data: encoded.subarray(dataStart, dataStart + dataBytes),
        encrypted: (encoded.readUInt8(at + 6) & ENCRYPTED) !== 0,
      };
    }
    at = dataStart + dataBytes;
  }
}

/** Bytes of a record's data, of base64 as its padding says. */
export function dataLength(data: string | Uint8Array): number {
  if (typeof data !== "string") return data.length;
  const padding = data.endsWith("==") ? 2 : data.endsWith("=") ? 1 : 0;
  return (data.length / 4) * 3 - padding;
}
