import type {
  KinesisFirehoseDeliveryStreamExtendedS3ConfigurationDataFormatConversionConfiguration,
  KinesisFirehoseDeliveryStreamExtendedS3ConfigurationDataFormatConversionConfigurationInputFormatConfigurationDeserializerOpenXJsonSerDe,
} from "@cdktf/provider-aws/lib/kinesis-firehose-delivery-stream";
import type { JsonKeySettings } from "../../model/dataset/json-keys";
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
    inputFormatConfiguration: {
      deserializer: { openXJsonSerDe: renderDeserializer(props.table.jsonKeys.settings) },
    },
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

function renderDeserializer({
  caseInsensitive,
  convertDotsInJsonKeysToUnderscores,
  columnToJsonKeyMappings,
}: JsonKeySettings): KinesisFirehoseDeliveryStreamExtendedS3ConfigurationDataFormatConversionConfigurationInputFormatConfigurationDeserializerOpenXJsonSerDe {
  const isMapped = Object.keys(columnToJsonKeyMappings).length > 0;
  return {
    caseInsensitive,
    ...(convertDotsInJsonKeysToUnderscores ? { convertDotsInJsonKeysToUnderscores } : {}),
    ...(isMapped ? { columnToJsonKeyMappings } : {}),
  };
}
