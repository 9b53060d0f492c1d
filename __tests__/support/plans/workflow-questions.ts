import { datasets } from "../../fixtures/datasets";
import { datasetNames, lakeNames, stateBackendNames } from "../../../model/naming/names";
import {
  s3StateLocation,
  hasS3State,
  savedPlanPrefix,
  stateObjectKey,
} from "../../../model/naming/state-location";
import { conditionContext } from "../../../local/iam/policy/condition-context";
import { evaluateAccess } from "../../../local/iam/policy/evaluation";
import { parsePolicy } from "../../../local/iam/policy/policy-document";
import {
  ACCOUNT,
  defaultKeyPolicy,
  gitHubAccess,
  gitHubEnvironment,
  isAllowed,
  sessionOf,
} from "./github-access";
import type { Call, WorkflowRole } from "./github-access";
import { document, keyPolicyOf, toIam } from "./iam-policy";
import type { SynthesizedStack } from "./synth";
import { synthesizeLake } from "./synth";

/** What an attacker could do with the credentials of a workflow. */
export interface WorkflowQuestion {
  readonly question: string;
  /** The calls that the role itself must be allowed to make, all of them. */
  readonly calls: readonly Call[];
  /** The calls that the boundary of the lake's roles must allow, once the workflow's role has granted them everything. */
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
  resourcePolicy: defaultKeyPolicy,
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
  { question: "read objects of the lake", calls: [call("s3:GetObject", object)] },
  { question: "write objects to the lake", calls: [call("s3:PutObject", object)] },
  { question: "delete objects or old versions of them", calls: [call("s3:DeleteObject", object)] },
  { question: "delete a bucket", calls: [call("s3:DeleteBucket", lakeBucket)] },
  { question: "read records of a stream", calls: [call("kinesis:GetRecords", stream)] },
  { question: "put records into a stream", calls: [call("kinesis:PutRecords", stream)] },
  {
    question: "delete a stream and its records",
    calls: [call("kinesis:DeleteStream", stream)],
  },
  {
    question: "delete a delivery stream",
    calls: [call("firehose:DeleteDeliveryStream", delivery)],
  },
  { question: "delete a table", calls: [call("glue:DeleteTable", table)] },
  { question: "delete the database", calls: [call("glue:DeleteDatabase", database)] },
  {
    question: "run a query",
    calls: [call("athena:StartQueryExecution", arn("athena", `workgroup/${names.workGroup}`))],
  },
  { question: "disable a key of the lake", calls: [call("kms:DisableKey", key, ownKey)] },
  {
    question: "schedule the deletion of a key",
    calls: [call("kms:ScheduleKeyDeletion", key, ownKey)],
  },
  {
    question: "decrypt with a key of the lake",
    calls: [call("kms:Decrypt", key, { ...ownKey, context: throughS3 })],
  },
  {
    question: "grant anyone access to objects, with a bucket policy",
    calls: [call("s3:PutBucketPolicy", lakeBucket)],
  },
  {
    question: "grant anyone the use or the deletion of a key, with a key policy",
    calls: [call("kms:PutKeyPolicy", key, ownKey)],
  },
  {
    question: "make a bucket public",
    calls: [
      call("s3:PutBucketPolicy", lakeBucket),
      call("s3:PutBucketPublicAccessBlock", lakeBucket),
    ],
  },
  {
    question: "expire objects, with a lifecycle rule",
    calls: [call("s3:PutLifecycleConfiguration", lakeBucket)],
  },
  {
    question: "suspend versioning, or encrypt new objects with another key",
    calls: [
      call("s3:PutBucketVersioning", lakeBucket),
      call("s3:PutEncryptionConfiguration", lakeBucket),
    ],
  },
  {
    question: "expire records sooner, with a shorter retention",
    calls: [call("kinesis:DecreaseStreamRetentionPeriod", stream)],
  },
  {
    question: "deliver to another destination that the delivery role can write to",
    calls: [call("firehose:UpdateDestination", delivery)],
  },
  {
    question: "point a table to other objects or columns",
    calls: [call("glue:UpdateTable", table)],
  },
  {
    question:
      "read and write the lake's objects, with a function's code and the policy of its role",
    calls: byFunction,
    byLakeRole: [call("s3:GetObject", object), call("s3:PutObject", object)],
  },
  {
    question: "read records of the streams in the same way",
    calls: byFunction,
    byLakeRole: [call("kinesis:GetRecords", stream)],
  },
  {
    question: "delete objects in the same way",
    calls: byFunction,
    byLakeRole: [call("s3:DeleteObject", object)],
  },
  {
    question: "read other data of the account in the same way",
    calls: byFunction,
    byLakeRole: [call("s3:GetObject", "arn:aws:s3:::payroll/2026.csv")],
  },
  {
    question: "gain more permissions in the account in the same way",
    calls: byFunction,
    byLakeRole: [call("iam:PutRolePolicy", role("admin"))],
  },
  {
    question: "stop deliveries, by deleting the policy of their role",
    calls: [call("iam:DeleteRolePolicy", role(names.deliveryRole))],
  },
  {
    question:
      "grant access to the lake's tables in Lake Formation (yes where `lakeFormation` is set)",
    calls: [call("lakeformation:GrantPermissions", "*")],
  },
  {
    question: "delete alarms",
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
    question: "change the trust policy of a role of the lake",
    calls: [call("iam:UpdateAssumeRolePolicy", role(names.deliveryRole), { context: boundary })],
  },
  {
    question: 'create a role (yes with `rolesMadeBy: "workflows"`)',
    calls: [call("iam:CreateRole", role(names.deliveryRole), { context: boundary })],
  },
  {
    question: "remove the permissions boundary of a role",
    calls: [
      call("iam:DeleteRolePermissionsBoundary", role(names.deliveryRole), { context: boundary }),
    ],
  },
  {
    question: "change a key of another owner",
    calls: [call("kms:PutKeyPolicy", key, otherKey)],
  },
  {
    question: "tag a key that has no other owner's tags and no alias, which grants no access to it",
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
      "resize any stream of the account or change its metrics: these actions have no resource types",
    calls: [
      call("kinesis:UpdateShardCount", "*"),
      call("kinesis:UpdateStreamMode", "*"),
      call("kinesis:EnableEnhancedMonitoring", "*"),
      call("kinesis:DisableEnhancedMonitoring", "*"),
    ],
  },
  {
    question: "delete any subscription to any topic: the action has no resource types",
    calls: [call("sns:Unsubscribe", "*")],
  },
  {
    question: "create a crawler without the lake's tags",
    calls: [call("glue:CreateCrawler", "*")],
  },
  {
    question: "change a bucket of another environment",
    calls: [call("s3:PutBucketPolicy", `arn:aws:s3:::${lakeNames(other).lakeBucket}`)],
  },
  {
    question: "read the lake's Terraform state, secrets included",
    calls: [call("s3:GetObject", `${states}/${stateObjectKey(gitHubEnvironment)}`)],
  },
  {
    question: "write the lake's Terraform state",
    calls: [call("s3:PutObject", `${states}/${stateObjectKey(gitHubEnvironment)}`)],
  },
  {
    question: "delete a state or a version of it",
    calls: [call("s3:DeleteObject", `${states}/${stateObjectKey(gitHubEnvironment)}`)],
  },
  {
    question: "change the state bucket",
    calls: [call("s3:PutBucketPolicy", `arn:aws:s3:::${stateBackendNames(scope).bucket}`)],
  },
  {
    question: "save a plan for approval",
    calls: [call("s3:PutObject", `${states}/${savedPlanPrefix(gitHubEnvironment)}1.json`)],
  },
];

const access = gitHubAccess();

/** Whether a workflow role can do what a question asks, evaluated from the deployed policies. */
export function canDo(who: WorkflowRole, { calls, byLakeRole = [] }: WorkflowQuestion): boolean {
  return (
    calls.every((each) => isAllowed(who, each, access)) &&
    byLakeRole.every((each) => isWithinBoundary(each, access))
  );
}

/** Whether the permissions boundary lets a role of the lake with all permissions make a call. */
export function isWithinBoundary(
  { action, resource, context = {} }: Call,
  stack: SynthesizedStack,
): boolean {
  const bound = Object.values(stack.statements("roles_boundary_permissions")).map(toIam);
  const denial = evaluateAccess(
    { action, resource, context: conditionContext(context) },
    sessionOf(names.publisherRole),
    {
      identity: [everything],
      limits: [{ type: "permissions boundary", policies: [document(bound)] }],
      resource: undefined,
    },
  );
  return denial === undefined;
}

const everything = parsePolicy(
  '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}',
);
