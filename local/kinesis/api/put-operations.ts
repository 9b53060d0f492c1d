import { toHex, hashOfPartitionKey } from "../stream/hash-keys";
import { AwsServiceError } from "../../gateway/emulated-service";
import { dataLength, encodeRecords } from "../records/record-codec";
import { exceeded } from "../records/throughput-limits";
import { invalidArgument, invalidRequest } from "../stream/errors";
import type { OpenShard, Stream } from "../stream/stream";
import { requireReadable, streamOf } from "./kinesis-context";
import type { KinesisContext, KinesisOperation } from "./kinesis-context";
import { readEntry } from "./put-entries";
import type { PutEntry } from "./put-entries";

/** Most bytes of one PutRecords call, with the partition keys. */
const MAXIMUM_REQUEST_BYTES = 10 * 1024 * 1024;

const KIB = 1024;

/** Where a record was stored, or why it was not. */
export type PutResult =
  { readonly shardId: string; readonly sequenceNumber: string } | { readonly throttled: string };

/** Puts one record. @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecord.html */
export const putRecord: KinesisOperation = (context, call) => {
  const stream = requireReadable(context, streamOf(context, call));
  const entry = readEntry(call.input);
  if (entry === undefined) throw notBase64();
  const bytes = checkSize(stream, entry, "data");
  const [result] = put(context, stream, [entry]);
  const isThrottled = result === undefined || "throttled" in result;
  context.metrics.add(
    stream.state,
    {
      IncomingRecords: isThrottled ? 0 : 1,
      IncomingBytes: isThrottled ? 0 : bytes,
      "PutRecord.Bytes": bytes,
      "PutRecord.Success": isThrottled ? 0 : 1,
      WriteProvisionedThroughputExceeded: isThrottled ? 1 : 0,
    },
    isThrottled ? undefined : result.shardId,
  );
  if (isThrottled) throw exceeded(result?.throttled ?? "");
  return {
    ShardId: result.shardId,
    SequenceNumber: result.sequenceNumber,
    EncryptionType: encryptionType(stream),
  };
};

/**
 * Puts a batch of records.
 *
 * @returns the results in the order of the records
 * @throws AwsServiceError if the whole call is refused
 */
export function putRecords(
  context: KinesisContext,
  stream: Stream,
  entries: readonly PutEntry[],
): PutResult[] {
  requireReadable(context, stream);
  let bytes = 0;
  entries.forEach((entry, index) => {
    bytes += checkSize(stream, entry, `records.${index + 1}.member.data`);
  });
  if (bytes > MAXIMUM_REQUEST_BYTES) {
    throw invalidArgument(
      `Records size exceeds ${MAXIMUM_REQUEST_BYTES / KIB / KIB} MB limit: the request has ${bytes} bytes of data and partition keys`,
    );
  }
  const results = put(context, stream, entries);
  const throttled = results.filter((result) => "throttled" in result).length;
  context.metrics.add(stream.state, {
    IncomingRecords: entries.length - throttled,
    IncomingBytes: throttled === 0 ? bytes : storedBytes(entries, results),
    "PutRecords.Bytes": bytes,
    "PutRecords.Success": throttled < entries.length ? 1 : 0,
    "PutRecords.TotalRecords": entries.length,
    "PutRecords.SuccessfulRecords": entries.length - throttled,
    "PutRecords.FailedRecords": throttled,
    "PutRecords.ThrottledRecords": throttled,
    WriteProvisionedThroughputExceeded: throttled,
  });
  return results;
}

/** The error for data that are not base64, which the model can't express. */
export function notBase64(): AwsServiceError {
  return new AwsServiceError("SerializationException", "The data of a record is not base64.");
}

/** How the records of a stream are encrypted, as answers say it. */
export function encryptionType({ state }: Stream): "KMS" | "NONE" {
  return state.keyId === undefined ? "NONE" : "KMS";
}

function put(
  { throughput, now: clock, accountId }: KinesisContext,
  stream: Stream,
  entries: readonly PutEntry[],
): PutResult[] {
  const now = clock();
  const results = new Array<PutResult>(entries.length);
  const accepted = new Map<OpenShard, number[]>();
  entries.forEach((entry, index) => {
    const open = stream.router.find(() => hashKeyOf(entry));
    if (throughput.enforced) {
      const { id } = open.shard;
      if (!throughput.write(`${stream.arn} ${id}`, dataLength(entry.data), now)) {
        const name = `shard ${id} in stream ${stream.state.name} under account ${accountId}`;
        results[index] = { throttled: name };
        return;
      }
    }
    const others = accepted.get(open);
    if (others === undefined) accepted.set(open, [index]);
    else others.push(index);
  });
  const isEncrypted = stream.state.keyId !== undefined;
  const encoded = [...accepted].map(([open, indexes]) => {
    const records = indexes.flatMap((index) => entries[index] ?? []);
    return { open, indexes, bytes: encodeRecords(records, isEncrypted) };
  });
  // Nothing is stored of a call that is refused.
  if (encoded.some(({ bytes }) => bytes === undefined)) {
    throw notBase64();
  }
  for (const { open, indexes, bytes } of encoded) {
    if (bytes === undefined) continue;
    const first = open.log.append(bytes, indexes.length, now);
    indexes.forEach((index, offset) => {
      results[index] = {
        shardId: open.shard.id,
        sequenceNumber: open.log.numbers.of(first + offset),
      };
    });
  }
  return results;
}

function hashKeyOf({ explicitHashKey, partitionKey }: PutEntry): string {
  return explicitHashKey === undefined
    ? hashOfPartitionKey(partitionKey)
    : toHex(BigInt(explicitHashKey));
}

function storedBytes(entries: readonly PutEntry[], results: readonly PutResult[]): number {
  return entries.reduce((sum, { data, partitionKey }, index) => {
    const result = results[index];
    const isStored = result !== undefined && !("throttled" in result);
    return isStored ? sum + dataLength(data) + Buffer.byteLength(partitionKey) : sum;
  }, 0);
}

/** @returns bytes of the data and the partition key */
function checkSize(
  { state }: Stream,
  { data, partitionKey, explicitHashKey }: PutEntry,
  member: string,
): number {
  const limit = state.maximumRecordKiB * KIB;
  const bytes = dataLength(data) + Buffer.byteLength(partitionKey);
  if (bytes > limit) {
    throw invalidRequest(
      `1 validation error detected: Value of ${bytes} bytes, with the partition key, at '${member}' failed to satisfy constraint: Member must have length less than or equal to ${limit}`,
    );
  }
  if (explicitHashKey !== undefined && toHex(BigInt(explicitHashKey)).length > HEXADECIMAL_DIGITS) {
    throw invalidArgument(
      `Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified value was ${explicitHashKey}`,
    );
  }
  return bytes;
}

/** Digits of 2^128 - 1. */
const HEXADECIMAL_DIGITS = 32;
