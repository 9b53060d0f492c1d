import { datasets } from "../../fixtures/datasets";
import { datasetNames, lakeNames } from "../../../model/naming/names";
import { conditionContext } from "../../../local/iam/policy/condition-context";
import type { ContextValues } from "../../../local/iam/policy/condition-context";
import type { Caller } from "../../../local/iam/policy/caller";
import { evaluateAccess } from "../../../local/iam/policy/evaluation";
import type { PolicyDocument } from "../../../local/iam/policy/policy-document";
import { ACCOUNT, document, keyArn, keyPolicyOf, toIam } from "../../support/plans/iam-policy";
import { environmentOf, synthesizeLake } from "../../support/plans/synth";

const environment = environmentOf("prod", {
  accountId: ACCOUNT,
  partitions: { type: "crawler" },
});
const lake = synthesizeLake(environment, datasets);
const scope = { project: environment.project, environment: "prod", accountId: ACCOUNT };
const names = { ...lakeNames(scope), ...datasetNames(scope, "sample_events") };
const other = datasetNames(scope, "earthquakes");
const OTHER_ACCOUNT = "111122223333";

const policies = {
  publisher: "sample_events_publisher_function_role",
  delivery: "sample_events_delivery_stream_role",
  crawler: "sample_events_crawler_role",
} as const;
type Role = keyof typeof policies;

const policyOf = (name: string): PolicyDocument =>
  document(Object.values(lake.statements(name)).map(toIam));
const arn = (service: string, resource: string, account = ACCOUNT) =>
  `arn:aws:${service}:us-east-1:${account}:${resource}`;
const bucket = (name: string) => `arn:aws:s3:::${name}`;
const stream = (name: string) => arn("kinesis", `stream/${name}`);
const table = (database: string, name: string) => arn("glue", `table/${database}/${name}`);
const lakeArn = bucket(names.lakeBucket);
const rawArn = bucket(names.rawBucket);
const hour = "year=2026/month=11/day=23/hour=01/object";

const session = (role: Role, accountId = ACCOUNT): Caller => ({
  type: "role-session",
  arn: `arn:aws:sts::${accountId}:assumed-role/${role}/session`,
  roleArn: `arn:aws:iam::${accountId}:role/${role}`,
  accountId,
  userId: `AROA:session`,
  sessionPolicy: undefined,
  sessionPolicyArns: [],
});

/** The resource-based policy. */
function resourcePolicy(resource: string) {
  const key = /:key\/(\w+)$/.exec(resource)?.[1];
  if (key !== undefined && `aws_kms_key.${key}` in lake.resources) {
    return { policy: document(keyPolicyOf(lake, key)), isRequired: true };
  }
  if (key !== undefined) return { policy: undefined, isRequired: true };
  const buckets: Record<string, string> = {
    [names.lakeBucket]: "data_lake_bucket",
    [names.rawBucket]: "raw_bucket",
    [names.resultsBucket]: "athena_results_bucket",
    [names.accessLogBucket]: "access_log_bucket",
  };
  const block = buckets[/^arn:aws:s3:::([^/]+)/.exec(resource)?.[1] ?? ""];
  if (block === undefined) return undefined;
  return { policy: policyOf(`${block}_policy_document`), isRequired: false };
}

/** The authorization decision for a call of a role, by default over TLS. */
function decide(role: Role, action: string, resource: string, context: ContextValues = {}) {
  return evaluateAccess(
    { action, resource, context: conditionContext({ "aws:SecureTransport": "true" }, context) },
    session(role),
    {
      identity: [policyOf(`${policies[role]}_permissions`)],
      limits: [],
      resource: resourcePolicy(resource),
    },
  );
}

const throughS3 = (object: string): ContextValues => ({
  "kms:ViaService": "s3.us-east-1.amazonaws.com",
  "kms:EncryptionContext:aws:s3:arn": object,
});
const throughKinesis = (name: string): ContextValues => ({
  "kms:ViaService": "kinesis.us-east-1.amazonaws.com",
  "kms:EncryptionContext:aws:kinesis:arn": stream(name),
});
const throughLogs = (group: string): ContextValues => ({
  "kms:EncryptionContext:aws:logs:arn": arn("logs", `log-group:${group}`),
});

type Access = readonly [Role, string, string, ContextValues?];

