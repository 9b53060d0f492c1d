import { datasets } from "../../../config/datasets";
import { datasetNames, lakeNames, stateBackendNames } from "../../../model/naming/names";
import {
  s3StateLocation,
  hasS3State,
  savedPlanPrefix,
  stateKey,
} from "../../../model/naming/state-location";
import { conditionContext } from "../../../local/iam/policy/condition-context";
import { evaluateAccess } from "../../../local/iam/policy/evaluation";
import { parsePolicy } from "../../../local/iam/policy/policy-document";
import { ACCOUNT, gitHubAccess, gitHubEnvironment, isAllowed, sessionOf } from "./github-access";
import type { Call, WorkflowRole } from "./github-access";
import { document, keyPolicyOf, toIam } from "./iam-policy";
import type { SynthesizedStack } from "./synth";
import { synthesizeLake } from "./synth";

/** What somebody might do with the credentials of a workflow. */
export interface WorkflowQuestion {
  readonly question: string;
  /** What the role itself must be allowed, all of it. */
  readonly calls: readonly Call[];
  /** What a role of the lake must be allowed under its boundary, once the workflow's role has given it every right. */
  readonly byLakeRole?: readonly Call[];
}

const dataset = datasets[0]?.name ?? "";
const scope = { project: gitHubEnvironment.project, environment: "prod", accountId: ACCOUNT };
const names = { ...lakeNames(scope), ...datasetNames(scope, dataset) };
const lake = synthesizeLake(
  { ...gitHubEnvironment, github: { repository: "my-company/data-lake" } },
  datasets,
);
if (!hasS3State(gitHubEnvironment)) throw new Error("The environment has no state in S3");
const states = `arn:aws:s3:::${s3StateLocation(gitHubEnvironment).bucket}`;
const lakeBucket = `arn:aws:s3:::${names.lakeBucket}`;
const object = `${lakeBucket}/data/${dataset}/1.parquet`;
const boundary = {
  "iam:PermissionsBoundary": `arn:aws:iam::${ACCOUNT}:policy/${names.gitHubBoundary}`,
};
const ownKey = { resourcePolicy: document(keyPolicyOf(lake, "bucket_key")) };
const throughS3 = {
  "kms:ViaService": "s3.us-east-1.amazonaws.com",
  "kms:EncryptionContext:aws:s3:arn": lakeBucket,
};
const otherKey = {
  context: {
    "aws:ResourceTag/Project": scope.project,
    "aws:ResourceTag/Environment": scope.environment,
  },
  resourcePolicy: parsePolicy(
    JSON.stringify({
      Version: "2012-10-17",
      Statement: {
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
        Action: "kms:*",
        Resource: "*",
      },
    }),
  ),
};

const arn = (service: string, resource: string) =>
  `arn:aws:${service}:us-east-1:${ACCOUNT}:${resource}`;
const role = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const call = (
  action: string,
  resource: string,
  more: Omit<Call, "action" | "resource"> = {},
): Call => ({
  action,
  resource,
  ...more,
});
const stream = arn("kinesis", `stream/${names.stream}`);
const delivery = arn("firehose", `deliverystream/${names.deliveryStream}`);
const table = arn("glue", `table/${names.database}/${names.table}`);
const database = arn("glue", `database/${names.database}`);
const key = arn("kms", "key/1");
const other = { ...scope, environment: "dev" };

/** By a function of its own code, and a role of its own policy. */
const byFunction: readonly Call[] = [
  call("lambda:UpdateFunctionCode", arn("lambda", `function:${names.publisherFunction}`)),
  call("iam:PutRolePolicy", role(names.publisherRole), { context: boundary }),
];

