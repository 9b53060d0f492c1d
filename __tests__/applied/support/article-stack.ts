import { CreateDeliveryStreamCommand } from "@aws-sdk/client-firehose";
import {
  CreateDatabaseCommand,
  CreatePartitionCommand,
  CreateTableCommand,
} from "@aws-sdk/client-glue";
import { CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateStreamCommand, StartStreamEncryptionCommand } from "@aws-sdk/client-kinesis";
import { CreateKeyCommand, EnableKeyRotationCommand } from "@aws-sdk/client-kms";
import {
  CreateBucketCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import type { AwsClients } from "../../../local/aws-clients";

const ACCOUNT = "123456789012";
const HOUR = "year=2020/month=01/day=05/hour=01/";
const PREFIX =
  "year=!{timestamp:YYYY}/month=!{timestamp:MM}/day=!{timestamp:dd}/hour=!{timestamp:HH}/";

/** Names that the article's template gives in its environment DV. */
export const articleNames = {
  stream: "DV-Sample-Events-Stream",
  deliveryStream: "DV-Sample-Events-Firehose-S3",
  deliveryRole: "data-lake-DeliveryRole-1A2B3C4D5E6F",
  lakeBucket: `dv-sample-events-${ACCOUNT}`,
  rawBucket: `dv-sample-events-${ACCOUNT}-raw`,
  database: "dv-sample-events-db",
  table: `dv_sample_events_${ACCOUNT}`,
} as const;

/** Object that the article's delivery wrote. */
export const articleObject = `${HOUR}events.parquet`;

/**
 * Makes, by the AWS APIs alone, what of the article's stack holds data, with one hour of data in it.
 *
 * @returns what `aws cloudformation describe-stack-resources` says of such a stack, its stateless resources too
 */
export async function deployArticleStack(clients: AwsClients): Promise<object> {
  const { region } = clients;
  const bucketKey = await createKey(clients);
  const streamKey = await createKey(clients);
  for (const bucket of [articleNames.lakeBucket, articleNames.rawBucket]) {
    await createBucket(clients, bucket, bucketKey.arn);
  }
  await expireRawRecords(clients);
  await createStream(clients, streamKey.arn);
  await createRole(clients);
  await createTable(clients);
  await createDeliveryStream(clients, region, bucketKey.arn);
  const resource = (
    LogicalResourceId: string,
    ResourceType: string,
    PhysicalResourceId: string,
  ) => ({
    StackName: "data-lake",
    StackId: `arn:aws:cloudformation:${region}:${ACCOUNT}:stack/data-lake/51af3dc0`,
    LogicalResourceId,
    PhysicalResourceId,
    ResourceType,
    ResourceStatus: "CREATE_COMPLETE",
  });
  return {
    StackResources: [
      resource("BucketKmsKey", "AWS::KMS::Key", bucketKey.id),
      resource("Bucket", "AWS::S3::Bucket", articleNames.lakeBucket),
      resource("RawBucket", "AWS::S3::Bucket", articleNames.rawBucket),
      resource("KinesisStream", "AWS::Kinesis::Stream", articleNames.stream),
      resource("KinesisKmsKey", "AWS::KMS::Key", streamKey.id),
      resource("PublishFunction", "AWS::Lambda::Function", "DV-Publish-Events"),
      resource("LambdaRole", "AWS::IAM::Role", "data-lake-LambdaRole-1A2B3C"),
      resource("DeliveryRole", "AWS::IAM::Role", articleNames.deliveryRole),
      resource("Firehose", "AWS::KinesisFirehose::DeliveryStream", articleNames.deliveryStream),
      resource("GlueDatabase", "AWS::Glue::Database", articleNames.database),
      resource("GlueTable", "AWS::Glue::Table", articleNames.table),
      resource("CrawlerRole", "AWS::IAM::Role", "data-lake-CrawlerRole-1A2B3C"),
      resource("Crawler", "AWS::Glue::Crawler", "DV-Sample-Events-Crawler"),
    ],
  };
}

async function createKey({
  kms,
}: AwsClients): Promise<{ readonly id: string; readonly arn: string }> {
  // AWS fills in usage and kind where they are left out; moto does not.
  const { KeyMetadata: key } = await kms.send(
    new CreateKeyCommand({
      Description: "Article",
      KeyUsage: "ENCRYPT_DECRYPT",
      KeySpec: "SYMMETRIC_DEFAULT",
    }),
  );
  if (key?.Arn === undefined || key.KeyId === undefined) throw new Error("KMS made no key");
  await kms.send(new EnableKeyRotationCommand({ KeyId: key.KeyId }));
  return { id: key.KeyId, arn: key.Arn };
}

async function createBucket({ s3 }: AwsClients, bucket: string, keyArn: string): Promise<void> {
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  await s3.send(
    new PutBucketEncryptionCommand({
      Bucket: bucket,
      ServerSideEncryptionConfiguration: {
        Rules: [
          {
            ApplyServerSideEncryptionByDefault: {
              SSEAlgorithm: "aws:kms",
              KMSMasterKeyID: keyArn,
            },
          },
        ],
      },
    }),
  );
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: articleObject, Body: "PAR1" }));
}