const allowed: readonly Access[] = [
  ["publisher", "kinesis:PutRecords", stream(names.stream)],
  ["publisher", "kms:GenerateDataKey", keyArn("stream_key"), throughKinesis(names.stream)],
  [
    "publisher",
    "logs:PutLogEvents",
    arn("logs", `log-group:${names.publisherLogGroup}:log-stream:a`),
  ],
  ["publisher", "xray:PutTraceSegments", "*"],
  ["delivery", "kinesis:GetRecords", stream(names.stream)],
  ["delivery", "kms:Decrypt", keyArn("stream_key"), throughKinesis(names.stream)],
  ["delivery", "glue:GetTableVersions", table(names.database, names.table)],
  ["delivery", "s3:PutObject", `${lakeArn}/data/sample_events/${hour}`],
  ["delivery", "s3:PutObject", `${lakeArn}/errors/sample_events/format-conversion-failed/${hour}`],
  ["delivery", "s3:PutObject", `${rawArn}/sample_events/${hour}`],
  ["delivery", "kms:GenerateDataKey", keyArn("bucket_key"), throughS3(lakeArn)],
  ["delivery", "kms:GenerateDataKey", keyArn("bucket_key"), throughS3(rawArn)],
  ["crawler", "glue:BatchCreatePartition", table(names.database, names.table)],
  ["crawler", "glue:UpdateTable", table(names.database, names.table)],
  ["crawler", "kms:GenerateDataKey", keyArn("log_key"), throughLogs(names.crawlerLogGroup)],
  ["crawler", "logs:CreateLogGroup", arn("logs", `log-group:${names.crawlerLogGroup}`)],
  ["crawler", "s3:GetObject", `${lakeArn}/data/sample_events/${hour}`],
  ["crawler", "s3:ListBucket", lakeArn, { "s3:prefix": "data/sample_events/" }],
  ["crawler", "kms:Decrypt", keyArn("bucket_key"), throughS3(lakeArn)],
];

