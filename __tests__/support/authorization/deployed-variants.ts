import { TerraformStack, Testing } from "cdktf";
import { datasets } from "../../fixtures/datasets";
import { environments } from "../../../config/environments";
import { sampleEvents } from "../../fixtures/datasets/sample-events";
import type { Dataset } from "../../../model/dataset/dataset";
import { partitionKeysOf } from "../../../model/dataset/partition-keys";
import type { Environment } from "../../../model/environment/environment";
import { EncryptedBucket } from "../../../modules/data-storage/encrypted-bucket";
import { EventTable } from "../../../modules/glue-catalog/event-table";
import { GlueDatabase } from "../../../modules/glue-catalog/glue-database";
import { ServiceBoundKey } from "../../../modules/shared/service-bound-key";
import type { KeyService } from "../../../modules/shared/service-bound-key";
import { ImportedRole } from "../../../modules/shared/imported-role";
import { LogGroup } from "../../../modules/shared/log-group";
import { EventStream } from "../../../modules/streaming/event-stream";
import { addEnvironmentStacks } from "../../../stacks/environment-stacks";
import { environmentOf, parseStack, publisherPackage, synthesizeModule } from "../plans/synth";
import type { SynthesizedStack } from "../plans/synth";
import { articleResources } from "../plans/article-resources";

const accountId = "111122223333";
const location = { region: "us-east-1", accountId };
const github = { repository: "my-company/data-lake" };

const partitioned: Dataset = {
  ...sampleEvents,
  name: "orders",
  partitionBy: [{ name: "status", path: "event.status" }],
};

/** Every setting that adds statements to policies, except `existing`. */
const everything: Environment = environmentOf("prod", {
  accountId,
  state: { type: "s3", region: "us-east-1" },
  partitions: { type: "crawler" },
  github: { ...github, rolesMadeBy: "workflows" },
  lakeFormation: {
    locationRegistered: true,
    readers: { analysts: `arn:aws:iam::${accountId}:role/analysts` },
    viewCreators: ["analysts"],
  },
  catalogKeyArn: `arn:aws:kms:us-east-1:${accountId}:key/catalog`,
  monitoring: {
    emailAddresses: ["on-call@example.com"],
    alarmActionArns: [`arn:aws:sns:us-east-1:${accountId}:pager`],
  },
  serviceTrust: { firehose: "source-account", glue: "external-id", lambda: "none" },
});

const withExisting: Environment = {
  ...everything,
  existing: articleResources(accountId),
};

/** The stacks of the committed environments and of other settings, by name. */
export function deployedVariants(): Readonly<Record<string, readonly SynthesizedStack[]>> {
  const committed = environments.map(
    (environment) => [environment.name, stacksOf(environment, datasets)] as const,
  );
  return {
    ...Object.fromEntries(committed),
    "all settings": stacksOf(withExisting, [...datasets, partitioned]),
    "a permissions boundary of the account": stacksOf(
      {
        ...everything,
        permissionsBoundaryArn: `arn:aws:iam::${accountId}:policy/boundary`,
        github: { ...github, identityProvider: "existing" },
      },
      datasets,
    ),
    China: stacksOf(
      {
        ...everything,
        region: "cn-north-1",
        catalogKeyArn: `arn:aws-cn:kms:cn-north-1:${accountId}:key/catalog`,
      },
      datasets,
    ),
    "existing roles": [grantsToExistingRole()],
  };
}

/** Synthesizes all stacks of an environment. */
function stacksOf(environment: Environment, of: readonly Dataset[]): SynthesizedStack[] {
  const app = Testing.app({ stackTraces: false });
  const deployments = of.map((dataset) => ({ dataset, publisherPackage: publisherPackage() }));
  addEnvironmentStacks(app, { environment, datasets: deployments });
  return app.node.children.filter((child) => TerraformStack.isStack(child)).map(parseStack);
}

/** Every grant on existing resources to an existing role. */
function grantsToExistingRole(): SynthesizedStack {
  return synthesizeModule((scope) => {
    const keyArn = `arn:aws:kms:us-east-1:${accountId}:key/1234abcd`;
    const role = new ImportedRole(scope, "analyst", { ...location, roleName: "analyst" });
    const keyOf = (service: KeyService) =>
      ServiceBoundKey.fromKeyArn({ ...location, keyArn, service });
    const stream = EventStream.fromStreamName({
      ...location,
      streamName: "orders",
      key: keyOf("kinesis"),
    });
    stream.grantPut(role);
    stream.grantRead(role);
    const bucket = EncryptedBucket.fromBucketName({
      ...location,
      bucketName: "shop-lake",
      key: keyOf("s3"),
    });
    bucket.grantRead(role, "data/orders/");
    bucket.grantWrite(role, ["data/orders/"]);
    const table = EventTable.fromTableName({
      database: GlueDatabase.fromDatabaseName({
        ...location,
        databaseName: "shop",
        catalogKey: keyOf("glue"),
      }),
      tableName: "orders",
      columns: sampleEvents.columns,
      partitionKeys: partitionKeysOf(sampleEvents),
      bucket,
      dataPrefix: "data/orders/",
    });
    table.grantReadSchema(role);
    table.grantRegisterPartitions(role);
    const logs = new LogGroup(scope, "logs", {
      ...location,
      logGroupName: "/shop/orders",
      key: { arn: keyArn },
    });
    logs.grantWriteToOwnStreams(role);
    logs.grantCreateEncrypted(role);
    const delivered = new LogGroup(scope, "delivery", { ...location, logGroupName: "/shop/out" });
    delivered.grantWriteTo(
      new ImportedRole(scope, "delivery_role", { ...location, roleName: "delivery" }),
      ["errors"],
    );
  });
}
