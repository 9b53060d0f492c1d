import { randomUUID } from "node:crypto";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { RecordBuffer } from "./destination/buffer";
import { compress } from "./destination/compression";
import type {
  ConversionSettings,
  DeliveryStreamSettings,
  S3Target,
} from "./settings/delivery-stream-settings";
import type { LoggedError } from "./destination/error-log";
import { FORMAT_CONVERSION_FAILED } from "./destination/error-object";
import { convertBuffer } from "./conversion/format-conversion";
import type { ConvertedFile } from "./conversion/format-conversion";
import type { HiveColumn } from "../../formats/hive-type";
import { objectKey } from "./destination/object-key";
import type { PutObject } from "./destination/object-writer";
import type { ParquetWriter } from "./conversion/parquet-writer";
import type { Partition } from "./partitioning/partitioner";
import type { PartitioningError } from "./partitioning/partitioning-error";
import { evaluateErrorPrefix, evaluatePrefix } from "./partitioning/prefix";

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

/** Dependencies of {@link Delivery}. */
export interface DeliveryDependencies {
  readonly put: PutObject;
  readonly fetchColumns: (schema: ConversionSettings["schema"]) => Promise<readonly HiveColumn[]>;
  readonly parquet: ParquetWriter;
  readonly scratchFolder: string;
  readonly delivered: (object: DeliveredObject) => void;
}

interface PendingObject extends Pick<
  DeliveredObject,
  "purpose" | "records" | "sourceBytes" | "converted" | "firstError" | "errorOutputType"
> {
  readonly oldestArrival: number;
  readonly body: () => Promise<Buffer>;
  written: boolean;
}

/**
 * The delivery of one buffer. `attempt` can be called again after an error: objects that were written are not written
 * again, and until one is written, each attempt uses the current settings and table.
 */
export class Delivery {
  private objects: PendingObject[] | undefined;
  private preparedFrom = "";
  private readonly folder: string;

  constructor(
    private readonly buffer: RecordBuffer,
    private readonly sink: "data" | "backup",
    private readonly dependencies: DeliveryDependencies,
    /** The partition of the buffered records. @default - none */
    private readonly partition: Partition = {},
  ) {
    this.folder = join(dependencies.scratchFolder, randomUUID());
  }

  /** @throws the error of the service that failed; no record is lost */
  async attempt(settings: DeliveryStreamSettings): Promise<void> {
    const target = this.sink === "data" ? settings.data : settings.backup;
    // On AWS the backup can't be disabled; if it is, its buffered records have no destination.
    if (target === undefined) return;
    const objects = await this.prepare(settings, target);
    for (const object of objects) {
      if (object.written) continue;
      await this.write(object, target, settings);
      object.written = true;
    }
  }

  /** Removes scratch files. */
  async close(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  private async prepare(
    settings: DeliveryStreamSettings,
    target: S3Target,
  ): Promise<PendingObject[]> {
    if (this.partition.error !== undefined) {
      this.objects ??= [this.errorLines(this.partition.error)];
      return this.objects;
    }
    if (this.sink === "backup" || settings.conversion === undefined) {
      this.objects ??= [this.rawObject(target.appendedDelimiter)];
      return this.objects;
    }
    if (this.objects?.some(({ written }) => written) === true) return this.objects;
    const columns = await this.dependencies.fetchColumns(settings.conversion.schema);
    const recipe = JSON.stringify([settings.versionId, columns]);
    if (this.objects === undefined || this.preparedFrom !== recipe) {
      const { parquet, errors } = await convertBuffer(
        this.buffer,
        columns,
        settings.conversion,
        this.dependencies.parquet,
        this.folder,
      );
      this.objects = [
        ...(errors === undefined ? [] : [fileObject("errors", errors)]),
        ...(parquet === undefined ? [] : [fileObject("data", parquet)]),
      ];
      this.preparedFrom = recipe;
    }
    return this.objects;
  }

  private rawObject(appendedDelimiter: string | undefined): PendingObject {
    const { buffer } = this;
    const body = () =>
      Buffer.concat(
        appendedDelimiter === undefined
          ? [...buffer.chunks()].map(({ bytes }) => bytes)
          : withDelimiters(buffer, appendedDelimiter),
      );
    return {
      purpose: this.sink,
      records: buffer.length,
      sourceBytes: buffer.bytes,
      converted: false,
      oldestArrival: buffer.oldestArrival,
      body: () => Promise.resolve(body()),
      written: false,
    };
  }

  /** The buffer contains rendered lines of an error object. */
  private errorLines({ outputType, code, message }: PartitioningError): PendingObject {
    return {
      ...this.rawObject(undefined),
      purpose: "errors",
      firstError: { code, message },
      errorOutputType: outputType,
    };
  }

  private async write(
    object: PendingObject,
    target: S3Target,
    { name, versionId }: DeliveryStreamSettings,
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
        : evaluatePrefix(this.partition.prefix ?? target.prefix, {
            ...values,
            partitionKeys: this.partition.keys,
          });
    const naming = { prefix, deliveryStreamName: name, versionId, ...values };
    const content = await object.body();
    const stored =
      purpose === "errors"
        ? { body: content, extension: "" }
        : await compress(content, target.compression, name);
    const extension =
      purpose === "data" ? (target.extension ?? stored.extension) : stored.extension;
    const key = objectKey({ ...naming, extension });
    await this.dependencies.put(target, key, stored.body);
    const { bucket } = target;
    this.dependencies.delivered({
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
}

function fileObject(purpose: ObjectPurpose, { path, ...facts }: ConvertedFile): PendingObject {
  return { ...facts, purpose, converted: true, body: () => readFile(path), written: false };
}

function withDelimiters(buffer: RecordBuffer, appended: string): Uint8Array[] {
  const delimiter = Buffer.from(appended);
  return [...buffer.chunks()].flatMap((chunk) =>
    chunk.ends.flatMap((_, index) => [buffer.record(chunk, index).data, delimiter]),
  );
}
