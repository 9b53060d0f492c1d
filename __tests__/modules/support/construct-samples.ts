import { Testing } from "cdktf";
import type { App, TerraformStack } from "cdktf";
import { sampleEvents } from "../../fixtures/datasets/sample-events";
import { partitionKeysOf } from "../../../model/dataset/partition-keys";
import type { Environment } from "../../../model/environment/environment";
import { resolveEnvironment } from "../../../model/environment/resolve-environment";
import { datasetNames, lakeNames } from "../../../model/naming/names";
import * as lake from "../../../index";
import { publisherPackage } from "../../support/plans/synth";
import type { Tree } from "../../support/sources/optional-properties";

/** A construct with its required properties only, and what synthesizes it. */
export interface ConstructSample {
  readonly props: Tree;
  /** Stack with the construct and everything that depends on its optional properties. */
  readonly build: (props: Tree) => TerraformStack;
}

type InStack<Props> = (stack: TerraformStack, props: Props) => void;

/** The properties are those of the type, but for one that a test leaves out or sets to `undefined`. */
function inStack<Props extends object>(props: Props, build: InStack<Props>): ConstructSample {
  return {
    props: props as Tree,
    build: (changed) => {
      const stack = new lake.AddressedStack(Testing.app({ stackTraces: false }), "test");
      build(stack, changed as Props);
      return stack;
    },
  };
}

function asStack<Props extends object>(
  props: Props,
  build: (app: App, props: Props) => TerraformStack,
): ConstructSample {
  return {
    props: props as Tree,
    build: (changed) => build(Testing.app({ stackTraces: false }), changed as Props),
  };
}

const location = { region: "us-east-1", accountId: "111122223333" };
const scope = { project: "shop", environment: "prod" };
const names = datasetNames(scope, sampleEvents.name);
const lakeScope = { ...location, ...scope, names: lakeNames({ ...scope, ...location }) };
const environment: Environment & {
  readonly state: { readonly type: "s3"; readonly region: string };
} = {
  ...location,
  project: "shop",
  name: "prod",
  removalPolicy: "retain",
  // Without it projected partitions need a first day.
  lakeLifecycle: { expireAfterDays: 400 },
  state: { type: "s3", region: "us-east-1", bucket: "shop-state" },
};

const key = lake.ServiceBoundKey.fromKeyArn({
  ...location,
  service: "s3",
  keyArn: "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
});
const bucket = lake.EncryptedBucket.fromBucketName({ ...location, bucketName: "shop-lake", key });
const stream = lake.EventStream.fromStreamName({ ...location, streamName: "shop-orders", key });
const database = lake.GlueDatabase.fromDatabaseName({ ...location, databaseName: "shop" });
const topic = lake.AlarmTopic.fromTopicArn("arn:aws:sns:us-east-1:111122223333:pager");
const tableProps = {
  database,
  tableName: "orders",
  columns: sampleEvents.columns,
  partitionKeys: partitionKeysOf(sampleEvents),
  bucket,
  dataPrefix: "data/orders/",
};
const table = lake.EventTable.fromTableName(tableProps);
const bucketProps = { region: "us-east-1", bucketName: "shop-data", key };
const alias = "alias/shop";
const namePrefix = "shop-prod";

const icebergTableProps = {
  ...{ database, tableName: "orders", description: "Orders.", bucket, dataPrefix: "data/orders/" },
  createdWith: { order_id: "bigint" },
};

function icebergTable(stack: TerraformStack): lake.IcebergTable {
  return new lake.IcebergTable(stack, "iceberg", icebergTableProps);
}

function role(stack: TerraformStack): lake.ImportedRole {
  return new lake.ImportedRole(stack, "granted", { ...location, roleName: "granted" });
}

function alarmKey(stack: TerraformStack): lake.AlarmKey {
  return new lake.AlarmKey(stack, "topic_key", { ...location, alias, namePrefix });
}

function emptyLake(): lake.DataLakeStack {
  return new lake.DataLakeStack(Testing.app({ stackTraces: false }), { environment, datasets: [] });
}

function withoutCrawlers(stack: lake.DataLakeStack): lake.SharedResources {
  const shared = { ...stack.shared };
  delete shared.crawlerSecurity;
  return shared;
}

