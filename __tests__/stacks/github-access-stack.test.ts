import { Testing } from "cdktf";
import type { ContextValues } from "../../local/iam/policy/condition-context";
import { findViolations } from "../../stacks/find-violations";
import { GitHubAccessStack } from "../../stacks/github-access-stack";
import {
  ACCOUNT,
  gitHubAccess,
  gitHubEnvironment,
  isAllowed as isAllowedIn,
  policiesOf,
} from "../support/plans/github-access";
import type { Call, WorkflowRole } from "../support/plans/github-access";
import { articleResources } from "../support/plans/article-resources";

const base = "streaming-data-lake-prod";
const bucket = `arn:aws:s3:::${base}-${ACCOUNT}-lake`;
const state = "arn:aws:s3:::streaming-data-lake-prod-terraform-state/streaming-data-lake/prod";
const stateKeyContext = {
  "kms:ViaService": "s3.us-east-1.amazonaws.com",
  "kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::streaming-data-lake-prod-terraform-state",
};
const ownTags = {
  "aws:ResourceTag/Project": "streaming-data-lake",
  "aws:ResourceTag/Environment": "prod",
};
const boundary = { "iam:PermissionsBoundary": role(`${base}-github-boundary`, "policy") };
const tagsOfRequest = {
  "aws:RequestTag/Project": "streaming-data-lake",
  "aws:RequestTag/Environment": "prod",
};

const stack = gitHubAccess();

const isAllowed = (role: WorkflowRole, call: Call, access = stack) =>
  isAllowedIn(role, call, access);

const arn = (service: string, resource: string) =>
  `arn:aws:${service}:us-east-1:${ACCOUNT}:${resource}`;
function role(name: string, folder = "role"): string {
  return `arn:aws:iam::${ACCOUNT}:${folder}/${name}`;
}

const reads: readonly Call[] = calls(
  ["s3:GetBucketPolicy", bucket],
  ["s3:ListBucket", bucket],
  ["kms:GetKeyPolicy", arn("kms", "key/1"), ownTags],
  ["kinesis:DescribeStreamSummary", arn("kinesis", `stream/${base}-sample-events`)],
  ["firehose:DescribeDeliveryStream", arn("firehose", `deliverystream/${base}-sample-events`)],
  ["lambda:GetFunction", arn("lambda", `function:${base}-sample-events-publisher`)],
  ["iam:GetRolePolicy", role(`${base}-sample-events-delivery`)],
  ["glue:GetTable", arn("glue", "table/streaming_data_lake_prod/sample_events")],
  ["athena:GetNamedQuery", arn("athena", `workgroup/${base}`)],
  ["cloudwatch:DescribeAlarms", arn("cloudwatch", `alarm:${base}-sample-events-freshness`)],
  [
    "logs:ListTagsForResource",
    arn("logs", `log-group:/aws/lambda/${base}-sample-events-publisher`),
  ],
  ["kms:ListAliases", "*"],
  ["sns:GetSubscriptionAttributes", "*"],
  // Tags of a new key take effect for authorization after up to five minutes.
  ["kms:DescribeKey", arn("kms", "key/1")],
  ["kms:GetKeyPolicy", arn("kms", "key/1")],
  ["kms:GetKeyRotationStatus", arn("kms", "key/1")],
  ["kms:ListResourceTags", arn("kms", "key/1")],
  ["s3:GetObject", `${state}/terraform.tfstate`],
  ["kms:Decrypt", arn("kms", "key/1"), stateKeyContext],
);

