import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { inflateRaw } from "node:zlib";

import { streams, Type, types } from "avsc";

import { isRecord } from "../../../errors/is-record";
import { messageOf } from "../../../errors/message-of";
import { InvalidMetadataError, UnreadFeatureError } from "../iceberg-errors";

/** Longs as bigints: the ids of snapshots have 63 bits. */
const LONG = types.LongType.__with({
  fromBuffer: (bytes: Buffer) => bytes.readBigInt64LE(),
  toBuffer: (value: bigint) => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(value);
    return bytes;
  },
  fromJSON: BigInt,
  toJSON: Number,
  isValid: (value: unknown) => typeof value === "bigint",
  compare: (a: bigint, b: bigint) => (a === b ? 0 : a < b ? -1 : 1),
});

/** Codecs that this Node.js has everywhere; Iceberg's writers compress by deflate unless they are told otherwise. */
const CODECS = {
  null: (bytes: Buffer, done: (error: Error | null, value?: Buffer) => void) => done(null, bytes),
  deflate: inflateRaw,
};

/**
 * Reads the records of an Avro file.
 *
 * @param name names the file in errors
 * @throws InvalidMetadataError if it is no such file @throws UnreadFeatureError for another codec
 */
export async function avroRecords(
  content: Buffer,
  name: string,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const records: Readonly<Record<string, unknown>>[] = [];
  const decoder = new streams.BlockDecoder({
    codecs: CODECS,
    parseHook: (schema) => Type.forSchema(schema, { registry: { long: LONG }, wrapUnions: false }),
  });
  try {
    await pipeline(Readable.from([content]), decoder, async (values: AsyncIterable<unknown>) => {
      for await (const value of values) if (isRecord(value)) records.push(value);
    });
  } catch (error) {
    const codec = /unknown codec: (\S+)/.exec(messageOf(error))?.[1];
    if (codec !== undefined) throw new UnreadFeatureError(`A manifest compressed by ${codec}`);
    throw new InvalidMetadataError(`${name} is not a valid Avro file: ${messageOf(error)}`);
  }
  return records;
}