const plainHttp: ContextValues = { "aws:SecureTransport": "false" };
const denied: Readonly<Record<string, readonly Access[]>> = {
  "other streams": [
    ["publisher", "kinesis:PutRecords", stream(other.stream)],
    ["publisher", "kinesis:PutRecords", stream("streaming-data-lake-qa-sample-events")],
    ["publisher", "kinesis:PutRecords", arn("kinesis", `stream/${names.stream}`, OTHER_ACCOUNT)],
    ["delivery", "kinesis:GetRecords", stream(other.stream)],
    ["crawler", "kinesis:GetRecords", stream(names.stream)],
  ],
  "actions that a role does not need": [
    ["publisher", "kinesis:GetRecords", stream(names.stream)],
    ["publisher", "kinesis:DeleteStream", stream(names.stream)],
    ["publisher", "kms:Decrypt", keyArn("stream_key"), throughKinesis(names.stream)],
    ["publisher", "s3:GetObject", `${lakeArn}/data/sample_events/${hour}`],
    ["publisher", "lambda:InvokeFunction", arn("lambda", `function:${names.publisherFunction}`)],
    ["delivery", "kinesis:PutRecords", stream(names.stream)],
    ["delivery", "glue:UpdateTable", table(names.database, names.table)],
    ["delivery", "s3:PutBucketPolicy", lakeArn],
    ["delivery", "iam:PassRole", `arn:aws:iam::${ACCOUNT}:role/${names.deliveryRole}`],
    ["crawler", "s3:PutObject", `${lakeArn}/data/sample_events/${hour}`],
    ["crawler", "glue:CreateTable", table(names.database, names.table)],
    ["crawler", "glue:UpdateTable", table(names.database, names.errorTable)],
    ["crawler", "kms:Decrypt", keyArn("log_key")],
    ["crawler", "kms:Decrypt", keyArn("log_key"), throughLogs(names.publisherLogGroup)],
    ["crawler", "glue:DeleteTable", table(names.database, names.table)],
    ["crawler", "glue:DeletePartition", table(names.database, names.table)],
  ],
  "deleting any object": (["publisher", "delivery", "crawler"] as const).flatMap((role) =>
    ["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:PutLifecycleConfiguration"].flatMap(
      (action): Access[] => [
        [role, action, `${lakeArn}/data/sample_events/${hour}`],
        [role, action, `${rawArn}/sample_events/${hour}`],
        [role, action, lakeArn],
      ],
    ),
  ),
  "prefixes of other datasets": [
    ["delivery", "s3:PutObject", `${lakeArn}/${other.dataPrefix}${hour}`],
    ["delivery", "s3:PutObject", `${lakeArn}/${other.errorPrefix}${hour}`],
    ["delivery", "s3:PutObject", `${lakeArn}/data/sample_events_2/${hour}`],
    ["delivery", "s3:GetObject", `${lakeArn}/${other.dataPrefix}${hour}`],
    ["delivery", "s3:PutObject", `${rawArn}/${other.rawPrefix}${hour}`],
    ["delivery", "s3:PutObject", `${lakeArn}/object`],
    ["crawler", "s3:GetObject", `${lakeArn}/${other.dataPrefix}${hour}`],
    ["crawler", "s3:GetObject", `${lakeArn}/${names.errorPrefix}${hour}`],
    ["crawler", "s3:GetObject", `${rawArn}/${names.rawPrefix}${hour}`],
    ["crawler", "s3:ListBucket", lakeArn, { "s3:prefix": other.dataPrefix }],
    ["crawler", "s3:ListBucket", lakeArn],
  ],
  "other buckets": [
    ["delivery", "s3:PutObject", `${bucket("somebody-elses-bucket")}/data/sample_events/${hour}`],
    ["delivery", "s3:PutObject", `${bucket(names.resultsBucket)}/results/object`],
    ["delivery", "s3:PutObject", `${bucket(names.accessLogBucket)}/object`],
    ["crawler", "s3:GetObject", `${bucket(names.accessLogBucket)}/object`],
    ["crawler", "s3:GetObject", `${bucket(names.resultsBucket)}/results/object`],
  ],
  "other tables": [
    ["delivery", "glue:GetTable", table(names.database, other.table)],
    ["delivery", "glue:GetTable", table("somebody_elses_database", names.table)],
    ["crawler", "glue:BatchCreatePartition", table(names.database, other.table)],
    ["crawler", "glue:BatchCreatePartition", table(names.database, `${names.table}_errors`)],
    [
      "crawler",
      "glue:GetTable",
      arn("glue", `table/${names.database}/${names.table}`, OTHER_ACCOUNT),
    ],
  ],
  "other keys": [
    ["publisher", "kms:GenerateDataKey", keyArn("bucket_key"), throughKinesis(names.stream)],
    ["publisher", "kms:GenerateDataKey", keyArn("somebody_elses"), throughKinesis(names.stream)],
    ["delivery", "kms:Decrypt", keyArn("log_key"), throughS3(lakeArn)],
    ["delivery", "kms:Decrypt", keyArn("alarm_key"), throughS3(lakeArn)],
    ["crawler", "kms:Decrypt", keyArn("stream_key"), throughKinesis(names.stream)],
  ],
  "keys outside of their service or for other data": [
    ["publisher", "kms:GenerateDataKey", keyArn("stream_key")],
    ["publisher", "kms:GenerateDataKey", keyArn("stream_key"), throughKinesis(other.stream)],
    ["delivery", "kms:Decrypt", keyArn("bucket_key")],
    [
      "delivery",
      "kms:Decrypt",
      keyArn("bucket_key"),
      { ...throughS3(lakeArn), "kms:ViaService": "s3.eu-west-1.amazonaws.com" },
    ],
    ["delivery", "kms:Decrypt", keyArn("bucket_key"), throughS3(bucket(names.resultsBucket))],
    ["crawler", "kms:Decrypt", keyArn("bucket_key"), throughS3(rawArn)],
    ["crawler", "kms:GenerateDataKey", keyArn("bucket_key"), throughS3(lakeArn)],
  ],
  "administering keys": (["publisher", "delivery", "crawler"] as const).flatMap((role) =>
    ["kms:ScheduleKeyDeletion", "kms:DisableKey", "kms:PutKeyPolicy", "kms:CreateGrant"].map(
      (action): Access => [role, action, keyArn("bucket_key")],
    ),
  ),
  "plain HTTP": [
    ["delivery", "s3:PutObject", `${lakeArn}/data/sample_events/${hour}`, plainHttp],
    ["delivery", "s3:PutObject", `${rawArn}/sample_events/${hour}`, plainHttp],
    ["crawler", "s3:GetObject", `${lakeArn}/data/sample_events/${hour}`, plainHttp],
  ],
  "other logs": [
    [
      "publisher",
      "logs:PutLogEvents",
      arn("logs", `log-group:${other.publisherLogGroup}:log-stream:a`),
    ],
    ["delivery", "logs:CreateLogGroup", arn("logs", `log-group:${names.deliveryLogGroup}`)],
    ["crawler", "logs:PutLogEvents", arn("logs", "log-group:/aws-glue/crawlers:log-stream:a")],
  ],
};

const line = ([role, action, resource, context]: Access) =>
  [role, action, resource, context === undefined ? "" : JSON.stringify(context)].join(" ");

describe("the roles of prod", () => {
  it.each(allowed.map((access) => [line(access), access] as const))("may: %s", (_, access) => {
    expect(decide(...access)).toBeUndefined();
  });

  describe.each(Object.entries(denied))("have no access to %s", (_, accesses) => {
    it.each(accesses.map((access) => [line(access), access] as const))("%s", (_line, access) => {
      expect(decide(...access)).toMatchObject({ policyType: expect.any(String) as string });
    });
  });
});