const changes: readonly Call[] = calls(
  ["s3:CreateBucket", bucket],
  ["s3:PutBucketPolicy", bucket],
  ["kms:CreateKey", "*", tagsOfRequest],
  ["kms:TagResource", arn("kms", "key/1"), tagsOfRequest],
  ["kms:CreateAlias", arn("kms", `alias/${base}-buckets`)],
  ["kinesis:CreateStream", arn("kinesis", `stream/${base}-sample-events`)],
  ["firehose:UpdateDestination", arn("firehose", `deliverystream/${base}-sample-events`)],
  ["lambda:UpdateFunctionCode", arn("lambda", `function:${base}-sample-events-publisher`)],
  ["iam:PutRolePolicy", role(`${base}-sample-events-delivery`), boundary],
  [
    "iam:PassRole",
    role(`${base}-sample-events-delivery`),
    { "iam:PassedToService": "firehose.amazonaws.com" },
  ],
  ["kinesis:StartStreamEncryption", arn("kinesis", `stream/${base}-sample-events`)],
  ["kinesis:StartStreamEncryption", arn("kms", "key/1")],
  ["kinesis:UpdateShardCount", "*"],
  ["kinesis:UpdateStreamMode", "*"],
  ["kinesis:EnableEnhancedMonitoring", "*"],
  ["kinesis:DisableEnhancedMonitoring", "*"],
  ["glue:CreateCrawler", "*", tagsOfRequest],
  ["glue:UpdateCrawler", arn("glue", `crawler/${base}-sample-events`)],
  ["sns:Subscribe", arn("sns", `${base}-alarms`)],
  ["sns:Unsubscribe", "*"],
  ["glue:UpdateTable", arn("glue", "table/streaming_data_lake_prod/sample_events")],
  ["athena:DeleteNamedQuery", arn("athena", `workgroup/${base}`)],
  ["cloudwatch:PutMetricAlarm", arn("cloudwatch", `alarm:${base}-sample-events-freshness`)],
  ["logs:CreateLogGroup", arn("logs", `log-group:/aws/lambda/${base}-sample-events-publisher`)],
  ["s3:PutObject", `${state}/terraform.tfstate`],
  ["s3:PutObject", `${state}/terraform.tfstate.tflock`],
  ["s3:DeleteObject", `${state}/terraform.tfstate.tflock`],
);

/** Only a review stores the plan that is to be approved. */
const saves: readonly Call[] = calls(
  ["s3:PutObject", `${state}/plans/1234567.json`],
  ["kms:GenerateDataKey", arn("kms", "key/1"), stateKeyContext],
);

