import { refersTo, resourcesOf, text } from "../terraform/plan/terraform-resource";
import type { TerraformResource } from "../terraform/plan/terraform-resource";
import { plannedResources, priorResources } from "../terraform/plan/plan-resources";
import { isRecord } from "../terraform/plan/terraform-plan";
import type { ResourceChange, TerraformPlan } from "../terraform/plan/terraform-plan";
import { plannedStatements, policyArgumentsOf } from "./policy-changes";
import { parsePolicyJson } from "./policy-statement";
import type { PolicyStatement } from "./policy-statement";

/** Something that the rules of this project forbid. */
export interface Finding {
  readonly address: string;
  readonly what: string;
  /** Whether the plan brings it, or it was there before. */
  readonly isNew: boolean;
}

type RuleViolation = Omit<Finding, "isNew">;

/** Policies of a resource that others may use; in them `*` as a resource means the resource itself. */
const resourcePolicies =
  /^aws_(kms_key|s3_bucket|sns_topic|sqs_queue|glue_resource|kinesis_resource)/;
/** Actions of a service that has no resources for them, by AWS's own reference. */
const withoutResources =
  /^(glue:(Get|Create)SecurityConfiguration|kms:List|logs:DescribeLogGroups|cloudwatch:PutMetricData|sts:GetCallerIdentity)/;

/** What the planned resources have against the rules, what is new first. */
export function findings(plan: TerraformPlan): Finding[] {
  // What is imported was there before, but nobody has reviewed it here.
  const imported = new Set(
    (plan.resource_changes ?? [])
      .filter(({ change }) => isRecord(change.importing))
      .map(({ address }) => address),
  );
  const before = new Set(
    [...resourceViolations(priorResources(plan)), ...priorPolicyViolations(plan)]
      .filter(({ address }) => !imported.has(address))
      .map(identity),
  );
  return [...resourceViolations(plannedResources(plan)), ...plannedPolicyViolations(plan)]
    .map((fault) => ({ ...fault, isNew: !before.has(identity(fault)) }))
    .sort((a, b) => Number(b.isNew) - Number(a.isNew));
}

function identity({ address, what }: RuleViolation): string {
  return `${address} ${what}`;
}

function resourceViolations(resources: readonly TerraformResource[]): RuleViolation[] {
  return [
    ...resourcesOf(resources, "aws_s3_bucket").flatMap((bucket) =>
      bucketViolations(bucket, resources),
    ),
    ...resourcesOf(resources, "aws_s3_bucket_public_access_block").flatMap(publicAccessViolations),
    ...violationsWhere(
      resources,
      "aws_kinesis_stream",
      ({ encryption_type }) => encryption_type !== "KMS",
      "is not encrypted",
    ),
    ...violationsWhere(
      resources,
      "aws_cloudwatch_log_group",
      (values) => text(values, "kms_key_id") === undefined,
      "is not encrypted with a key of yours",
    ),
    ...violationsWhere(
      resources,
      "aws_kms_key",
      ({ enable_key_rotation }) => enable_key_rotation !== true,
      "is not rotated",
    ),
  ];
}

function bucketViolations(
  bucket: TerraformResource,
  resources: readonly TerraformResource[],
): RuleViolation[] {
  const has = (type: string) =>
    resourcesOf(resources, type).some(({ values }) => refersTo(text(values, "bucket"), bucket));
  const { address } = bucket;
  return [
    ...(has("aws_s3_bucket_public_access_block")
      ? []
      : [{ address, what: "has no block of public access" }]),
    ...(has("aws_s3_bucket_server_side_encryption_configuration")
      ? []
      : [{ address, what: "says nothing of encryption" }]),
    ...(has("aws_s3_bucket_policy")
      ? []
      : [{ address, what: "has no policy that refuses plain HTTP" }]),
  ];
}

function publicAccessViolations({ address, values }: TerraformResource): RuleViolation[] {
  return [
    "block_public_acls",
    "block_public_policy",
    "ignore_public_acls",
    "restrict_public_buckets",
  ]
    .filter((flag) => values[flag] !== true)
    .map((flag) => ({ address, what: `does not ${flag.replaceAll("_", " ")}` }));
}

function violationsWhere(
  resources: readonly TerraformResource[],
  type: string,
  isFault: (values: TerraformResource["values"]) => boolean,
  what: string,
): RuleViolation[] {
  return resourcesOf(resources, type)
    .filter(({ values }) => isFault(values))
    .map(({ address }) => ({ address, what }));
}

function priorPolicyViolations(plan: TerraformPlan): RuleViolation[] {
  return priorResources(plan).flatMap(({ address, type, values }) =>
    policyArgumentsOf(type).flatMap((argument) =>
      policyViolations(address, type, parsePolicyJson(values[argument]) ?? []),
    ),
  );
}

function plannedPolicyViolations(plan: TerraformPlan): RuleViolation[] {
  const changed = new Map((plan.resource_changes ?? []).map((each) => [each.address, each]));
  return plannedResources(plan).flatMap((resource) => {
    const { address, type, values } = resource;
    // A fixture or a filtered plan may leave out what doesn't change: then the values say it.
    const unchanged: Pick<ResourceChange, "address" | "change"> = {
      address,
      change: { actions: ["no-op"], before: values, after: values },
    };
    return policyArgumentsOf(type).flatMap((argument) =>
      policyViolations(
        address,
        type,
        plannedStatements(plan, changed.get(address) ?? unchanged, argument).statements,
      ),
    );
  });
}

function policyViolations(
  address: string,
  type: string,
  statements: readonly PolicyStatement[],
): RuleViolation[] {
  const allowed = statements.filter(({ effect }) => effect === "Allow");
  const name = ({ sid }: PolicyStatement) => (sid === "" ? "a statement" : sid);
  const faults = allowed.flatMap((statement) => {
    const { actions, resources, principals, conditions } = statement;
    const anyone = principals.some((each) => each === "*" || each === "AWS:*");
    const wideActions = actions.filter((each) => each === "*" || each.endsWith(":*"));
    const wideResource =
      !resourcePolicies.test(type) &&
      resources.includes("*") &&
      actions.some((each) => !withoutResources.test(each));
    return [
      ...(anyone && conditions.length === 0 ? [`${name(statement)} allows everyone`] : []),
      ...wideActions.map((each) => `${name(statement)} allows every action: ${each}`),
      ...(wideResource
        ? [`${name(statement)} allows ${actions.join(", ")} on every resource`]
        : []),
    ];
  });
  const refusesHttp = statements.some(
    ({ effect, conditions }) =>
      effect === "Deny" && conditions.some((each) => each.includes("aws:SecureTransport")),
  );
  const plainHttp =
    type === "aws_s3_bucket_policy" && statements.length > 0 && !refusesHttp
      ? ["does not refuse plain HTTP"]
      : [];
  return [...faults, ...plainHttp].map((what) => ({ address, what }));
}
