import { WorkGroup } from "../../../modules/athena/work-group";
import { CrawlerSecurity } from "../../../modules/crawler/crawler-security";
import { PartitionCrawler } from "../../../modules/crawler/partition-crawler";
import { IdentityProvider } from "../../../modules/github-access/identity-provider";
import { WorkflowRole } from "../../../modules/github-access/workflow-role";
import { AlarmKey } from "../../../modules/monitoring/alarm-key";
import { AlarmTopic } from "../../../modules/monitoring/alarm-topic";
import { EncryptionKey } from "../../../modules/shared/encryption-key";
import { StateBucket } from "../../../modules/state-backend/state-bucket";
import { StateKey } from "../../../modules/state-backend/state-key";
import { DeliveryStream } from "../../../modules/stream-delivery/delivery-stream";
import { EncryptedBucket } from "../../../modules/data-storage/encrypted-bucket";
import type { IEncryptedBucket } from "../../../modules/data-storage/encrypted-bucket";
import { EventTable } from "../../../modules/glue-catalog/event-table";
import { GlueDatabase } from "../../../modules/glue-catalog/glue-database";
import { EventStream } from "../../../modules/streaming/event-stream";
import { ServiceBoundKey } from "../../../modules/shared/service-bound-key";
import { ImportedRole } from "../../../modules/shared/imported-role";
import { sampleEvents } from "../../fixtures/datasets/sample-events";
import { datasetNames } from "../../../model/naming/names";
import { partitionKeysOf } from "../../../model/dataset/partition-keys";
import { synthesizeModule, violationsOfModule } from "../../support/plans/synth";

const location = { region: "us-east-1", accountId: "111122223333" };
const keyArn = "arn:aws:kms:us-east-1:111122223333:key/1234abcd";
const bucketKey = ServiceBoundKey.fromKeyArn({ ...location, keyArn, service: "s3" });
const streamKey = ServiceBoundKey.fromKeyArn({ ...location, keyArn, service: "kinesis" });
const stream = EventStream.fromStreamName({ ...location, streamName: "orders", key: streamKey });
const bucket = EncryptedBucket.fromBucketName({
  ...location,
  bucketName: "shop-lake",
  key: bucketKey,
});
const raw = EncryptedBucket.fromBucketName({
  ...location,
  bucketName: "shop-raw",
  key: bucketKey,
  purpose: "Raw",
});
const table = EventTable.fromTableName({
  database: GlueDatabase.fromDatabaseName({ ...location, databaseName: "shop" }),
  tableName: "orders",
  columns: sampleEvents.columns,
  partitionKeys: partitionKeysOf(sampleEvents),
  bucket,
  dataPrefix: "data/orders/",
});

