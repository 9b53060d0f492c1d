import { CreateNamedQueryCommand, CreateWorkGroupCommand } from "@aws-sdk/client-athena";
import {
  PutDashboardCommand,
  PutMetricAlarmCommand,
  PutMetricDataCommand,
} from "@aws-sdk/client-cloudwatch";
import {
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutMetricFilterCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import { CreateDeliveryStreamCommand } from "@aws-sdk/client-firehose";
import {
  CreateCrawlerCommand,
  CreateDatabaseCommand,
  CreatePartitionCommand,
  CreateSecurityConfigurationCommand,
  CreateTableCommand,
  UpdateTableCommand,
} from "@aws-sdk/client-glue";
import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { CreateAliasCommand, CreateKeyCommand, EncryptCommand } from "@aws-sdk/client-kms";
import { CreateFunctionCommand } from "@aws-sdk/client-lambda";
import {
  CreateBucketCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketTaggingCommand,
} from "@aws-sdk/client-s3";
import { CreateTopicCommand, SubscribeCommand } from "@aws-sdk/client-sns";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import type { AwsClients } from "../../../../local/aws-clients";

const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
  ],
});
const POLICY = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }],
});
const ROLE = "arn:aws:iam::123456789012:role/worker";
export const TOPIC = "arn:aws:sns:us-east-1:123456789012:alarms";
const COLUMNS = [{ Name: "id", Type: "string" }];
const STORAGE = { Columns: COLUMNS, Location: "s3://lake/events/" };
export const NAMES = { DatabaseName: "lake", TableName: "events" };
const TABLE = { Name: "events", PartitionKeys: [{ Name: "day", Type: "string" }] };

/** Credentials of an assumed role. */
export interface SessionCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** What only the answers of the deployment contain. */
export interface DeployedResources {
  readonly signingKeyId: string | undefined;
  /** Encrypted with the lake's key. */
  readonly secret: Uint8Array | undefined;
  readonly session: SessionCredentials;
}

/**
 * Deploys resources of each service that the control plane keeps.
 *
 * @param code zip of a function
 */