const never: readonly Call[] = calls(
  // Resources with data: reading and deleting.
  ["s3:GetObject", `${bucket}/data/sample_events/1.parquet`],
  ["s3:PutObject", `${bucket}/data/sample_events/1.parquet`],
  ["s3:DeleteObject", `${bucket}/data/sample_events/1.parquet`],
  ["s3:DeleteBucket", bucket],
  ["kms:ScheduleKeyDeletion", arn("kms", "key/1"), ownTags],
  ["kms:DisableKey", arn("kms", "key/1"), ownTags],
  ["kms:Decrypt", arn("kms", "key/1"), ownTags],
  ["kinesis:GetRecords", arn("kinesis", `stream/${base}-sample-events`)],
  ["kinesis:PutRecords", arn("kinesis", `stream/${base}-sample-events`)],
  ["kinesis:DeleteStream", arn("kinesis", `stream/${base}-sample-events`)],
  ["firehose:DeleteDeliveryStream", arn("firehose", `deliverystream/${base}-sample-events`)],
  ["glue:DeleteTable", arn("glue", "table/streaming_data_lake_prod/sample_events")],
  ["glue:DeleteDatabase", arn("glue", "database/streaming_data_lake_prod")],
  ["athena:StartQueryExecution", arn("athena", `workgroup/${base}`)],
  ["lambda:InvokeFunction", arn("lambda", `function:${base}-sample-events-publisher`)],
  // The state, except writing that of the lake.
  ["s3:DeleteObject", `${state}/terraform.tfstate`],
  ["s3:GetObject", `${state}/github.tfstate`],
  [
    "s3:GetObject",
    "arn:aws:s3:::streaming-data-lake-prod-terraform-state/other/prod/terraform.tfstate",
  ],
  // Resources of others.
  ["s3:PutBucketPolicy", `arn:aws:s3:::other-${ACCOUNT}-lake`],
  ["s3:PutBucketPolicy", "arn:aws:s3:::streaming-data-lake-prod-999988887777-lake"],
  ["kms:PutKeyPolicy", arn("kms", "key/1")],
  ["kms:PutKeyPolicy", arn("kms", "key/1"), ownTags],
  ["kms:PutKeyPolicy", arn("kms", "key/1"), { ...ownTags, "aws:ResourceTag/Environment": "dev" }],
  ["kms:CreateKey", "*"],
  ["glue:CreateCrawler", "*"],
  ["glue:CreateCrawler", "*", { ...tagsOfRequest, "aws:RequestTag/Environment": "dev" }],
  ["glue:UpdateCrawler", arn("glue", "crawler/other")],
  ["glue:UpdateTable", arn("glue", "table/other/sample_events")],
  ["kinesis:CreateStream", `arn:aws:kinesis:us-east-1:999988887777:stream/${base}-sample-events`],
  ["lambda:UpdateFunctionCode", arn("lambda", "function:other")],
  ["logs:DeleteLogGroup", arn("logs", "log-group:/aws/lambda/other")],
  ["athena:UpdateWorkGroup", arn("athena", "workgroup/primary")],
  // Privilege escalation.
  ["iam:PutRolePolicy", role(`${base}-github-deploy`)],
  ["iam:UpdateAssumeRolePolicy", role(`${base}-github-deploy`)],
  ["iam:PutRolePolicy", role("admin")],
  ["iam:AttachRolePolicy", role(`${base}-sample-events-delivery`)],
  ["iam:CreatePolicyVersion", `arn:aws:iam::${ACCOUNT}:policy/${base}-github-deploy-deploy`],
  ["iam:CreateUser", `arn:aws:iam::${ACCOUNT}:user/eve`],
  ["iam:CreateAccessKey", `arn:aws:iam::${ACCOUNT}:user/eve`],
  [
    "iam:PassRole",
    role(`${base}-sample-events-delivery`),
    { "iam:PassedToService": "ec2.amazonaws.com" },
  ],
  ["iam:PassRole", role("admin"), { "iam:PassedToService": "lambda.amazonaws.com" }],
  ["sts:AssumeRole", role("admin")],
);

describe("the roles of workflows", () => {
  it.each(reads)("let a review $action on $resource", (call) => {
    expect(isAllowed("review_role", call)).toBe(true);
  });

  it.each(saves)("let a review $action on $resource", (call) => {
    expect(isAllowed("review_role", call)).toBe(true);
  });

  it("let a deployment read the plan that was approved, and write none", () => {
    const resource = `${state}/plans/1234567.json`;
    expect(isAllowed("deploy_role", { action: "s3:GetObjectVersion", resource })).toBe(true);
    expect(isAllowed("deploy_role", { action: "s3:PutObject", resource })).toBe(false);
    expect(isAllowed("review_role", { action: "s3:DeleteObject", resource })).toBe(false);
  });

  it.each([...reads, ...changes])("let a deployment $action on $resource", (call) => {
    expect(isAllowed("deploy_role", call)).toBe(true);
  });

  it.each([...changes, ...never])("let no review $action on $resource", (call) => {
    expect(isAllowed("review_role", call)).toBe(false);
  });

  it.each(never)("let no deployment $action on $resource", (call) => {
    expect(isAllowed("deploy_role", call)).toBe(false);
  });

  it("are assumed by the repository's own tokens alone, word by word", () => {
    const issuer = "token.actions.githubusercontent.com";
    const trust = (role: WorkflowRole) => stack.statements(`${role}_trust`).AllowWorkflows;
    expect(trust("review_role")).toMatchObject({
      actions: ["sts:AssumeRoleWithWebIdentity"],
      condition: [
        { test: "StringEquals", variable: `${issuer}:aud`, values: ["sts.amazonaws.com"] },
        {
          test: "StringEquals",
          variable: `${issuer}:sub`,
          values: [
            "repo:my-company/data-lake:pull_request",
            "repo:my-company/data-lake:ref:refs/heads/main",
          ],
        },
      ],
    });
    expect(trust("deploy_role")).toMatchObject({
      condition: [
        { variable: `${issuer}:aud` },
        {
          test: "StringEquals",
          variable: `${issuer}:sub`,
          values: ["repo:my-company/data-lake:environment:prod"],
        },
      ],
    });
  });

  it.each(["review_role", "deploy_role"] as const)(
    "%s has policies that IAM has room for",
    (role) => {
      const sizes = policiesOf(stack, role).map((policy) => JSON.stringify(policy).length);
      expect(sizes.length).toBeGreaterThan(0);
      // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
      for (const size of sizes)
        expect(size + '{"Version":"2012-10-17","Statement":}'.length).toBeLessThanOrEqual(6144);
    },
  );

  it("are rejected at synth when a policy is too long for IAM", () => {
    const app = Testing.app({ stackTraces: false });
    new GitHubAccessStack(app, {
      environment: { ...gitHubEnvironment, project: "a".repeat(90) },
      github: { repository: "my-company/data-lake" },
    });
    expect(findViolations(app)).toContainEqual(
      expect.stringMatching(/^prod-github\/review_role: The policy "plan" has \d+ characters/),
    );
  });

  it("have a state of their own, apart from the lake's", () => {
    expect(stack.terraform.backend).toMatchObject({
      s3: { key: "streaming-data-lake/prod/github.tfstate" },
    });
  });
});