describe("existing resources", () => {
  it("are used by a delivery stream, which creates nothing else but its role and logs", () => {
    const stack = synthesizeModule((scope) => {
      new DeliveryStream(scope, "delivery", {
        ...location,
        names: datasetNames({ project: "shop", environment: "prod" }, "orders"),
        source: stream,
        table,
        rawBucket: raw,
      });
    });
    const types = Object.keys(stack.resources).map((address) => address.split(".")[0]);
    expect([...new Set(types)].sort()).toEqual([
      "aws_cloudwatch_log_group",
      "aws_cloudwatch_log_stream",
      "aws_iam_role",
      "aws_iam_role_policy",
      "aws_kinesis_firehose_delivery_stream",
    ]);
    const [delivery] = Object.values(stack.resourcesOf("aws_kinesis_firehose_delivery_stream"));
    expect(delivery).toMatchObject({
      kinesis_source_configuration: {
        kinesis_stream_arn: "arn:aws:kinesis:us-east-1:111122223333:stream/orders",
      },
      extended_s3_configuration: {
        bucket_arn: "arn:aws:s3:::shop-lake",
        kms_key_arn: keyArn,
        data_format_conversion_configuration: {
          schema_configuration: { database_name: "shop", table_name: "orders" },
        },
        s3_backup_configuration: { bucket_arn: "arn:aws:s3:::shop-raw", kms_key_arn: keyArn },
      },
      lifecycle: { prevent_destroy: true },
    });
  });

  it("can be granted to an existing role, with an inline policy", () => {
    const stack = synthesizeModule((scope) => {
      const role = new ImportedRole(scope, "analyst", { ...location, roleName: "analyst" });
      stream.grantRead(role);
      bucket.grantRead(role, "data/orders/");
      table.grantReadSchema(role);
    });
    expect(Object.keys(stack.resources)).toHaveLength(1);
    const [policy] = Object.values(stack.resourcesOf("aws_iam_role_policy"));
    expect(policy).toMatchObject({ name: "data-lake", role: "analyst" });
    const [document = ""] = stack.policyDocuments;
    const statements = stack.statements(document);
    expect(Object.keys(statements)).toEqual([
      "ReadEvents",
      "DecryptEvents",
      "LocateImportedBucket",
      "ListImportedFolder",
      "ReadImportedObjects",
      "DecryptImportedObjects",
      "ReadSchema",
    ]);
    expect(statements.DecryptImportedObjects).toMatchObject({
      resources: [keyArn],
      condition: [
        { variable: "kms:ViaService", values: ["s3.us-east-1.amazonaws.com"] },
        {
          values: [
            "arn:aws:s3:::shop-lake",
            "arn:aws:s3:::shop-lake/data/orders",
            "arn:aws:s3:::shop-lake/data/orders/*",
          ],
        },
      ],
    });
  });

  it("are encrypted as each bucket is, in what a delivery stream requests and in what its role may do", () => {
    const otherKeyArn = "arn:aws:kms:us-east-1:111122223333:key/5678efab";
    const other = ServiceBoundKey.fromKeyArn({ ...location, keyArn: otherKeyArn, service: "s3" });
    const synthesize = (rawBucket: IEncryptedBucket) => {
      const stack = synthesizeModule((scope) => {
        const names = datasetNames({ project: "shop", environment: "prod" }, "orders");
        const props = { ...location, names, source: stream, table, rawBucket };
        new DeliveryStream(scope, "delivery", props);
      });
      const [delivery] = Object.values(stack.resourcesOf("aws_kinesis_firehose_delivery_stream"));
      const statements = Object.assign(
        {},
        ...stack.policyDocuments.map((document) => stack.statements(document)),
      ) as Record<string, unknown>;
      return { delivery, statements };
    };
    const bucketProps = { ...location, bucketName: "shop-raw", purpose: "Raw" };

    const keys = synthesize(EncryptedBucket.fromBucketName({ ...bucketProps, key: other }));
    expect(keys.delivery).toMatchObject({
      extended_s3_configuration: {
        kms_key_arn: keyArn,
        s3_backup_configuration: { kms_key_arn: otherKeyArn },
      },
    });
    expect(keys.statements).toMatchObject({
      EncryptImportedObjects: { resources: [keyArn] },
      EncryptRawObjects: { resources: [otherKeyArn] },
    });

    const withoutKey = synthesize(EncryptedBucket.fromBucketName(bucketProps));
    expect(withoutKey.delivery).toHaveProperty("extended_s3_configuration.s3_backup_configuration");
    expect(withoutKey.delivery).not.toHaveProperty(
      "extended_s3_configuration.s3_backup_configuration.kms_key_arn",
    );
    expect(withoutKey.statements).toHaveProperty("WriteRawObjects");
    expect(withoutKey.statements).not.toHaveProperty("EncryptRawObjects");
  });

  it.each([
    [bucketKey, { encryption_option: "SSE_KMS", kms_key_arn: keyArn }],
    [undefined, { encryption_option: "SSE_S3" }],
  ])("encrypt query results as their bucket is encrypted: %#", (key, expected) => {
    const stack = synthesizeModule((scope) => {
      const resultsBucket = EncryptedBucket.fromBucketName({
        ...location,
        bucketName: "shop-results",
        ...(key && { key }),
      });
      new WorkGroup(scope, "analysts", { workGroupName: "analysts", resultsBucket });
    });
    expect(Object.values(stack.resourcesOf("aws_athena_workgroup"))).toMatchObject([
      { configuration: { result_configuration: { encryption_configuration: expected } } },
    ]);
  });

  it("encrypt the bucket of states with an existing key", () => {
    const stack = synthesizeModule((scope) => {
      const key = StateKey.fromKeyArn({ ...location, keyArn, service: "s3" });
      new StateBucket(scope, "state", {
        ...location,
        bucketName: "shop-state",
        planPrefix: "plans/",
        key,
      });
    });
    expect(stack.resourcesOf("aws_kms_key")).toEqual({});
    const [encryption] = Object.values(
      stack.resourcesOf("aws_s3_bucket_server_side_encryption_configuration"),
    );
    expect(encryption?.rule).toMatchObject([
      { apply_server_side_encryption_by_default: { kms_master_key_id: keyArn } },
    ]);
  });

  it.each([true, false])(
    "admit EventBridge to a topic only if its existing key does: %s",
    (notifyOnCrawlFailure) => {
      const stack = synthesizeModule((scope) => {
        const key = AlarmKey.fromKeyArn({ keyArn, namePrefix: "shop-prod", notifyOnCrawlFailure });
        new AlarmTopic(scope, "topic", { ...location, topicName: "alarms", key });
      });
      expect(Object.values(stack.resourcesOf("aws_sns_topic"))).toEqual([
        { name: "alarms", kms_master_key_id: keyArn },
      ]);
      const [document = ""] = stack.policyDocuments;
      const statements = stack.statements(document);
      expect(Object.keys(statements).includes("AllowEventBridge")).toBe(notifyOnCrawlFailure);
      expect(JSON.stringify(statements.AllowCloudWatchAlarms)).toContain(":alarm:shop-prod-*");
    },
  );

  it("are used by a crawler, whose logs have the name that Glue derives from the existing configuration", () => {
    const stack = synthesizeModule((scope) => {
      const security = CrawlerSecurity.fromConfigurationName({
        configurationName: "encrypted",
        logKey: EncryptionKey.fromKeyArn({ keyArn }),
      });
      new PartitionCrawler(scope, "crawler", {
        ...location,
        names: datasetNames({ project: "shop", environment: "prod" }, "orders"),
        table,
        security,
      });
    });
    expect(stack.resourcesOf("aws_glue_security_configuration")).toEqual({});
    expect(Object.values(stack.resourcesOf("aws_glue_crawler"))).toMatchObject([
      { security_configuration: "encrypted" },
    ]);
    const name = "/aws-glue/crawlers-role/shop-prod-orders-crawler-encrypted";
    expect(Object.values(stack.resourcesOf("aws_cloudwatch_log_group"))).toMatchObject([
      { name, kms_key_id: keyArn },
    ]);
    const permissions = JSON.stringify(stack.policyDocuments.map((each) => stack.statements(each)));
    expect(permissions).toContain(`log-group:${name}:*`);
  });

  it("are trusted by the role of a workflow", () => {
    const providerArn =
      "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";
    const stack = synthesizeModule((scope) => {
      new WorkflowRole(scope, "publish", {
        roleName: "publish",
        description: "Publishes.",
        provider: IdentityProvider.fromProviderArn(providerArn),
        subjects: ["repo:shop/data-lake:ref:refs/heads/main"],
        policies: {},
      });
    });
    expect(stack.resourcesOf("aws_iam_openid_connect_provider")).toEqual({});
    const [document = ""] = stack.policyDocuments;
    expect(stack.statements(document).AllowWorkflows).toMatchObject({
      principals: [{ identifiers: [providerArn] }],
    });
  });

  it("reject a role without grants, whose empty policy AWS would reject", () => {
    expect(
      violationsOfModule((scope) => {
        new ImportedRole(scope, "analyst", { ...location, roleName: "analyst" });
      }),
    ).toContain(
      "test/analyst: Nothing is granted to the role analyst: grant it something, or remove it.",
    );
  });
});
