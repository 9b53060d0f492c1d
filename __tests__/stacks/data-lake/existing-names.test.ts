import { datasets } from "../../fixtures/datasets";
import { conditionContext } from "../../../local/iam/policy/condition-context";
import type { ContextValues } from "../../../local/iam/policy/condition-context";
import { evaluateAccess } from "../../../local/iam/policy/evaluation";
import type { PolicyDocument } from "../../../local/iam/policy/policy-document";
import type {
  ExistingDatasetResources,
  ExistingResources,
} from "../../../model/environment/existing-resources";
import { validateConfiguration } from "../../../model/validation/validate-configuration";
import {
  ACCOUNT,
  gitHubAccess,
  gitHubEnvironment,
  isAllowed,
  sessionOf,
} from "../../support/plans/github-access";
import { document, keyPolicyOf, toIam } from "../../support/plans/iam-policy";
import { finds, searchesIn } from "../../support/plans/metric-search";
import { resourceCalls, unnamedTypes } from "../../support/plans/resource-calls";
import { synthesizeLake } from "../../support/plans/synth";
import type { Block } from "../../support/plans/synth";

/** Every kind of resource that an environment can keep, under names that have nothing of the lake's. */
const existing: Required<ExistingResources> = {
  lakeBucket: "dv-sample-events-111122223333",
  rawBucket: "dv-sample-events-111122223333-raw",
  bucketKeyId: "11111111-2222-3333-4444-555555555555",
  streamKeyId: "66666666-7777-8888-9999-000000000000",
  database: "dv-sample-events-db",
  datasets: Object.fromEntries(datasets.map(({ name }, index) => [name, existingDataset(index)])),
};

function existingDataset(index: number): Required<ExistingDatasetResources> {
  return {
    stream: `DV-Events-Stream-${index}`,
    table: `dv_events_${index}`,
    deliveryStream: `DV-Events-Firehose-S3-${index}`,
    deliveryRole: `legacy-DeliveryRole-1A2B3C4D5E6F${index}`,
  };
}

const environment = {
  ...gitHubEnvironment,
  existing,
  partitions: { type: "crawler" },
  github: { repository: "my-company/data-lake" },
  lakeFormation: {},
  monitoring: { emailAddresses: ["on-call@example.com"] },
} as const;
const lake = synthesizeLake(environment, datasets);
const access = gitHubAccess({}, environment);
const created = synthesizeLake({ ...environment, existing: {} }, datasets);

const arn = (service: string, resource: string) =>
  `arn:aws:${service}:us-east-1:${ACCOUNT}:${resource}`;
const globalArn = (service: string, resource: string) =>
  `arn:aws:${service}::${ACCOUNT}:${resource}`;
const policy = (name: string) => document(Object.values(lake.statements(name)).map(toIam));
const textOf = (type: string, argument: string) =>
  Object.values(lake.resourcesOf(type)).map((block) => String(block[argument]));

/** Whether a service may make a call, by the policy of what it calls. */
function serviceMay(
  principal: string,
  call: { readonly action: string; readonly resource: string; readonly policy: PolicyDocument },
  context: ContextValues = {},
): boolean {
  const denial = evaluateAccess(
    { ...call, context: conditionContext({ "aws:SecureTransport": "true" }, context) },
    { type: "service", principal, accountId: ACCOUNT },
    { identity: [], limits: [], resource: { policy: call.policy, isRequired: true } },
  );
  return denial === undefined;
}

/** Whether a service may publish to the topic of alarms, which encrypts with a key of its own. */
function mayNotify(principal: string, context: ContextValues = {}): boolean {
  const topic = arn("sns", String(lake.resource("aws_sns_topic.alarm_topic").name));
  const topicPolicy = policy("alarm_topic_policy_document");
  const keyPolicy = document(keyPolicyOf(lake, "alarm_key"));
  return (
    serviceMay(
      principal,
      { action: "sns:Publish", resource: topic, policy: topicPolicy },
      context,
    ) &&
    ["kms:Decrypt", "kms:GenerateDataKey"].every((action) =>
      serviceMay(principal, { action, resource: arn("kms", "key/1"), policy: keyPolicy }, context),
    )
  );
}

const alarms = textOf("aws_cloudwatch_metric_alarm", "alarm_name");

