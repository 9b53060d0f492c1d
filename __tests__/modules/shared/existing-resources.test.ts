import { DeliveryStream } from "../../../modules/stream-delivery/delivery-stream";
import { EncryptedBucket } from "../../../modules/data-storage/encrypted-bucket";
import { EventTable } from "../../../modules/glue-catalog/event-table";
import { GlueDatabase } from "../../../modules/glue-catalog/glue-database";
import { EventStream } from "../../../modules/streaming/event-stream";
import { ServiceBoundKey } from "../../../modules/shared/service-bound-key";
import { ImportedRole } from "../../../modules/shared/imported-role";
import { sampleEvents } from "../../../config/datasets/sample-events";
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
        bucketKey,
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
        s3_backup_configuration: { bucket_arn: "arn:aws:s3:::shop-raw" },
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
