import { randomUUID } from "node:crypto";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { parseS3Location } from "../../glue/catalog/s3-location";
import type { ConversionResult, ConvertedFile } from "../conversion/convert-records";
import type { DeliveryDependencies } from "../delivery";
import type { RecordBuffer } from "../destination/buffer";
import { ICEBERG_FAILED } from "../destination/error-object";
import { objectKey } from "../destination/object-key";
import { fileObject, writeObject } from "../destination/pending-object";
import { identityOf } from "../settings/deployed-streams";
import type { DeliveryStreamSettings, IcebergTarget } from "../settings/delivery-stream-settings";
import { writeIcebergFile } from "./iceberg-file";
import type { DeliveredTable } from "./iceberg-tables";

interface StoredFile {
  readonly uri: string;
  readonly bucket: string;
  readonly key: string;
  readonly bytes: number;
}

interface Converted extends ConversionResult {
  readonly schemaId: number;
  areErrorsWritten: boolean;
  /** The data file, once it is written. */
  stored: StoredFile | undefined;
}

/**
 * The delivery of one buffer to an Iceberg table, as one snapshot. `attempt` can be called again after an error: the
 * snapshot says which records it has, so that it is committed once.
 */
export class IcebergDelivery {
  private converted: Converted | undefined;
  private readonly folder: string;

  constructor(
    private readonly buffer: RecordBuffer,
    private readonly dependencies: DeliveryDependencies,
  ) {
    this.folder = join(dependencies.scratchFolder, randomUUID());
  }

  /** @throws the error of the service that failed; no record is lost */
  async attempt(settings: DeliveryStreamSettings, target: IcebergTarget): Promise<void> {
    const { iceberg } = this.dependencies;
    for (;;) {
      const table = await iceberg.describe(target);
      const converted = await this.convert(table);
      await this.writeErrors(converted, settings);
      const { parquet } = converted;
      if (parquet === undefined) return;
      const stored = (converted.stored ??= await this.writeData(parquet, table, settings, target));
      const outcome = await iceberg.append(target, {
        deliveryStream: deliveryStreamId(settings),
        positions: Object.fromEntries(this.buffer.positions),
        file: stored.uri,
        schemaId: converted.schemaId,
      });
      if (outcome !== "schema-changed") {
        this.reportDelivered(parquet, stored);
        return;
      }
      // The table was changed while the file was written.
      this.converted = undefined;
    }
  }

  /** Removes scratch files. */
  async close(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  private async convert({ schemaId, fields }: DeliveredTable): Promise<Converted> {
    if (this.converted?.schemaId === schemaId) return this.converted;
    const { parquet } = this.dependencies;
    const files = await writeIcebergFile(this.buffer, fields, parquet, this.folder);
    this.converted = { ...files, schemaId, areErrorsWritten: false, stored: undefined };
    return this.converted;
  }

  /** Before the commit, which records that the records are delivered. */
  private async writeErrors(converted: Converted, settings: DeliveryStreamSettings): Promise<void> {
    const { errors } = converted;
    if (errors === undefined || converted.areErrorsWritten) return;
    const object = { ...fileObject("errors", errors), errorOutputType: ICEBERG_FAILED };
    await writeObject(object, settings.data, settings, this.dependencies);
    converted.areErrorsWritten = true;
  }

  private async writeData(
    { path, oldestArrival }: ConvertedFile,
    { dataPrefix }: DeliveredTable,
    { name, versionId, data }: DeliveryStreamSettings,
    { roleArn }: IcebergTarget,
  ): Promise<StoredFile> {
    const uri = objectKey({
      prefix: `${dataPrefix}/`,
      deliveryStreamName: name,
      versionId,
      arrival: oldestArrival,
      extension: ".parquet",
    });
    const { bucket, prefix: key } = parseS3Location(uri);
    // The key of the S3 configuration is that of errors and backups.
    const place = { ...data, bucket, roleArn, kmsKeyArn: undefined };
    const content = await readFile(path);
    await this.dependencies.put(place, key, content);
    return { uri, bucket, key, bytes: content.length };
  }

  private reportDelivered(
    { records, sourceBytes }: ConvertedFile,
    { bucket, key, bytes }: StoredFile,
  ): void {
    this.dependencies.delivered({
      ...{ purpose: "data", bucket, key, bytes, records, sourceBytes, converted: false },
    });
  }
}

/** Identifies a delivery stream in the snapshots that it makes. */
export function deliveryStreamId({ arn, createdAt }: DeliveryStreamSettings): string {
  return identityOf(arn, createdAt);
}