/** In the order in which the page asks. */
export const workflowQuestions: readonly WorkflowQuestion[] = [
  { question: "read the objects of the lake", calls: [call("s3:GetObject", object)] },
  { question: "write objects into the lake", calls: [call("s3:PutObject", object)] },
  { question: "delete objects, or old versions of them", calls: [call("s3:DeleteObject", object)] },
  { question: "delete a bucket", calls: [call("s3:DeleteBucket", lakeBucket)] },
  { question: "read the records of a stream", calls: [call("kinesis:GetRecords", stream)] },
  { question: "publish records", calls: [call("kinesis:PutRecords", stream)] },
  {
    question: "delete a stream, and the records in it",
    calls: [call("kinesis:DeleteStream", stream)],
  },
  {
    question: "delete a delivery stream",
    calls: [call("firehose:DeleteDeliveryStream", delivery)],
  },
  { question: "delete a table", calls: [call("glue:DeleteTable", table)] },
  { question: "delete the database", calls: [call("glue:DeleteDatabase", database)] },
  {
    question: "query",
    calls: [call("athena:StartQueryExecution", arn("athena", `workgroup/${names.workGroup}`))],
  },
  { question: "disable a key of the lake", calls: [call("kms:DisableKey", key, ownKey)] },
  {
    question: "schedule the deletion of a key",
    calls: [call("kms:ScheduleKeyDeletion", key, ownKey)],
  },
  {
    question: "decrypt by a key of the lake",
    calls: [call("kms:Decrypt", key, { ...ownKey, context: throughS3 })],
  },
  {
    question: "let itself or anybody read, write or delete objects, by a bucket's policy",
    calls: [call("s3:PutBucketPolicy", lakeBucket)],
  },
  {
    question: "let itself or anybody use a key, or delete it, by the key's policy",
    calls: [call("kms:PutKeyPolicy", key, ownKey)],
  },
  {
    question: "open a bucket to the public",
    calls: [
      call("s3:PutBucketPolicy", lakeBucket),
      call("s3:PutBucketPublicAccessBlock", lakeBucket),
    ],
  },
  {
    question: "let S3 delete the objects, by a lifecycle that expires them",
    calls: [call("s3:PutLifecycleConfiguration", lakeBucket)],
  },
  {
    question: "keep no old versions, or encrypt new objects by another key",
    calls: [
      call("s3:PutBucketVersioning", lakeBucket),
      call("s3:PutEncryptionConfiguration", lakeBucket),
    ],
  },
  {
    question: "let records expire sooner, by a shorter retention",
    calls: [call("kinesis:DecreaseStreamRetentionPeriod", stream)],
  },
  {
    question: "deliver to somewhere else, where the delivery's role may write",
    calls: [call("firehose:UpdateDestination", delivery)],
  },
  {
    question: "point a table to other objects or columns",
    calls: [call("glue:UpdateTable", table)],
  },
  {
    question: "read and write the lake's objects, by a function's code and its role's policy",
    calls: byFunction,
    byLakeRole: [call("s3:GetObject", object), call("s3:PutObject", object)],
  },
  {
    question: "read the streams' records the same way",
    calls: byFunction,
    byLakeRole: [call("kinesis:GetRecords", stream)],
  },
  {
    question: "delete objects the same way",
    calls: byFunction,
    byLakeRole: [call("s3:DeleteObject", object)],
  },
  {
    question: "read other data of the account the same way",
    calls: byFunction,
    byLakeRole: [call("s3:GetObject", "arn:aws:s3:::payroll/2026.csv")],
  },
  {
    question: "get more rights in the account the same way",
    calls: byFunction,
    byLakeRole: [call("iam:PutRolePolicy", role("admin"))],
  },
  {
    question: "stop deliveries, by taking the policy from their role",
    calls: [call("iam:DeleteRolePolicy", role(names.deliveryRole))],
  },
  {
    question: "grant the lake's tables by Lake Formation (yes where `lakeFormation` is set)",
    calls: [call("lakeformation:GrantPermissions", "*")],
  },
  {
    question: "switch alarms off",
    calls: [call("cloudwatch:DeleteAlarms", arn("cloudwatch", `alarm:${names.stream}-freshness`))],
  },
  {
    question: "pass a role of the lake to its own service",
    calls: [
      call("iam:PassRole", role(names.publisherRole), {
        context: { "iam:PassedToService": "lambda.amazonaws.com" },
      }),
    ],
  },
  {
    question: "pass a role of the lake to another service",
    calls: [
      call("iam:PassRole", role(names.publisherRole), {
        context: { "iam:PassedToService": "ec2.amazonaws.com" },
      }),
    ],
  },
  {
    question: "change who assumes a role of the lake",
    calls: [call("iam:UpdateAssumeRolePolicy", role(names.deliveryRole), { context: boundary })],
  },
  {
    question: 'make a role (yes with `rolesMadeBy: "workflows"`)',
    calls: [call("iam:CreateRole", role(names.deliveryRole), { context: boundary })],
  },
  {
    question: "take the boundary off a role",
    calls: [
      call("iam:DeleteRolePermissionsBoundary", role(names.deliveryRole), { context: boundary }),
    ],
  },
  {
    question: "change a key that isn't the lake's",
    calls: [call("kms:PutKeyPolicy", key, otherKey)],
  },
  {
    question:
      "put the lake's tags on a key that has neither others' nor an alias, which gives no right to it",
    calls: [
      call("kms:TagResource", key, {
        ...otherKey,
        context: {
          "aws:RequestTag/Project": scope.project,
          "aws:RequestTag/Environment": scope.environment,
        },
      }),
    ],
  },
  {
    question:
      "resize a stream of another environment, or change its metrics: AWS can't tell streams apart here",
    calls: [
      call("kinesis:UpdateShardCount", "*"),
      call("kinesis:UpdateStreamMode", "*"),
      call("kinesis:EnableEnhancedMonitoring", "*"),
      call("kinesis:DisableEnhancedMonitoring", "*"),
    ],
  },
  {
    question: "end anybody's subscription to any topic: AWS can't tell subscriptions apart",
    calls: [call("sns:Unsubscribe", "*")],
  },
  {
    question: "make a crawler without the lake's tags",
    calls: [call("glue:CreateCrawler", "*")],
  },
  {
    question: "change a bucket of another environment",
    calls: [call("s3:PutBucketPolicy", `arn:aws:s3:::${lakeNames(other).lakeBucket}`)],
  },
  {
    question: "read the lake's Terraform state, secrets included",
    calls: [call("s3:GetObject", `${states}/${stateKey(gitHubEnvironment)}`)],
  },
  {
    question: "write the lake's Terraform state",
    calls: [call("s3:PutObject", `${states}/${stateKey(gitHubEnvironment)}`)],
  },
  {
    question: "delete a state, or a version of it",
    calls: [call("s3:DeleteObject", `${states}/${stateKey(gitHubEnvironment)}`)],
  },
  {
    question: "change the bucket of the states",
    calls: [call("s3:PutBucketPolicy", `arn:aws:s3:::${stateBackendNames(scope).bucket}`)],
  },
  {
    question: "keep a plan that is to be approved",
    calls: [call("s3:PutObject", `${states}/${savedPlanPrefix(gitHubEnvironment)}1.json`)],
  },
];

const access = gitHubAccess();

/** Whether a role of workflows can do what a question asks, by evaluation of the policies that are deployed. */
export function canDo(who: WorkflowRole, { calls, byLakeRole = [] }: WorkflowQuestion): boolean {
  return (
    calls.every((each) => isAllowed(who, each, access)) &&
    byLakeRole.every((each) => isWithinBoundary(each, access))
  );
}

/** Whether a role of the lake that has every right may make a call under its boundary. */
export function isWithinBoundary(
  { action, resource, context = {} }: Call,
  stack: SynthesizedStack,
): boolean {
  const bound = Object.values(stack.statements("roles_boundary_permissions")).map(toIam);
  const refusal = evaluateAccess(
    { action, resource, context: conditionContext(context) },
    sessionOf(names.publisherRole),
    {
      identity: [everything],
      limits: [{ type: "permissions boundary", policies: [document(bound)] }],
      resource: undefined,
    },
  );
  return refusal === undefined;
}

const everything = parsePolicy(
  '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}',
);
