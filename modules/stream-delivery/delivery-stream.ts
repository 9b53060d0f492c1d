import { KinesisFirehoseDeliveryStream } from "@cdktf/provider-aws/lib/kinesis-firehose-delivery-stream";
import type {
  KinesisFirehoseDeliveryStreamConfig,
  KinesisFirehoseDeliveryStreamExtendedS3Configuration,
} from "@cdktf/provider-aws/lib/kinesis-firehose-delivery-stream";
import { Construct } from "constructs";
import type { DeliverySettings } from "../../model/environment/settings/delivery-settings";
import { nameRules } from "../../model/naming/name-rules";
import type { DatasetNames } from "../../model/naming/names";
import type { RemovalPolicy } from "../../model/environment/removal-policy";
import type { TrustCondition } from "../../model/environment/settings/service-trust";
import { resolveDelivery } from "../../model/environment/resolve-environment";
import type { IEncryptedBucket } from "../data-storage/encrypted-bucket";
import type { IEventTable } from "../glue-catalog/event-table";
import type { AwsLocation } from "../shared/aws-arn";
import { checkName } from "../shared/check-name";
import type { IEncryptionKey } from "../shared/encryption-key";
import { statefulLifecycle } from "../shared/stateful-lifecycle";
import type { IEventStream } from "../streaming/event-stream";
import { checkDeliveryStream } from "./check-delivery-stream";
import {
  addDeliveryResources,
  logStreams,
  renderBackup,
  renderKey,
  renderLogging,
} from "./delivery-resources";
import type { DeliveryResources } from "./delivery-resources";
import { renderDynamicPartitioning } from "./dynamic-partitioning";
import { dataPrefixExpression, errorPrefixExpression } from "./prefixes";
import { schemaExtension } from "./schema-extension";
import { renderRecordFormatConversion } from "./record-format-conversion";

/** Properties of the delivery stream of one dataset. */
export interface DeliveryStreamProps extends DeliverySettings, AwsLocation {
  /** Names and prefixes of the dataset. */
  readonly names: DatasetNames;
  /** @default "external-id" */
  readonly trust?: TrustCondition;
  readonly source: IEventStream;
  /** Table of the Parquet objects, which the key of its bucket encrypts. */
  readonly table: IEventTable;
  /** Bucket of the source records, whose key encrypts them. */
  readonly rawBucket: IEncryptedBucket;
  /** @default - CloudWatch's own encryption */
  readonly logKey?: IEncryptionKey;
  /** @default 30 */
  readonly logRetentionDays?: number;
  /** @default "retain" */
  readonly removalPolicy?: RemovalPolicy;
  /**
   * Whether it is for an emulator, which accepts a backup interval below 60 seconds.
   *
   * @default false
   */
  readonly isEmulated?: boolean;
}

/**
 * Delivery stream that reads a Kinesis stream, backs up the source records, and writes Parquet objects, or error objects for
 * records that can't be converted.
 *
 * @example
 * new lake.DeliveryStream(stack, "delivery", {
 *   ...location,
 *   names: lake.datasetNames({ project: "shop", environment: "prod" }, "orders"),
 *   source: stream,
 *   table,
 *   rawBucket: bucket,
 * });
 */
export class DeliveryStream extends Construct {
  readonly deliveryStreamName: string;
  readonly arn: string;
  /** S3 URI of the error objects. */
  readonly errorLocation: string;

  constructor(scope: Construct, id: string, props: DeliveryStreamProps) {
    super(scope, id);
    const { names, table } = props;
    const resources = addDeliveryResources(this, props);
    const { role, logs } = resources;
    props.source.grantRead(role);
    table.grantReadSchema(role);
    table.bucket.grantWrite(role, [names.dataPrefix, names.errorPrefix]);
    props.rawBucket.grantWrite(role, [names.rawPrefix, names.rawErrorPrefix]);
    logs.grantWriteTo(role, Object.values(logStreams));

    const config: KinesisFirehoseDeliveryStreamConfig = {
      name: names.deliveryStream,
      destination: "extended_s3",
      kinesisSourceConfiguration: {
        kinesisStreamArn: props.source.arn,
        roleArn: role.arn,
      },
      extendedS3Configuration: renderDestination(props, resources),
      ...statefulLifecycle(props.removalPolicy),
      dependsOn: [
        ...role.ready,
        ...logs.ready,
        ...table.ready,
        ...table.bucket.ready,
        ...props.rawBucket.ready,
      ],
    };
    this.node.addValidation({
      validate: () => [
        ...checkName(nameRules.deliveryStream, names.deliveryStream),
        ...checkDeliveryStream(config, props.isEmulated),
      ],
    });
    const delivery = new KinesisFirehoseDeliveryStream(this, "Default", config);
    this.deliveryStreamName = delivery.name;
    this.arn = delivery.arn;
    this.errorLocation = `s3://${table.bucket.bucketName}/${names.errorPrefix}`;
  }
}

function renderDestination(
  props: DeliveryStreamProps,
  resources: DeliveryResources,
): KinesisFirehoseDeliveryStreamExtendedS3Configuration {
  const { names, table } = props;
  const { role, logs } = resources;
  const { buffering, parquetCompression } = resolveDelivery(props);
  return {
    bucketArn: table.bucket.arn,
    roleArn: role.arn,
    ...renderKey(table.bucket),
    prefix: dataPrefixExpression(names.dataPrefix, table.partitionKeys),
    errorOutputPrefix: errorPrefixExpression(names.errorPrefix),
    fileExtension: schemaExtension(table.schemaFingerprint),
    bufferingSize: buffering.sizeMiB,
    bufferingInterval: buffering.intervalSeconds,
    compressionFormat: "UNCOMPRESSED",
    cloudwatchLoggingOptions: renderLogging(logs, logStreams.destination),
    ...renderDynamicPartitioning(table.partitionKeys, table.jsonKeys.byColumn),
    dataFormatConversionConfiguration: renderRecordFormatConversion({
      table,
      roleArn: role.arn,
      region: props.region,
      parquetCompression,
    }),
    s3BackupMode: "Enabled",
    s3BackupConfiguration: renderBackup(props, resources),
  };
}