describe("the policies of buckets and keys", () => {
  const administrator: Caller = {
    type: "administrator",
    arn: `arn:aws:iam::${ACCOUNT}:user/admin`,
    accountId: ACCOUNT,
  };
  const everything = document([
    { Sid: "All", Effect: "Allow", Action: ["*"], Resource: "*" } as never, // Not a statement of the stack.
  ]);
  const asked = (caller: Caller, action: string, resource: string, context: ContextValues = {}) =>
    evaluateAccess(
      { action, resource, context: conditionContext({ "aws:SecureTransport": "true" }, context) },
      caller,
      { identity: [everything], limits: [], resource: resourcePolicy(resource) },
    );

  it.each([names.lakeBucket, names.rawBucket, names.resultsBucket, names.accessLogBucket])(
    "deny plain HTTP to everybody: %s",
    (name) => {
      expect(asked(administrator, "s3:GetObject", `${bucket(name)}/object`)).toBeUndefined();
      expect(asked(administrator, "s3:GetObject", `${bucket(name)}/object`, plainHttp)).toEqual({
        kind: "explicit-deny",
        policyType: "resource-based policy",
      });
    },
  );

  it.each(["bucket_key", "stream_key", "log_key", "alarm_key"])(
    "don't even allow an administrator to decrypt with the %s, nor another account anything",
    (key) => {
      const denied = { kind: "implicit-deny", policyType: "resource-based policy" };
      expect(asked(administrator, "kms:DescribeKey", keyArn(key))).toBeUndefined();
      expect(asked(administrator, "kms:Decrypt", keyArn(key))).toEqual(denied);
      expect(asked(administrator, "kms:CreateGrant", keyArn(key))).toEqual(denied);
      const outsider = session("delivery", OTHER_ACCOUNT);
      for (const action of ["kms:Decrypt", "kms:DescribeKey", "kms:PutKeyPolicy"]) {
        const context = key === "stream_key" ? throughKinesis(names.stream) : throughS3(lakeArn);
        expect(asked(outsider, action, keyArn(key), context)).toEqual(denied);
      }
    },
  );

  it.each([
    [
      "the lake bucket of this account",
      { "aws:SourceArn": lakeArn, "aws:SourceAccount": ACCOUNT },
      true,
    ],
    ["an unknown bucket", { "aws:SourceArn": bucket("x"), "aws:SourceAccount": ACCOUNT }, false],
    ["another account", { "aws:SourceArn": lakeArn, "aws:SourceAccount": OTHER_ACCOUNT }, false],
    ["no source", {}, false],
  ])("allow S3 log delivery for %s: %p", (_, context, isAllowed) => {
    const service: Caller = {
      type: "service",
      principal: "logging.s3.amazonaws.com",
      accountId: ACCOUNT,
    };
    const resource = `${bucket(names.accessLogBucket)}/object`;
    const denial = evaluateAccess(
      {
        action: "s3:PutObject",
        resource,
        context: conditionContext({ "aws:SecureTransport": "true" }, context),
      },
      service,
      { identity: [], limits: [], resource: resourcePolicy(resource) },
    );
    expect(denial === undefined).toBe(isAllowed);
  });
});

describe("the trust of the roles of prod", () => {
  const assumed = (role: Role, principal: string, context: ContextValues) =>
    evaluateAccess(
      {
        action: "sts:AssumeRole",
        resource: `arn:aws:iam::${ACCOUNT}:role/${role}`,
        context: conditionContext(context),
      },
      { type: "service", principal, accountId: ACCOUNT },
      {
        identity: [],
        limits: [],
        resource: { policy: policyOf(`${policies[role]}_trust`), isRequired: true },
      },
    ) === undefined;

  it.each([
    ["publisher", "lambda.amazonaws.com", "aws:SourceAccount"],
    ["delivery", "firehose.amazonaws.com", "sts:ExternalId"],
    ["crawler", "glue.amazonaws.com", "aws:SourceAccount"],
  ] as const)("lets the %s be assumed by %s for this account only", (role, principal, key) => {
    expect(assumed(role, principal, { [key]: ACCOUNT })).toBe(true);
    expect(assumed(role, principal, { [key]: OTHER_ACCOUNT })).toBe(false);
    expect(assumed(role, principal, {})).toBe(false);
    expect(assumed(role, "ec2.amazonaws.com", { [key]: ACCOUNT })).toBe(false);
  });
});
