import type { IcebergDestinationDescription } from "@aws-sdk/client-firehose";
import type { DeliveryStreamSettings } from "./delivery-stream-settings";
import { readHints, readLogging, readTarget } from "./read-target";

/** Buffer without hints. @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_BufferingHints.html */
const DEFAULT_SIZE_MIB = 5;

/**
 * Reads a destination of one Iceberg table. Its S3 configuration is where records go that fail, and with the backup
 * mode AllData all source records.
 */
export function readIcebergDestination(
  destination: IcebergDestinationDescription,
): Pick<DeliveryStreamSettings, "data" | "backup" | "iceberg"> {
  const { S3DestinationDescription: errors } = destination;
  if (errors === undefined) throw new Error("The destination has no S3 configuration.");
  const s3 = readTarget(errors, DEFAULT_SIZE_MIB);
  const [table] = destination.DestinationTableConfigurationList ?? [];
  // The provider sends an empty prefix for none.
  const { S3ErrorOutputPrefix: tablePrefix = "" } = table ?? {};
  const { CatalogARN: catalogArn = "" } = destination.CatalogConfiguration ?? {};
  const [, , , region = "", catalogId = ""] = catalogArn.split(":");
  return {
    data: {
      ...s3,
      errorPrefix: tablePrefix === "" ? s3.errorPrefix : tablePrefix,
      hints: readHints(destination.BufferingHints, DEFAULT_SIZE_MIB),
      logging: readLogging(destination.CloudWatchLoggingOptions),
    },
    backup: destination.S3BackupMode === "AllData" ? s3 : undefined,
    iceberg: {
      region,
      catalogId,
      roleArn: destination.RoleARN ?? "",
      databaseName: table?.DestinationDatabaseName ?? "",
      tableName: table?.DestinationTableName ?? "",
    },
  };
}