describe("a deployment where roles have a boundary", () => {
  const boundary = "arn:aws:iam::111122223333:policy/boundary";
  const bounded = gitHubAccess({}, { permissionsBoundaryArn: boundary });
  const writes = ["iam:PutRolePolicy", "iam:PutRolePermissionsBoundary"];
  const delivery = role(`${base}-sample-events-delivery`);

  it.each(writes)("may %s with that boundary, and with no other", (action) => {
    const may = (context: ContextValues) =>
      isAllowed("deploy_role", { action, resource: delivery, context }, bounded);
    expect(may({ "iam:PermissionsBoundary": boundary })).toBe(true);
    expect(may({ "iam:PermissionsBoundary": `${boundary}-of-others` })).toBe(false);
    expect(may({})).toBe(false);
  });

  it("may not take it away", () => {
    const call = { action: "iam:DeleteRolePermissionsBoundary", resource: delivery };
    const context = { "iam:PermissionsBoundary": boundary };
    expect(isAllowed("deploy_role", { ...call, context }, bounded)).toBe(false);
  });
});

describe("an environment that keeps what was there before", () => {
  const existing = articleResources(ACCOUNT);
  const { stream, table, deliveryStream, deliveryRole } = existing.datasets.sample_events;
  const keeping = gitHubAccess({}, { existing });

  const keptReads = calls(
    ["s3:GetBucketPolicy", `arn:aws:s3:::${existing.lakeBucket}`],
    ["s3:GetLifecycleConfiguration", `arn:aws:s3:::${existing.rawBucket}`],
    ["kinesis:DescribeStreamSummary", arn("kinesis", `stream/${stream}`)],
    ["firehose:DescribeDeliveryStream", arn("firehose", `deliverystream/${deliveryStream}`)],
    ["iam:GetRolePolicy", role(deliveryRole)],
    ["glue:GetTable", arn("glue", `table/${existing.database}/${table}`)],
  );
  const keptChanges = calls(
    ["s3:PutBucketPolicy", `arn:aws:s3:::${existing.lakeBucket}`],
    ["s3:PutLifecycleConfiguration", `arn:aws:s3:::${existing.rawBucket}`],
    ["kms:TagResource", arn("kms", `key/${existing.bucketKeyId}`)],
    ["kms:PutKeyPolicy", arn("kms", `key/${existing.streamKeyId}`)],
    ["kinesis:StartStreamEncryption", arn("kinesis", `stream/${stream}`)],
    ["firehose:UpdateDestination", arn("firehose", `deliverystream/${deliveryStream}`)],
    ["iam:PutRolePolicy", role(deliveryRole), boundary],
    ["iam:PassRole", role(deliveryRole), { "iam:PassedToService": "firehose.amazonaws.com" }],
    ["glue:UpdateTable", arn("glue", `table/${existing.database}/${table}`)],
  );

  it.each(keptReads)("lets both roles $action on $resource", (call) => {
    expect(isAllowed("review_role", call, keeping)).toBe(true);
    expect(isAllowed("deploy_role", call, keeping)).toBe(true);
  });

  it.each(keptChanges)("lets only a deployment $action on $resource", (call) => {
    expect(isAllowed("deploy_role", call, keeping)).toBe(true);
    expect(isAllowed("review_role", call, keeping)).toBe(false);
  });

  it.each([...keptReads, ...keptChanges])("alone lets one $action on $resource", (call) => {
    expect(isAllowed("deploy_role", call)).toBe(false);
  });

  it.each([
    ...never,
    ...calls(
      ["s3:GetObject", `arn:aws:s3:::${existing.lakeBucket}/year=2026/1.parquet`],
      ["s3:DeleteBucket", `arn:aws:s3:::${existing.lakeBucket}`],
      ["s3:PutBucketPolicy", `arn:aws:s3:::${existing.lakeBucket}-of-others`],
      ["kms:ScheduleKeyDeletion", arn("kms", `key/${existing.bucketKeyId}`)],
      ["kms:Decrypt", arn("kms", `key/${existing.bucketKeyId}`)],
      ["kinesis:DeleteStream", arn("kinesis", `stream/${stream}`)],
      ["kinesis:DecreaseStreamRetentionPeriod", arn("kinesis", `stream/${stream}-2`)],
      ["firehose:DeleteDeliveryStream", arn("firehose", `deliverystream/${deliveryStream}`)],
      ["glue:DeleteTable", arn("glue", `table/${existing.database}/${table}`)],
      ["iam:AttachRolePolicy", role(deliveryRole)],
    ),
  ])("lets no deployment $action on $resource", (call) => {
    expect(isAllowed("deploy_role", call, keeping)).toBe(false);
  });

  it("has policies that IAM has room for, with all else that adds to them", () => {
    const app = Testing.app({ stackTraces: false });
    new GitHubAccessStack(app, {
      environment: {
        ...gitHubEnvironment,
        existing,
        lakeFormation: {},
        permissionsBoundaryArn: "arn:aws:iam::111122223333:policy/boundary",
      },
      github: { repository: "my-company/data-lake" },
    });
    expect(findViolations(app)).toEqual([]);
  });
});