describe("a lake that keeps every kind of existing resource", () => {
  it("is a valid configuration in which each of them keeps its name", () => {
    expect(validateConfiguration([environment], datasets)).toEqual([]);
    const { datasets: ofDatasets, ...shared } = existing;
    const kept = Object.values(ofDatasets).flatMap((each) => Object.values<string>({ ...each }));
    expect(lake.imports).toHaveLength(Object.keys(shared).length + kept.length);
    const text = JSON.stringify(Object.values(lake.resources));
    const { bucketKeyId, streamKeyId, ...names } = shared;
    for (const name of [...Object.values(names), ...kept]) expect(text).toContain(`"${name}"`);
    expect(lake.imports.map(({ id }) => id)).toEqual(
      expect.arrayContaining([bucketKeyId, streamKeyId]),
    );
  });

  it("has an alarm for each of a lake that keeps none, under the same name", () => {
    const names = (of: typeof lake) =>
      Object.entries(of.resourcesOf("aws_cloudwatch_metric_alarm")).map(([id, block]) => [
        id,
        block.alarm_name,
      ]);
    expect(alarms.length).toBeGreaterThan(15);
    expect(names(lake)).toEqual(names(created));
  });

  it.each(alarms)("is notified of the alarm %s", (name) => {
    const source = { "aws:SourceArn": arn("cloudwatch", `alarm:${name}`) };
    const context = { ...source, "aws:SourceAccount": ACCOUNT };
    expect(mayNotify("cloudwatch.amazonaws.com", context)).toBe(true);
    expect(
      mayNotify("cloudwatch.amazonaws.com", { ...context, "aws:SourceAccount": "999988887777" }),
    ).toBe(false);
  });

  it("is notified of failed crawls", () => {
    expect(textOf("aws_cloudwatch_event_rule", "name")).toHaveLength(datasets.length);
    expect(mayNotify("events.amazonaws.com")).toBe(true);
  });

  it("has notifications whose commands name datasets", () => {
    const text = JSON.stringify(Object.values(lake.resources));
    const named = [...text.matchAll(/--dataset (\w+)/g)].map(([, name]) => name);
    expect(new Set(named)).toEqual(new Set(datasets.map(({ name }) => name)));
  });

  it.each(textOf("aws_cloudwatch_log_group", "name"))("has its logs %s encrypted", (name) => {
    const context = { "kms:EncryptionContext:aws:logs:arn": arn("logs", `log-group:${name}`) };
    const keyPolicy = document(keyPolicyOf(lake, "log_key"));
    for (const action of ["kms:Encrypt", "kms:GenerateDataKey"]) {
      const call = { action, resource: arn("kms", "key/1"), policy: keyPolicy };
      expect(serviceMay("logs.us-east-1.amazonaws.com", call, context)).toBe(true);
    }
  });

  it.each([existing.lakeBucket, existing.rawBucket])("has the requests to %s logged", (bucket) => {
    const target = String(lake.resource("aws_s3_bucket.access_log_bucket").bucket);
    const call = {
      action: "s3:PutObject",
      resource: `arn:aws:s3:::${target}/${bucket}/object`,
      policy: policy("access_log_bucket_policy_document"),
    };
    const context = { "aws:SourceArn": `arn:aws:s3:::${bucket}`, "aws:SourceAccount": ACCOUNT };
    expect(serviceMay("logging.s3.amazonaws.com", call, context)).toBe(true);
  });
});

describe("the roles of workflows, where a lake keeps existing resources", () => {
  const types = [...new Set(Object.keys(lake.resources).map((each) => each.split(".")[0] ?? ""))];
  const context = {
    "aws:RequestTag/Project": environment.project,
    "aws:RequestTag/Environment": environment.name,
    "iam:PermissionsBoundary": globalArn(
      "iam",
      `policy/${environment.project}-${environment.name}-github-boundary`,
    ),
  };

  it("are asked about resources of every type", () => {
    expect([...Object.keys(resourceCalls), ...unnamedTypes].sort()).toEqual(types.sort());
  });

  const resources = Object.entries(resourceCalls).flatMap(([type, calls]) =>
    Object.entries(lake.resourcesOf(type)).map(
      ([name, block]) => [`${type}.${name}`, calls, block] as const,
    ),
  );

  it.each(resources)("read and change %s", (_, { arns, reads, changes }, block: Block) => {
    for (const resource of arns(block, { arn, globalArn, database: existing.database })) {
      expect(resource).not.toContain("${");
      const may = (role: "review_role" | "deploy_role") => (action: string) =>
        isAllowed(role, { action, resource, context }, access);
      expect(reads.filter((action) => !may("review_role")(action))).toEqual([]);
      expect([...reads, ...changes].filter((action) => !may("deploy_role")(action))).toEqual([]);
      expect(changes.filter(may("review_role"))).toEqual([]);
    }
  });
});

