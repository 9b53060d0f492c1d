import { CreateDeliveryStreamCommand, DeleteDeliveryStreamCommand } from "@aws-sdk/client-firehose";
import { CreateDatabaseCommand, CreateTableCommand } from "@aws-sdk/client-glue";
import {
  CreateStreamCommand,
  DeleteStreamCommand,
  DescribeStreamSummaryCommand,
  StartStreamEncryptionCommand,
} from "@aws-sdk/client-kinesis";
import { CreateKeyCommand } from "@aws-sdk/client-kms";
import { CreateBucketCommand } from "@aws-sdk/client-s3";
import type { S3Prefix } from "../../../cli/target/lake-contents";
import type { AwsClients } from "../../../local/aws-clients";

const ROLE = "arn:aws:iam::123456789012:role";

/** Buffering of the data and the backup of a delivery stream. */
export interface Buffering {
  readonly sizeMiB: number;
  readonly intervalSeconds: number;
}

/** Options of a deployment. */
export interface DeliveryProps {
  /** Prefix of all names; unique for each deployment to a control plane. */
  readonly name: string;
  readonly shards: number;
  readonly data: Buffering;
  readonly backup: Buffering;
}

/** Names and locations of the created resources. */
export interface DeliveryDeployment {
  readonly streamName: string;
  readonly deliveryStreamName: string;
  readonly databaseName: string;
  readonly tableName: string;
  readonly dataLocation: S3Prefix;
  readonly errorLocation: S3Prefix;
  readonly backupLocation: S3Prefix;
}

/**
 * Creates the pipeline of the article with AWS APIs only: an encrypted stream, a table, encrypted buckets, and a delivery stream
 * that converts to Parquet and backs up its source. The table is not partitioned, so that queries need no crawler.
 */
export async function deployDelivery(
  clients: AwsClients,
  props: DeliveryProps,
): Promise<DeliveryDeployment> {
  const { name } = props;
  const made: DeliveryDeployment = {
    streamName: `${name}-stream`,
    deliveryStreamName: `${name}-delivery`,
    databaseName: name.replaceAll("-", "_"),
    tableName: "sample_events",
    dataLocation: { bucket: `${name}-lake`, prefix: "data/" },
    errorLocation: { bucket: `${name}-lake`, prefix: "errors/" },
    backupLocation: { bucket: `${name}-raw`, prefix: "events/" },
  };
  const streamKeyArn = await createKey(clients);
  const bucketKeyArn = await createKey(clients);
  const streamArn = await createStream(clients, made.streamName, props.shards, streamKeyArn);
  for (const { bucket } of [made.dataLocation, made.backupLocation]) {
    await clients.s3.send(new CreateBucketCommand({ Bucket: bucket }));
  }
  await createTable(clients, made);
  await createDeliveryStream(clients, props, made, streamArn, bucketKeyArn);
  return made;
}

/** Deletes stream and delivery stream; delivered objects stay. */
export async function removeDelivery(
  clients: AwsClients,
  { deliveryStreamName, streamName }: DeliveryDeployment,
): Promise<void> {
  await clients.firehose.send(
    new DeleteDeliveryStreamCommand({ DeliveryStreamName: deliveryStreamName }),
  );
  await clients.kinesis.send(new DeleteStreamCommand({ StreamName: streamName }));
}

async function createKey({ kms }: AwsClients): Promise<string> {
  const { KeyMetadata: key } = await kms.send(new CreateKeyCommand({}));
  if (key?.Arn === undefined) throw new Error("KMS returned no key");
  return key.Arn;
}

async function createStream(
  { kinesis }: AwsClients,
  streamName: string,
  shards: number,
  keyArn: string,
): Promise<string> {
  await kinesis.send(new CreateStreamCommand({ StreamName: streamName, ShardCount: shards }));
  for (;;) {
    const { StreamDescriptionSummary: stream } = await kinesis.send(
      new DescribeStreamSummaryCommand({ StreamName: streamName }),
    );
    if (stream?.StreamStatus !== "ACTIVE" || stream.StreamARN === undefined) continue;
    await kinesis.send(
      new StartStreamEncryptionCommand({
        StreamName: streamName,
        EncryptionType: "KMS",
        KeyId: keyArn,
      }),
    );
    return stream.StreamARN;
  }
}

async function createTable(
  { glue }: AwsClients,
  { databaseName, tableName, dataLocation }: DeliveryDeployment,
): Promise<void> {
  await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: databaseName } }));
  await glue.send(
    new CreateTableCommand({
      DatabaseName: databaseName,
      TableInput: {
        Name: tableName,
        TableType: "EXTERNAL_TABLE",
        Parameters: { classification: "parquet" },
        StorageDescriptor: {
          Location: `s3://${dataLocation.bucket}/${dataLocation.prefix}`,
          InputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
          OutputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
          SerdeInfo: {
            SerializationLibrary: "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
          },
          Columns: [
            {
              Name: "event",
              Type: "struct<staffName:string,staffId:int,emailId:string,status:string>",
            },
            {
              Name: "metadata",
              Type: "struct<appName:string,eventType:string,sourceTimestamp:timestamp>",
            },
          ],
        },
      },
    }),
  );
}

async function createDeliveryStream(
  { firehose, region }: AwsClients,
  { data, backup }: DeliveryProps,
  made: DeliveryDeployment,
  streamArn: string,
  keyArn: string,
): Promise<void> {
  const target = ({ bucket }: S3Prefix, { sizeMiB, intervalSeconds }: Buffering) => ({
    RoleARN: `${ROLE}/delivery`,
    BucketARN: `arn:aws:s3:::${bucket}`,
    BufferingHints: { SizeInMBs: sizeMiB, IntervalInSeconds: intervalSeconds },
    CompressionFormat: "UNCOMPRESSED" as const,
    EncryptionConfiguration: { KMSEncryptionConfig: { AWSKMSKeyARN: keyArn } },
  });
  const hour =
    "year=!{timestamp:yyyy}/month=!{timestamp:MM}/day=!{timestamp:dd}/hour=!{timestamp:HH}/";
  await firehose.send(
    new CreateDeliveryStreamCommand({
      DeliveryStreamName: made.deliveryStreamName,
      DeliveryStreamType: "KinesisStreamAsSource",
      KinesisStreamSourceConfiguration: {
        KinesisStreamARN: streamArn,
        RoleARN: `${ROLE}/delivery`,
      },
      ExtendedS3DestinationConfiguration: {
        ...target(made.dataLocation, data),
        Prefix: `${made.dataLocation.prefix}${hour}`,
        ErrorOutputPrefix: `${made.errorLocation.prefix}!{firehose:error-output-type}/${hour}`,
        S3BackupMode: "Enabled",
        S3BackupConfiguration: {
          ...target(made.backupLocation, backup),
          Prefix: `${made.backupLocation.prefix}${hour}`,
          ErrorOutputPrefix: `errors/!{firehose:error-output-type}/${hour}`,
        },
        DataFormatConversionConfiguration: {
          Enabled: true,
          InputFormatConfiguration: { Deserializer: { OpenXJsonSerDe: {} } },
          OutputFormatConfiguration: { Serializer: { ParquetSerDe: {} } },
          SchemaConfiguration: {
            RoleARN: `${ROLE}/delivery`,
            Region: region,
            DatabaseName: made.databaseName,
            TableName: made.tableName,
          },
        },
      },
    }),
  );
}
