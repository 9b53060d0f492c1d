import { deployerPolicies } from "../../../cli/deployer-policy/deployer-policies";
import { PlanStore } from "../../../cli/deploy/plan-store";
import { emptyBucket } from "../../../cli/destroy/buckets/empty-bucket";
import { requireStateInS3 } from "../../../cli/destroy/destroy-state";
import { findRemainingResources } from "../../../cli/destroy/remaining/remaining-resources";
import { planDestroy } from "../../../cli/destroy/plan/destroy-plan";
import { runDestroy } from "../../../cli/destroy/run-destroy";
import { conditionContext } from "../../../local/iam/policy/condition-context";
import { evaluateAccess } from "../../../local/iam/policy/evaluation";
import { parsePolicy } from "../../../local/iam/policy/policy-document";
import { lakeNames } from "../../../model/naming/names";
import { hasS3State, s3StateLocation } from "../../../model/naming/state-location";
import { StateBackendStack } from "../../../stacks/state-backend-stack";
import type { FakeCall } from "../../support/fake-aws/fake-aws";
import { environmentOf, synthesizeLake, synthesizeStack } from "../../support/plans/synth";
import type { SynthesizedStack } from "../../support/plans/synth";
import { ACCOUNT, resource } from "../destroy/support/lake-to-destroy";
import { VersionedBuckets, versions } from "../destroy/support/versioned-buckets";
import type { FakeBucket } from "../destroy/support/versioned-buckets";
import { collectedOutput } from "../support/collected-output";

const STATE_REGION = "eu-west-1";
const dev = {
  ...environmentOf("dev", { accountId: ACCOUNT, github: { repository: "my-company/data-lake" } }),
  accountId: ACCOUNT,
  state: { type: "s3", region: STATE_REGION } as const,
};
const names = lakeNames({ project: dev.project, environment: "dev", accountId: ACCOUNT });
const states = s3StateLocation(dev).bucket;
const database = "streaming_data_lake_dev";
const group = "/aws/lambda/streaming-data-lake-dev-sample-events-publisher";
const workGroup = "streaming-data-lake-dev";

/** The permissions of a command, as the pages of its service name them; an unknown command has none. */
const permissions: Readonly<
  Record<string, (input: FakeCall["input"], region: string) => readonly [string, string][]>
> = {
  ListObjectVersionsCommand: ({ Bucket }) => [["s3:ListBucketVersions", bucketArn(Bucket)]],
  ListMultipartUploadsCommand: ({ Bucket }) => [
    ["s3:ListBucketMultipartUploads", bucketArn(Bucket)],
  ],
  GetObjectLockConfigurationCommand: ({ Bucket }) => [
    ["s3:GetBucketObjectLockConfiguration", bucketArn(Bucket)],
  ],
  DeleteObjectsCommand: ({ Bucket }) => [["s3:DeleteObjectVersion", `${bucketArn(Bucket)}/a`]],
  AbortMultipartUploadCommand: ({ Bucket, Key }) => [
    ["s3:AbortMultipartUpload", `${bucketArn(Bucket)}/${String(Key)}`],
  ],
  GetObjectRetentionCommand: ({ Bucket, Key }) => [
    ["s3:GetObjectRetention", `${bucketArn(Bucket)}/${String(Key)}`],
  ],
  HeadBucketCommand: ({ Bucket }) => [["s3:ListBucket", bucketArn(Bucket)]],
  HeadObjectCommand: ({ Bucket, Key }) => [["s3:GetObject", `${bucketArn(Bucket)}/${String(Key)}`]],
  GetObjectCommand: ({ Bucket, Key, VersionId }) => [
    [
      VersionId === undefined ? "s3:GetObject" : "s3:GetObjectVersion",
      `${bucketArn(Bucket)}/${String(Key)}`,
    ],
  ],
  PutObjectCommand: ({ Bucket, Key }) => [["s3:PutObject", `${bucketArn(Bucket)}/${String(Key)}`]],
  DeleteWorkGroupCommand: ({ WorkGroup }, region) => [
    ["athena:DeleteWorkGroup", arn("athena", region, `workgroup/${String(WorkGroup)}`)],
  ],
  GetTablesCommand: ({ DatabaseName }, region) =>
    ["catalog", `database/${String(DatabaseName)}`, `table/${String(DatabaseName)}/any`].map(
      (each) => ["glue:GetTables", arn("glue", region, each)],
    ),
  ListKeysCommand: () => [["kms:ListKeys", "*"]],
  DescribeKeyCommand: (_, region) => [["kms:DescribeKey", arn("kms", region, "key/k1")]],
  ListResourceTagsCommand: (_, region) => [["kms:ListResourceTags", arn("kms", region, "key/k1")]],
  DescribeLogGroupsCommand: () => [["logs:DescribeLogGroups", "*"]],
};

