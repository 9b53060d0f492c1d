import { KinesisFirehoseDeliveryStream } from "@cdktf/provider-aws/lib/kinesis-firehose-delivery-stream";
import type { KinesisFirehoseDeliveryStreamConfig } from "@cdktf/provider-aws/lib/kinesis-firehose-delivery-stream";
import { Construct } from "constructs";
import { resolveDelivery } from "../../model/environment/resolve-environment";
import { nameRules } from "../../model/naming/name-rules";
import type { IIcebergTable } from "../glue-catalog/iceberg-table";
import { arn } from "../shared/aws-arn";
import { checkName } from "../shared/check-name";
import { statefulLifecycle } from "../shared/stateful-lifecycle";
import { checkDeliveryStream } from "./check-delivery-stream";
import {
  addDeliveryResources,
  logStreams,
  renderBackup,
  renderLogging,
} from "./delivery-resources";
import type { DeliveryStreamProps } from "./delivery-stream";

/** Properties of the delivery stream of one Iceberg table. */
export interface IcebergDeliveryStreamProps extends Omit<
  DeliveryStreamProps,
  "table" | "parquetCompression"
> {
  readonly table: IIcebergTable;
}

/**
 * Delivery stream that reads a Kinesis stream and commits its records to an Iceberg table. It backs up the source records,
 * and writes those that it can't commit to the same bucket under the error prefix: the destination has one S3
 * configuration for both.
 *
 * The columns of the table are not part of it: Firehose reads the table's schema when it writes.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_IcebergDestinationConfiguration.html
 *
 * @example
 * new lake.IcebergDeliveryStream(stack, "delivery", {
 *   ...location,
 *   names: lake.datasetNames({ project: "shop", environment: "prod" }, "orders"),
 *   source: stream,
 *   table: icebergTable,
 *   rawBucket: bucket,
 * });
 */
export class IcebergDeliveryStream extends Construct {
  readonly deliveryStreamName: string;
  readonly arn: string;
  /** S3 URI of the error objects. */
  readonly errorLocation: string;

  constructor(scope: Construct, id: string, props: IcebergDeliveryStreamProps) {
    super(scope, id);
    const { names, table, rawBucket } = props;
    const resources = addDeliveryResources(this, props);
    const { role, logs } = resources;
    props.source.grantRead(role);
    table.grantCommit(role);
    rawBucket.grantWrite(role, [names.rawPrefix, names.rawErrorPrefix]);
    logs.grantWriteTo(role, Object.values(logStreams));

    const { buffering } = resolveDelivery(props);
    const config: KinesisFirehoseDeliveryStreamConfig = {
      name: names.deliveryStream,
      destination: "iceberg",
      kinesisSourceConfiguration: { kinesisStreamArn: props.source.arn, roleArn: role.arn },
      icebergConfiguration: {
        catalogArn: arn(props, "glue", "catalog"),
        roleArn: role.arn,
        bufferingSize: buffering.sizeMiB,
        bufferingInterval: buffering.intervalSeconds,
        cloudwatchLoggingOptions: renderLogging(logs, logStreams.destination),
        destinationTableConfiguration: [
          { databaseName: table.database.databaseName, tableName: table.tableName },
        ],
        s3BackupMode: "AllData",
        s3Configuration: renderBackup(props, resources),
      },
      ...statefulLifecycle(props.removalPolicy),
      dependsOn: [
        ...role.ready,
        ...logs.ready,
        ...table.ready,
        ...table.bucket.ready,
        ...rawBucket.ready,
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
    this.errorLocation = `s3://${rawBucket.bucketName}/${names.rawErrorPrefix}`;
  }
}