describe("grants of Lake Formation", () => {
  const changesGrants = ["lakeformation:GrantPermissions", "lakeformation:RevokePermissions"];
  const granting = gitHubAccess({}, { lakeFormation: {} });

  it.each(changesGrants)("let only a deployment %s, where the lake has them", (action) => {
    expect(isAllowed("deploy_role", { action, resource: "*" }, granting)).toBe(true);
    expect(isAllowed("review_role", { action, resource: "*" }, granting)).toBe(false);
    expect(isAllowed("deploy_role", { action, resource: "*" })).toBe(false);
  });

  it.each(["review_role", "deploy_role"] as const)("are read by %s there alone", (reader) => {
    const call = { action: "lakeformation:ListPermissions", resource: "*" };
    expect(isAllowed(reader, call, granting)).toBe(true);
    expect(isAllowed(reader, call)).toBe(false);
  });

  it("fit into IAM's policies together with a boundary and a state", () => {
    const app = Testing.app({ stackTraces: false });
    new GitHubAccessStack(app, {
      environment: {
        ...gitHubEnvironment,
        lakeFormation: {},
        permissionsBoundaryArn: "arn:aws:iam::111122223333:policy/boundary",
      },
      github: { repository: "my-company/data-lake" },
    });
    expect(findViolations(app)).toEqual([]);
  });
});

function calls(
  ...each: readonly (readonly [action: string, resource: string, context?: ContextValues])[]
): Call[] {
  return each.map(([action, resource, context]) => ({ action, resource, context }));
}