const bucketArn = (bucket: unknown) => `arn:aws:s3:::${String(bucket)}`;
const arn = (service: string, region: string, name: string) =>
  `arn:aws:${service}:${region}:${ACCOUNT}:${name}`;

const resourcesOf = ({ resources }: SynthesizedStack) =>
  Object.entries(resources).map(([address, values]) => resource(address, values));

/** A lake, or a state bucket, that answers all calls of `lake destroy` and of saved plans. */
function account(buckets: Readonly<Record<string, FakeBucket>>) {
  return new VersionedBuckets(buckets, {
    HeadBucketCommand: () => ({}),
    HeadObjectCommand: () => ({}),
    PutObjectCommand: () => ({ VersionId: "v1" }),
    GetObjectCommand: () => ({
      Body: { transformToByteArray: () => Promise.resolve(Buffer.from('{"resources":[]}')) },
    }),
    DeleteWorkGroupCommand: () => ({}),
    GetTablesCommand: () => ({ TableList: [{ Name: "any" }] }),
    ListKeysCommand: () => ({ Keys: [{ KeyId: "k1" }] }),
    DescribeKeyCommand: () => ({ KeyMetadata: { KeyState: "PendingDeletion" } }),
    ListResourceTagsCommand: () => ({ Tags: [] }),
    DescribeLogGroupsCommand: () => ({ logGroups: [] }),
  }).aws;
}

async function destroy(): Promise<{ call: FakeCall; region: string }[]> {
  const resources = [
    resource("aws_s3_bucket.lake", { bucket: names.lakeBucket }),
    resource("aws_athena_workgroup.work_group", { name: workGroup }),
    resource("aws_glue_catalog_database.database", { name: database }),
    resource("aws_kms_key.key", { key_id: "k0" }),
  ];
  const uploads = [{ Key: "upload", UploadId: "u1" }];
  const lake = account({ [names.lakeBucket]: { versions: versions("a"), uploads } });
  const state = account({ [states]: { versions: versions("state"), uploads: [] } });
  const { clients } = lake;
  const props = { environment: dev, accountId: ACCOUNT, resources, clients };
  await requireStateInS3(state.clients, dev, ACCOUNT);
  const { buckets } = await planDestroy({ ...props, missingKeys: [] }, () => undefined);
  await runDestroy(collectedOutput().output, {
    ...props,
    environment: "dev",
    buckets,
    emptyBuckets: true,
    terraformDestroy: () => Promise.resolve(),
  });
  await findRemainingResources({ ...props, logGroups: [group], stateClients: state.clients });
  const locked = account({
    [names.lakeBucket]: { versions: versions("a"), uploads: [], retained: ["v0"] },
  });
  const own = { bucket: names.lakeBucket, accountId: ACCOUNT };
  await expect(emptyBucket(locked.clients.s3, own, 1, () => undefined)).rejects.toThrow("refused");
  const plans = new PlanStore(state.clients.s3, dev);
  await plans.load(await plans.save("c0ffee", Buffer.from("{}")));
  return [
    ...[...lake.calls, ...locked.calls].map((call) => ({ call, region: dev.region })),
    ...state.calls.map((call) => ({ call, region: STATE_REGION })),
  ];
}

it("allow every call of `lake destroy` besides Terraform's, and those of saved plans", async () => {
  expect(hasS3State(dev)).toBe(true);
  const policies = deployerPolicies(
    {
      lake: resourcesOf(synthesizeLake(dev)),
      state: resourcesOf(synthesizeStack((app) => new StateBackendStack(app, dev))),
    },
    dev,
  ).map(({ document }) => parsePolicy(JSON.stringify(document)));
  const calls = await destroy();
  expect(calls.map(({ call }) => call.command)).toEqual(
    expect.arrayContaining(Object.keys(permissions)),
  );
  const caller = {
    type: "administrator",
    arn: `arn:aws:iam::${ACCOUNT}:user/me`,
    accountId: ACCOUNT,
  } as const;
  const asked = calls.flatMap(({ call, region }) => {
    const found = permissions[call.command]?.(call.input, region);
    if (found === undefined) throw new Error(`Which permission has ${call.command}?`);
    return found;
  });
  const denied = asked.filter(([action, target]) =>
    evaluateAccess({ action, resource: target, context: conditionContext() }, caller, {
      identity: policies,
      limits: [],
      resource: undefined,
    }),
  );
  expect([...new Set(denied.map(([action, target]) => `${action} on ${target}`))]).toEqual([]);
});
