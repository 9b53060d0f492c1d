import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { HiveColumn } from "../../formats/hive-type";
import { convertBuffer } from "./conversion/format-conversion";
import type { ParquetWriter } from "./conversion/parquet-writer";
import type { RecordBuffer } from "./destination/buffer";
import { fileObject, writeObject } from "./destination/pending-object";
import type { ObjectDependencies, PendingObject } from "./destination/pending-object";
import type { IcebergTables } from "./iceberg/iceberg-tables";
import type { Partition } from "./partitioning/partitioner";
import type { PartitioningError } from "./partitioning/partitioning-error";
import type {
  ConversionSettings,
  DeliveryStreamSettings,
  S3Target,
} from "./settings/delivery-stream-settings";

/** Dependencies of {@link Delivery}. */
export interface DeliveryDependencies extends ObjectDependencies {
  readonly fetchColumns: (schema: ConversionSettings["schema"]) => Promise<readonly HiveColumn[]>;
  readonly parquet: ParquetWriter;
  readonly scratchFolder: string;
  /** Commits to Iceberg tables. */
  readonly iceberg: Pick<IcebergTables, "describe" | "append">;
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
      await writeObject(object, target, settings, this.dependencies, this.partition);
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
}

function withDelimiters(buffer: RecordBuffer, appended: string): Uint8Array[] {
  const delimiter = Buffer.from(appended);
  return [...buffer.chunks()].flatMap((chunk) =>
    chunk.ends.flatMap((_, index) => [buffer.record(chunk, index).data, delimiter]),
  );
}
