import type { KinesisFirehoseDeliveryStreamExtendedS3ConfigurationDataFormatConversionConfiguration } from "@cdktf/provider-aws/lib/kinesis-firehose-delivery-stream";
import type { DeliverySettings } from "../../model/environment/settings/delivery-settings";
import type { IEventTable } from "../glue-catalog/event-table";

/** What records are converted by. */
export interface RecordFormatConversionProps {
  readonly table: IEventTable;
  readonly roleArn: string;
  readonly region: string;
  readonly parquetCompression: Required<DeliverySettings>["parquetCompression"];
}

/** JSON in, by the OpenX deserializer; Parquet out, by the table's latest schema. */
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