export async function deployResources(
  { athena, cloudwatch, logs, events, firehose, glue, iam, kms, lambda, s3, sns, sts }: AwsClients,
  code: Uint8Array,
): Promise<DeployedResources> {
  await iam.send(new CreateRoleCommand({ RoleName: "worker", AssumeRolePolicyDocument: TRUST }));
  await iam.send(
    new PutRolePolicyCommand({ RoleName: "worker", PolicyName: "own", PolicyDocument: POLICY }),
  );
  const policy = await iam.send(
    new CreatePolicyCommand({ PolicyName: "shared", PolicyDocument: POLICY }),
  );
  await iam.send(
    new AttachRolePolicyCommand({ RoleName: "worker", PolicyArn: policy.Policy?.Arn }),
  );
  const { KeyMetadata: key } = await kms.send(new CreateKeyCommand({ Description: "of the lake" }));
  const KeyId = key?.KeyId;
  await kms.send(new CreateAliasCommand({ AliasName: "alias/lake", TargetKeyId: KeyId }));
  const signing = await kms.send(
    new CreateKeyCommand({ KeySpec: "RSA_2048", KeyUsage: "SIGN_VERIFY" }),
  );
  const secret = await kms.send(new EncryptCommand({ KeyId, Plaintext: Buffer.from("secret") }));
  await s3.send(new CreateBucketCommand({ Bucket: "lake" }));
  await s3.send(
    new PutBucketTaggingCommand({
      Bucket: "lake",
      Tagging: { TagSet: [{ Key: "a", Value: "b" }] },
    }),
  );
  await s3.send(
    new PutBucketEncryptionCommand({
      Bucket: "lake",
      ServerSideEncryptionConfiguration: {
        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }],
      },
    }),
  );
  await s3.send(
    new PutBucketLifecycleConfigurationCommand({
      Bucket: "lake",
      LifecycleConfiguration: {
        Rules: [
          { ID: "old", Status: "Enabled", Filter: { Prefix: "raw/" }, Expiration: { Days: 30 } },
        ],
      },
    }),
  );
  await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: "lake" } }));
  await glue.send(
    new CreateTableCommand({
      DatabaseName: "lake",
      TableInput: { ...TABLE, StorageDescriptor: STORAGE },
    }),
  );
  await glue.send(
    new UpdateTableCommand({
      DatabaseName: "lake",
      TableInput: { ...TABLE, StorageDescriptor: STORAGE, Parameters: { changed: "yes" } },
    }),
  );
  for (const day of ["2026-01-01", "2026-01-02"]) {
    await glue.send(
      new CreatePartitionCommand({
        ...NAMES,
        PartitionInput: { Values: [day], StorageDescriptor: STORAGE },
      }),
    );
  }
  await glue.send(
    new CreateCrawlerCommand({
      Name: "crawler",
      Role: ROLE,
      DatabaseName: "lake",
      Targets: { S3Targets: [{ Path: "s3://lake/events/" }] },
      Schedule: "cron(0 * * * ? *)",
    }),
  );
  await glue.send(
    new CreateSecurityConfigurationCommand({
      Name: "secure",
      EncryptionConfiguration: { S3Encryption: [{ S3EncryptionMode: "SSE-S3" }] },
    }),
  );
  await sns.send(new CreateTopicCommand({ Name: "alarms" }));
  await sns.send(
    new SubscribeCommand({ TopicArn: TOPIC, Protocol: "email", Endpoint: "team@example.com" }),
  );
  await logs.send(new CreateLogGroupCommand({ logGroupName: "/lake", tags: { of: "lake" } }));
  await logs.send(new CreateLogStreamCommand({ logGroupName: "/lake", logStreamName: "one" }));
  await logs.send(
    new PutMetricFilterCommand({
      logGroupName: "/lake",
      filterName: "errors",
      filterPattern: "ERROR",
      metricTransformations: [{ metricName: "Errors", metricNamespace: "Lake", metricValue: "1" }],
    }),
  );
  await cloudwatch.send(
    new PutMetricAlarmCommand({
      AlarmName: "late",
      MetricName: "Lag",
      Namespace: "Lake",
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      Statistic: "Maximum",
      ComparisonOperator: "GreaterThanThreshold",
      AlarmActions: [TOPIC],
    }),
  );
  await cloudwatch.send(
    new PutDashboardCommand({ DashboardName: "lake", DashboardBody: '{"widgets":[]}' }),
  );
  await cloudwatch.send(
    new PutMetricDataCommand({ Namespace: "Lake", MetricData: [{ MetricName: "Lag", Value: 1 }] }),
  );
  await events.send(
    new PutRuleCommand({ Name: "crawled", EventPattern: '{"source":["aws.glue"]}' }),
  );
  await events.send(
    new PutTargetsCommand({ Rule: "crawled", Targets: [{ Id: "topic", Arn: TOPIC }] }),
  );
  await athena.send(
    new CreateWorkGroupCommand({
      Name: "analysts",
      Configuration: { ResultConfiguration: { OutputLocation: "s3://lake/results/" } },
    }),
  );
  await athena.send(
    new CreateNamedQueryCommand({
      ...{ Name: "all", Database: "lake", QueryString: "SELECT 1", WorkGroup: "analysts" },
    }),
  );
  await firehose.send(
    new CreateDeliveryStreamCommand({
      DeliveryStreamName: "delivery",
      ExtendedS3DestinationConfiguration: { BucketARN: "arn:aws:s3:::lake", RoleARN: ROLE },
    }),
  );
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName: "publisher",
      Role: ROLE,
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      Code: { ZipFile: code },
      Environment: { Variables: { STREAM: "events" } },
    }),
  );
  const session = await sts.send(
    new AssumeRoleCommand({ RoleArn: ROLE, RoleSessionName: "session" }),
  );
  const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = session.Credentials ?? {};
  return {
    signingKeyId: signing.KeyMetadata?.KeyId,
    secret: secret.CiphertextBlob,
    session: {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
    },
  };
}