/**
 * A sample of each exported construct and of each static method, by its name. They have no optional properties, so that a test
 * can set any of them to `undefined`.
 */
export const constructSamples: Readonly<Record<string, ConstructSample>> = {
  AccessLogBucket: inStack(
    { ...location, bucketName: "shop-logs", sourceBuckets: ["shop-data"] },
    (stack, props) => new lake.AccessLogBucket(stack, "it", props),
  ),
  AlarmKey: inStack(
    { ...location, alias, namePrefix },
    (stack, props) => new lake.AlarmKey(stack, "it", props),
  ),
  "AlarmKey.fromKeyArn": inStack({ keyArn: key.arn, namePrefix }, (stack, props) => {
    const imported = lake.AlarmKey.fromKeyArn(props);
    new lake.AlarmTopic(stack, "it", { ...location, topicName: "shop-alarms", key: imported });
  }),
  AlarmTopic: inStack(
    { ...location, topicName: "shop-alarms" },
    (stack, props) => new lake.AlarmTopic(stack, "it", { ...props, key: alarmKey(stack) }),
  ),
  BucketKey: inStack(
    { ...location, alias },
    (stack, props) => new lake.BucketKey(stack, "it", props),
  ),
  CrawlFailureRule: inStack(
    { environmentName: "prod", region: "us-east-1", names, topic },
    (stack, props) => new lake.CrawlFailureRule(stack, "it", props),
  ),
  CrawlerSecurity: inStack(
    { configurationName: "shop", logKey: key },
    (stack, props) => new lake.CrawlerSecurity(stack, "it", props),
  ),
  "CrawlerSecurity.fromConfigurationName": inStack(
    { configurationName: "shop", logKey: key },
    (stack, props) => {
      const security = lake.CrawlerSecurity.fromConfigurationName(props);
      new lake.PartitionCrawler(stack, "it", { ...location, names, table, security });
    },
  ),
  DataLakeBucket: inStack(
    bucketProps,
    (stack, props) => new lake.DataLakeBucket(stack, "it", props),
  ),
  DataLakeStack: asStack(
    { environment, datasets: [{ dataset: sampleEvents, publisherPackage: publisherPackage() }] },
    (app, props) => new lake.DataLakeStack(app, props),
  ),
  DatasetAlarms: inStack(
    {
      environmentName: "prod",
      region: "us-east-1",
      names,
      stream,
      publisher: { functionName: "shop-publisher" },
      deliveryStream: { deliveryStreamName: "shop-orders" },
      topic,
    },
    (stack, props) => new lake.DatasetAlarms(stack, "it", props),
  ),
  DatasetPipeline: asStack(
    {
      environment: resolveEnvironment(environment),
      dataset: sampleEvents,
      publisherPackage: publisherPackage(),
      shared: withoutCrawlers(emptyLake()),
    },
    (_, props) => {
      const stack = emptyLake();
      // Constructs of the same stack, with those optional ones that the test gives.
      const shared = { ...props.shared, ...withoutCrawlers(stack) };
      new lake.DatasetPipeline(stack, "orders", { ...props, shared });
      return stack;
    },
  ),
  DeliveryStream: inStack(
    { ...location, names, source: stream, table, rawBucket: bucket },
    (stack, props) => new lake.DeliveryStream(stack, "it", props),
  ),
  EncryptedBucket: inStack(
    { ...bucketProps, purpose: "Exports" },
    (stack, props) => new lake.EncryptedBucket(stack, "it", props),
  ),
  "EncryptedBucket.fromBucketName": inStack(
    { region: "us-east-1", bucketName: "shop-data" },
    (stack, props) => {
      const imported = lake.EncryptedBucket.fromBucketName(props);
      imported.grantRead(role(stack), "data/");
      imported.grantWrite(
        new lake.ImportedRole(stack, "writer", { ...location, roleName: "writer" }),
        ["data/"],
      );
    },
  ),
  EncryptionKey: inStack(
    {
      ...location,
      alias,
      description: "Encrypts.",
      usage: [
        {
          Sid: "AllowService",
          rationale: "A service encrypts.",
          Effect: "Allow",
          Principal: { Service: "sns.amazonaws.com" },
          Action: ["kms:Decrypt"],
          Resource: "*",
        },
      ],
    } satisfies lake.EncryptionKeyProps,
    (stack, props) => new lake.EncryptionKey(stack, "it", props),
  ),
  "EncryptionKey.fromKeyArn": inStack({ keyArn: key.arn }, (stack, props) => {
    const imported = lake.EncryptionKey.fromKeyArn(props);
    const logProps = { ...location, logGroupName: "/aws/lambda/shop", key: imported };
    new lake.LogGroup(stack, "it", logProps);
  }),
  ErrorTable: inStack(
    { database, tableName: "failed", dataset: "orders", bucket, errorPrefix: "errors/orders/" },
    (stack, props) => new lake.ErrorTable(stack, "it", props),
  ),
  EventStream: inStack(
    { ...location, streamName: "shop-orders", key },
    (stack, props) => new lake.EventStream(stack, "it", props),
  ),
  "EventStream.fromStreamName": inStack(
    { ...location, streamName: "shop-orders" },
    (stack, props) => {
      const imported = lake.EventStream.fromStreamName(props);
      imported.grantPut(role(stack));
      imported.grantRead(
        new lake.ImportedRole(stack, "reader", { ...location, roleName: "reader" }),
      );
    },
  ),
  EventTable: inStack({ ...tableProps, description: "Orders." }, (stack, props) => {
    const created = new lake.EventTable(stack, "it", props);
    created.grantRegisterPartitions(role(stack));
  }),
  "EventTable.fromTableName": inStack(tableProps, (stack, props) =>
    lake.EventTable.fromTableName(props).grantReadSchema(role(stack)),
  ),
  GitHubAccessStack: asStack(
    { environment, github: { repository: "shop/data-lake" } },
    (app, props) => new lake.GitHubAccessStack(app, props),
  ),
  GlueDatabase: inStack(
    { ...location, databaseName: "shop" },
    (stack, props) => new lake.GlueDatabase(stack, "it", props),
  ),
  "GlueDatabase.fromDatabaseName": inStack(
    { ...location, databaseName: "shop" },
    (stack, props) => {
      const tables = { ...tableProps, database: lake.GlueDatabase.fromDatabaseName(props) };
      lake.EventTable.fromTableName(tables).grantReadSchema(role(stack));
    },
  ),
  IcebergDeliveryStream: inStack(
    { ...location, names, source: stream, rawBucket: bucket },
    (stack, props) =>
      new lake.IcebergDeliveryStream(stack, "it", { ...props, table: icebergTable(stack) }),
  ),
  IcebergTable: inStack(icebergTableProps, (stack, props) =>
    new lake.IcebergTable(stack, "it", props).grantCommit(role(stack)),
  ),
  IdentityProvider: inStack(
    location,
    (stack, props) => new lake.IdentityProvider(stack, "it", props),
  ),
  ImportedRole: inStack({ ...location, roleName: "granted" }, (stack, props) =>
    stream.grantRead(new lake.ImportedRole(stack, "it", props)),
  ),
  LakeArns: inStack(lakeScope, (stack, props) => {
    const policyName = "shop-boundary";
    new lake.RolesBoundary(stack, "it", { policyName, lake: new lake.LakeArns(props) });
  }),
  LakeDashboard: inStack(
    { region: "us-east-1", dashboardName: "shop", namePrefix, workGroupName: "shop" },
    (stack, props) => new lake.LakeDashboard(stack, "it", props),
  ),
  LogGroup: inStack({ ...location, logGroupName: "/aws/lambda/shop" }, (stack, props) =>
    new lake.LogGroup(stack, "it", props).grantCreateEncrypted(role(stack)),
  ),
  LogKey: inStack(
    { ...location, alias, namePrefix },
    (stack, props) => new lake.LogKey(stack, "it", props),
  ),
  PartitionCrawler: inStack({ ...location, names, table }, (stack, props) => {
    const securityProps = { configurationName: "shop", logKey: key };
    const security = new lake.CrawlerSecurity(stack, "security", securityProps);
    new lake.PartitionCrawler(stack, "it", { ...props, security });
  }),
  PrivateBucket: inStack(
    {
      region: "us-east-1",
      bucketName: "shop-data",
      encryption: { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } },
    },
    (stack, props) => new lake.PrivateBucket(stack, "it", props),
  ),
  PublisherFunction: inStack(
    { ...location, functionName: "shop-publisher", package: publisherPackage(), stream },
    (stack, props) => new lake.PublisherFunction(stack, "it", props),
  ),
  RawBucket: inStack(bucketProps, (stack, props) => new lake.RawBucket(stack, "it", props)),
  ReaderGrants: inStack(
    {
      readers: { analysts: "arn:aws:iam::111122223333:role/analysts" },
      permissions: ["DESCRIBE"],
    },
    (stack, props) => new lake.ReaderGrants(stack, "it", props),
  ),
  ResultsBucket: inStack(bucketProps, (stack, props) => new lake.ResultsBucket(stack, "it", props)),
  RolesBoundary: inStack(
    { policyName: "shop-boundary", lake: new lake.LakeArns(lakeScope) },
    (stack, props) => new lake.RolesBoundary(stack, "it", props),
  ),
  SavedQueries: inStack(
    {
      dataset: sampleEvents,
      database,
      tables: { table: "orders", errorTable: "failed" },
      workGroup: { workGroupName: "shop" },
    },
    (stack, props) => new lake.SavedQueries(stack, "it", props),
  ),
  ServiceBoundKey: inStack(
    { ...location, alias, description: "Encrypts.", service: "s3" } satisfies ConstructorParameters<
      typeof lake.ServiceBoundKey
    >[2],
    (stack, props) => new lake.ServiceBoundKey(stack, "it", props),
  ),
  "ServiceBoundKey.fromKeyArn": inStack(
    { region: "us-east-1", keyArn: key.arn, service: "kinesis" } satisfies lake.ImportedKeyProps,
    (stack, props) => {
      const imported = lake.ServiceBoundKey.fromKeyArn(props);
      const streamProps = { ...location, streamName: "shop-orders", key: imported };
      lake.EventStream.fromStreamName(streamProps).grantPut(role(stack));
    },
  ),
  ServiceRole: inStack(
    {
      roleName: "shop-export",
      description: "Exports.",
      service: "firehose",
      accountId: "111122223333",
    } satisfies lake.ServiceRoleProps,
    (stack, props) => new lake.ServiceRole(stack, "it", props),
  ),
  StateBackendStack: asStack(environment, (app, props) => new lake.StateBackendStack(app, props)),
  StateBucket: inStack(
    { region: "us-east-1", bucketName: "shop-state", planPrefix: "plans/" },
    (stack, props) => {
      const stateKey = new lake.StateKey(stack, "key", { ...location, alias });
      new lake.StateBucket(stack, "it", { ...props, key: stateKey });
    },
  ),
  StateKey: inStack(
    { ...location, alias },
    (stack, props) => new lake.StateKey(stack, "it", props),
  ),
  StreamKey: inStack(
    { ...location, alias },
    (stack, props) => new lake.StreamKey(stack, "it", props),
  ),
  TableOptimizers: inStack(
    { ...location, roleName: "optimizer" },
    (stack, props) =>
      void new lake.TableOptimizers(stack, "it", { ...props, table: icebergTable(stack) }),
  ),
  TableGrants: inStack(
    { settings: {}, databaseName: "shop", tableName: "orders", bucket },
    (stack, props) => new lake.TableGrants(stack, "it", props).grantRegisterPartitions(role(stack)),
  ),
  WorkGroup: inStack(
    { workGroupName: "shop", resultsBucket: bucket },
    (stack, props) => new lake.WorkGroup(stack, "it", props),
  ),
  WorkflowRole: inStack(
    {
      roleName: "shop-review",
      description: "Reviews.",
      subjects: ["repo:shop/data-lake:pull_request"],
      policies: {},
    },
    (stack, props) => {
      const providerProps = { ...location, mode: "existing" } as const;
      const provider = new lake.IdentityProvider(stack, "provider", providerProps);
      new lake.WorkflowRole(stack, "it", { ...props, provider });
    },
  ),
};