describe("the roles of services, where a lake keeps existing resources", () => {
  const boundary = document(
    Object.values(access.statements("roles_boundary_permissions")).map(toIam),
  );
  const byBoundary = { type: "permissions boundary", policies: [boundary] } as const;
  const services = datasets.flatMap(({ name }): [string, string, string, ContextValues][] => {
    const { stream, table } = existing.datasets[name] ?? {};
    const streamArn = arn("kinesis", `stream/${stream}`);
    const tableArn = arn("glue", `table/${existing.database}/${table}`);
    const object = (bucket: string, key: string) => `arn:aws:s3:::${bucket}/${key}/object`;
    const delivery = `${name}_delivery_stream_role`;
    return [
      [`${name}_publisher_function_role`, "kinesis:PutRecords", streamArn, {}],
      [delivery, "kinesis:GetRecords", streamArn, {}],
      [delivery, "glue:GetTableVersions", tableArn, {}],
      [delivery, "s3:PutObject", object(existing.lakeBucket, `data/${name}`), {}],
      [delivery, "s3:PutObject", object(existing.rawBucket, name), {}],
      [`${name}_crawler_role`, "glue:BatchCreatePartition", tableArn, {}],
      [`${name}_crawler_role`, "s3:GetObject", object(existing.lakeBucket, `data/${name}`), {}],
    ];
  });

  it.each(services)("let %s %s on %s, within their boundary", (role, action, resource, context) => {
    const denial = evaluateAccess(
      { action, resource, context: conditionContext(context) },
      sessionOf(role),
      { identity: [policy(`${role}_permissions`)], limits: [byBoundary], resource: undefined },
    );
    expect(denial).toBeUndefined();
  });
});

describe("the dashboard, where a lake keeps existing resources", () => {
  const body = String(lake.resource("aws_cloudwatch_dashboard.dashboard").dashboard_body);
  // The body is JSON in a string, in which quotes are escaped.
  const searches = searchesIn(JSON.stringify(JSON.parse(body)).replaceAll('\\"', '"'));
  const shows = (namespace: string, dimension: string, name: string, value: string) =>
    searches.some((search) => finds(search, { namespace, dimension, value, name }));

  const streams = ["AWS/Kinesis", "StreamName", "aws_kinesis_stream", "name"] as const;
  const deliveries = [
    "AWS/Firehose",
    "DeliveryStreamName",
    "aws_kinesis_firehose_delivery_stream",
    "name",
  ] as const;
  const functions = ["AWS/Lambda", "FunctionName", "aws_lambda_function", "function_name"] as const;

  it.each([
    [...streams, "IncomingRecords"],
    [...streams, "GetRecords.IteratorAgeMilliseconds"],
    [...streams, "WriteProvisionedThroughputExceeded"],
    [...streams, "ReadProvisionedThroughputExceeded"],
    [...streams, "PutRecords.FailedRecords"],
    [...deliveries, "SucceedConversion.Records"],
    [...deliveries, "FailedConversion.Records"],
    [...deliveries, "DeliveryToS3.Records"],
    [...deliveries, "DeliveryToS3.Bytes"],
    [...deliveries, "DeliveryToS3.DataFreshness"],
    [...deliveries, "BackupToS3.DataFreshness"],
    [...functions, "Errors"],
    [...functions, "Throttles"],
    [...functions, "Invocations"],
  ])(
    "shows of %s, by %s, each %s by its %s: %s",
    (namespace, dimension, type, argument, metric) => {
      const names = textOf(type, argument);
      expect(names).toHaveLength(datasets.length);
      for (const name of names) {
        expect([name, shows(namespace, dimension, metric, name)]).toEqual([name, true]);
        expect(shows(namespace, dimension, metric, `${name}-of-others`)).toBe(
          // CloudWatch searches for words: what has the lake's words is found.
          name.startsWith(environment.project),
        );
      }
    },
  );
});
