import { readFile } from "node:fs/promises";
import type { ConvertedFile } from "../conversion/convert-records";
import type { Partition } from "../partitioning/partitioner";
import { evaluateErrorPrefix, evaluatePrefix } from "../partitioning/prefix";
import type { DeliveryStreamSettings, S3Target } from "../settings/delivery-stream-settings";
import { compress } from "./compression";
import type { LoggedError } from "./error-log";
import { FORMAT_CONVERSION_FAILED } from "./error-object";
import { objectKey } from "./object-key";
import type { PutObject } from "./object-writer";

/** The kind of content of an object. */
export type ObjectPurpose = "data" | "errors" | "backup";

/** An object that was written. */
export interface DeliveredObject {
  readonly purpose: ObjectPurpose;
  readonly bucket: string;
  readonly key: string;
  readonly bytes: number;
  readonly records: number;
  /** Size of these records when they were read, in bytes. */
  readonly sourceBytes: number;
  /** Whether the records were converted to another format. */
  readonly converted: boolean;
  /** The error of the first record; error objects only. */
  readonly firstError?: LoggedError | undefined;
  /** Error objects only. */
  readonly errorOutputType?: string | undefined;
}

/** How an object is written. */
export interface ObjectDependencies {
  readonly put: PutObject;
  readonly delivered: (object: DeliveredObject) => void;
}

/** An object that is to be written, or was. */
export interface PendingObject extends Pick<
  DeliveredObject,
  "purpose" | "records" | "sourceBytes" | "converted" | "firstError" | "errorOutputType"
> {
  readonly oldestArrival: number;
  readonly body: () => Promise<Buffer>;
  written: boolean;
}

/**
 * Writes an object to its place below the prefixes of a target.
 *
 * @param partition of its records. @default - none
 * @throws the error of S3
 */
export async function writeObject(
  object: PendingObject,
  target: S3Target,
  { name, versionId }: DeliveryStreamSettings,
  { put, delivered }: ObjectDependencies,
  partition: Partition = {},
): Promise<void> {
  const { purpose, records, sourceBytes, converted, firstError, oldestArrival } = object;
  const { errorOutputType = FORMAT_CONVERSION_FAILED } = object;
  const { timeZone } = target;
  const values = { arrival: oldestArrival, timeZone };
  const prefix =
    purpose === "errors"
      ? evaluateErrorPrefix(target.errorPrefix, target.prefix, {
          ...values,
          errorOutputType,
        })
      : evaluatePrefix(partition.prefix ?? target.prefix, {
          ...values,
          partitionKeys: partition.keys,
        });
  const naming = { prefix, deliveryStreamName: name, versionId, ...values };
  const content = await object.body();
  const stored =
    purpose === "errors"
      ? { body: content, extension: "" }
      : await compress(content, target.compression, name);
  const extension = purpose === "data" ? (target.extension ?? stored.extension) : stored.extension;
  const key = objectKey({ ...naming, extension });
  await put(target, key, stored.body);
  const { bucket } = target;
  delivered({
    purpose,
    records,
    sourceBytes,
    converted,
    firstError,
    errorOutputType: purpose === "errors" ? errorOutputType : undefined,
    bucket,
    key,
    bytes: stored.body.length,
  });
}

/** A converted file as an object. */
export function fileObject(
  purpose: ObjectPurpose,
  { path, ...facts }: ConvertedFile,
): PendingObject {
  return { ...facts, purpose, converted: true, body: () => readFile(path), written: false };
}
