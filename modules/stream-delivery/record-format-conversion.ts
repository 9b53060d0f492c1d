import type { KinesisFirehoseDeliveryStreamExtendedS3ConfigurationDataFormatConversionConfiguration } from "@cdktf/provider-aws/lib/kinesis-firehose-delivery-stream";
import type { DeliverySettings } from "../../model/environment/settings/delivery-settings";
import type { IEventTable } from "../glue-catalog/event-table";

/** Properties of the conversion to Parquet. */
export interface RecordFormatConversionProps {
  readonly table: IEventTable;
  readonly roleArn: string;
  readonly region: string;
  readonly parquetCompression: Required<DeliverySettings>["parquetCompression"];
}

/** Renders the conversion from JSON, with the OpenX deserializer, to Parquet, with the latest schema of the table. */
export function renderRecordFormatConversion(
  props: RecordFormatConversionProps,
): KinesisFirehoseDeliveryStreamExtendedS3ConfigurationDataFormatConversionConfiguration {
  return {
    enabled: true,
    inputFormatConfiguration: { deserializer: { openXJsonSerDe: { caseInsensitive: true } } },
    outputFormatConfiguration: {
      serializer: { parquetSerDe: { compression: props.parquetCompression } },
    },
    schemaConfiguration: {
      databaseName: props.table.database.databaseName,
      tableName: props.table.tableName,
      region: props.region,
      roleArn: props.roleArn,
      versionId: "LATEST",
    },
  };
}
