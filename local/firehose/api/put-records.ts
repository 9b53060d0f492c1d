import { randomBytes } from "node:crypto";
import type { DeliveryStreamDescription } from "@aws-sdk/client-firehose";
import { isRecord } from "../../../errors/is-record";
import { AwsServiceError } from "../../gateway/emulated-service";
import { isDirectPut } from "../settings/deployed-destination";
import type { DirectPutSource } from "../source/direct-put-source";

/**
 * Limits of the calls.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_PutRecordBatch.html
 */
const MAXIMUM_RECORD_BYTES = 1000 * 1024;
const MAXIMUM_RECORDS = 500;
const MAXIMUM_BATCH_BYTES = 4 * 1024 * 1024;

/** Records above what can wait; per record, as AWS throttles. */
const SLOW_DOWN = { ErrorCode: "ServiceUnavailableException", ErrorMessage: "Slow down." };

type Input = Readonly<Record<string, unknown>>;

/** The records of a call of PutRecord or PutRecordBatch, and whether it may write to this delivery stream. */
export interface PutTarget {
  readonly description: DeliveryStreamDescription;
  readonly source: DirectPutSource;
}

/** Reads the record of PutRecord. @throws AwsServiceError as AWS returns it */
export function readRecord(input: Input): Buffer {
  return readData(input["Record"], "record");
}

/** Reads the records of PutRecordBatch. @throws AwsServiceError as AWS returns it */
export function readRecords(input: Input): Buffer[] {
  const { Records: records } = input;
  if (!Array.isArray(records)) throw constraint("null", "records", "Member must not be null");
  if (records.length === 0 || records.length > MAXIMUM_RECORDS) {
    const [side, limit] = records.length === 0 ? ["greater", 1] : ["less", MAXIMUM_RECORDS];
    throw constraint(
      `${records.length} records`,
      "records",
      `Member must have length ${side} than or equal to ${limit}`,
    );
  }
  const data = records.map((record, index) => readData(record, `records.${index + 1}.member`));
  const bytes = data.reduce((sum, { length }) => sum + length, 0);
  if (bytes > MAXIMUM_BATCH_BYTES) {
    throw new AwsServiceError("InvalidArgumentException", "Records size exceeds 4 MB limit");
  }
  return data;
}

/**
 * Rejects a delivery stream whose records come from elsewhere.
 *
 * @throws AwsServiceError InvalidArgumentException
 * @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_PutRecord.html
 */
export function checkDirectPut(description: DeliveryStreamDescription): void {
  if (isDirectPut(description)) return;
  throw new AwsServiceError(
    "InvalidArgumentException",
    `This operation is not permitted on ${description.DeliveryStreamType} delivery stream type.`,
  );
}

/** Puts one record. @throws AwsServiceError ServiceUnavailableException while too much waits for delivery */
export function putRecord({ source, description }: PutTarget, data: Buffer): object {
  if (source.put([data]) === 0) {
    throw new AwsServiceError(SLOW_DOWN.ErrorCode, SLOW_DOWN.ErrorMessage, 503);
  }
  return { RecordId: recordId(), Encrypted: isEncrypted(description) };
}

/** Puts a batch; each record has a result of its own, in order. */
export function putRecordBatch(target: PutTarget, data: readonly Buffer[]): object {
  const added = target.source.put(data);
  const results = data.map((_, index) => (index < added ? { RecordId: recordId() } : SLOW_DOWN));
  return {
    FailedPutCount: results.filter((result) => result === SLOW_DOWN).length,
    Encrypted: isEncrypted(target.description),
    RequestResponses: results,
  };
}

function readData(record: unknown, member: string): Buffer {
  const data = isRecord(record) ? record["Data"] : undefined;
  if (typeof data !== "string")
    throw constraint("null", `${member}.data`, "Member must not be null");
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(data) || data.length % 4 !== 0) {
    throw new AwsServiceError("SerializationException", `${member}.data is not base64.`);
  }
  const bytes = Buffer.from(data, "base64");
  if (bytes.length > MAXIMUM_RECORD_BYTES) {
    throw constraint(
      `${bytes.length} bytes`,
      `${member}.data`,
      `Member must have length less than or equal to ${MAXIMUM_RECORD_BYTES}`,
    );
  }
  return bytes;
}

function constraint(value: string, member: string, rule: string): AwsServiceError {
  return new AwsServiceError(
    "ValidationException",
    `1 validation error detected: Value (${value}) at '${member}' failed to satisfy constraint: ${rule}`,
  );
}

function isEncrypted({
  DeliveryStreamEncryptionConfiguration: settings,
}: DeliveryStreamDescription) {
  return settings?.Status === "ENABLED";
}

function recordId(): string {
  return randomBytes(168).toString("base64");
}