async function expireRawRecords({ s3 }: AwsClients): Promise<void> {
  await s3.send(
    new PutBucketLifecycleConfigurationCommand({
      Bucket: articleNames.rawBucket,
      LifecycleConfiguration: {
        Rules: [
          { ID: "expire", Status: "Enabled", Filter: { Prefix: "" }, Expiration: { Days: 30 } },
        ],
      },
    }),
  );
}

async function createStream({ kinesis }: AwsClients, keyArn: string): Promise<void> {
  const name = { StreamName: articleNames.stream };
  await kinesis.send(new CreateStreamCommand({ ...name, ShardCount: 1 }));
  await kinesis.send(
    new StartStreamEncryptionCommand({ ...name, EncryptionType: "KMS", KeyId: keyArn }),
  );
}

async function createRole({ iam }: AwsClients): Promise<void> {
  const allow = { Version: "2012-10-17" };
  const trust = { Effect: "Allow", Principal: { Service: "firehose.amazonaws.com" } };
  await iam.send(
    new CreateRoleCommand({
      RoleName: articleNames.deliveryRole,
      AssumeRolePolicyDocument: JSON.stringify({
        ...allow,
        Statement: [{ ...trust, Action: "sts:AssumeRole" }],
      }),
    }),
  );
  await iam.send(
    new PutRolePolicyCommand({
      RoleName: articleNames.deliveryRole,
      PolicyName: "firehose_delivery_policy",
      PolicyDocument: JSON.stringify({
        ...allow,
        Statement: [{ Effect: "Allow", Action: "glue:GetTableVersions", Resource: "*" }],
      }),
    }),
  );
}

async function createTable({ glue }: AwsClients): Promise<void> {
  const { database, table, lakeBucket } = articleNames;
  const descriptor = {
    InputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
    OutputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
    SerdeInfo: {
      SerializationLibrary: "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
      Parameters: { "serialization.format": "1" },
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
  };
  await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: database } }));
  await glue.send(
    new CreateTableCommand({
      DatabaseName: database,
      TableInput: {
        Name: table,
        TableType: "EXTERNAL_TABLE",
        Parameters: { classification: "parquet" },
        PartitionKeys: ["year", "month", "day", "hour"].map((Name) => ({ Name, Type: "bigint" })),
        StorageDescriptor: { ...descriptor, Location: `s3://${lakeBucket}` },
      },
    }),
  );
  await glue.send(
    new CreatePartitionCommand({
      DatabaseName: database,
      TableName: table,
      PartitionInput: {
        Values: ["2020", "1", "5", "1"],
        StorageDescriptor: { ...descriptor, Location: `s3://${lakeBucket}/${HOUR}` },
      },
    }),
  );
}

async function createDeliveryStream(
  { firehose }: AwsClients,
  region: string,
  keyArn: string,
): Promise<void> {
  const roleArn = `arn:aws:iam::${ACCOUNT}:role/${articleNames.deliveryRole}`;
  const target = (bucket: string, sizeMiB: number) => ({
    RoleARN: roleArn,
    BucketARN: `arn:aws:s3:::${bucket}`,
    Prefix: PREFIX,
    ErrorOutputPrefix: `!{firehose:error-output-type}/${PREFIX}`,
    BufferingHints: { SizeInMBs: sizeMiB, IntervalInSeconds: 60 },
    CompressionFormat: "UNCOMPRESSED" as const,
    EncryptionConfiguration: { KMSEncryptionConfig: { AWSKMSKeyARN: keyArn } },
  });
  await firehose.send(
    new CreateDeliveryStreamCommand({
      DeliveryStreamName: articleNames.deliveryStream,
      DeliveryStreamType: "KinesisStreamAsSource",
      KinesisStreamSourceConfiguration: {
        KinesisStreamARN: `arn:aws:kinesis:${region}:${ACCOUNT}:stream/${articleNames.stream}`,
        RoleARN: roleArn,
      },
      ExtendedS3DestinationConfiguration: {
        ...target(articleNames.lakeBucket, 64),
        S3BackupMode: "Enabled",
        S3BackupConfiguration: target(articleNames.rawBucket, 1),
        DataFormatConversionConfiguration: {
          Enabled: true,
          InputFormatConfiguration: { Deserializer: { OpenXJsonSerDe: {} } },
          OutputFormatConfiguration: { Serializer: { ParquetSerDe: {} } },
          SchemaConfiguration: {
            RoleARN: roleArn,
            CatalogId: ACCOUNT,
            DatabaseName: articleNames.database,
            TableName: articleNames.table,
            Region: region,
            VersionId: "LATEST",
          },
        },
      },
    }),
  );
}
