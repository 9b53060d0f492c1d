import { createHash } from "node:crypto";

const MAGIC = Buffer.from([0xf3, 0x89, 0x9a, 0xc2]);
const DIGEST_BYTES = 16;

/** Fields of the messages `AggregatedRecord` and `Record`. */
const RECORDS_FIELD = 3;
const DATA_FIELD = 3;

/**
 * The records that the Kinesis Producer Library aggregated into one; Firehose takes them apart before it delivers them.
 *
 * @returns undefined for any other record, also for one whose checksum is wrong
 * @see https://docs.aws.amazon.com/streams/latest/dev/kpl-with-firehose.html
 * @see https://github.com/awslabs/amazon-kinesis-producer/blob/master/aggregation-format.md
 */
export function aggregatedRecords(record: Uint8Array): readonly Uint8Array[] | undefined {
  const bytes = Buffer.from(record.buffer, record.byteOffset, record.byteLength);
  if (bytes.length < MAGIC.length + DIGEST_BYTES || !bytes.subarray(0, 4).equals(MAGIC)) {
    return undefined;
  }
  const message = bytes.subarray(MAGIC.length, bytes.length - DIGEST_BYTES);
  const digest = createHash("md5").update(message).digest();
  if (!digest.equals(bytes.subarray(bytes.length - DIGEST_BYTES))) return undefined;
  try {
    return fieldsOf(message, RECORDS_FIELD).map((each) => {
      const [data] = fieldsOf(each, DATA_FIELD);
      if (data === undefined) throw new RangeError("A record has no data.");
      return data;
    });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/**
 * The values of a field of a message of Protocol Buffers, of the kind with a length.
 *
 * @throws RangeError if it is no message
 * @see https://protobuf.dev/programming-guides/encoding/
 */
function fieldsOf(message: Buffer, field: number): Buffer[] {
  const found: Buffer[] = [];
  for (let at = 0; at < message.length;) {
    const tag = varint(message, at);
    at = tag.end;
    const wireType = tag.value & 7;
    if (wireType === 0) {
      at = varint(message, at).end;
    } else if (wireType === 1 || wireType === 5) {
      at += wireType === 1 ? 8 : 4;
    } else if (wireType === 2) {
      const length = varint(message, at);
      at = length.end + length.value;
      if (at > message.length) throw new RangeError("A field is longer than its message.");
      if (tag.value >>> 3 === field) found.push(message.subarray(length.end, at));
    } else {
      throw new RangeError(`Wire type ${wireType} is unknown.`);
    }
  }
  return found;
}

/** Lengths and tags need at most 32 bits; higher ones are ignored. */
function varint(message: Buffer, start: number): { readonly value: number; readonly end: number } {
  let value = 0;
  for (let at = start; at < start + 10; at += 1) {
    // Throws a RangeError at the end of the message.
    const byte = message.readUInt8(at);
    const shift = 7 * (at - start);
    if (shift < 32) value = (value | ((byte & 0x7f) << shift)) >>> 0;
    if (byte < 0x80) return { value, end: at + 1 };
  }
  throw new RangeError("A number is longer than ten bytes.");
}
