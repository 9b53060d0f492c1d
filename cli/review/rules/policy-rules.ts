import { plannedResources, priorResources } from "../../terraform/plan/plan-resources";
import type { ResourceChange, TerraformPlan } from "../../terraform/plan/terraform-plan";
import { plannedStatements, policyArgumentsOf } from "../policies/policy-changes";
import { parsePolicyJson } from "../policies/policy-statement";
import type { PolicyStatement } from "../policies/policy-statement";
import type { RuleViolation } from "./rule-violation";

/** Resource-based policies: `*` as a resource means the resource that the policy is attached to. */
const RESOURCE_BASED =
  /^aws_(kms_key|s3_bucket|sns_topic|sqs_queue|glue_resource|kinesis_resource)/;
/** Actions without resource types in AWS's service authorization reference. */
const WITHOUT_RESOURCE_TYPES =
  /^(glue:(Get|Create)SecurityConfiguration|kms:List|logs:DescribeLogGroups|cloudwatch:PutMetricData|sts:GetCallerIdentity)/;

/** Violations of the policies that exist before a plan is applied. */
export function priorPolicyViolations(plan: TerraformPlan): RuleViolation[] {
  return priorResources(plan).flatMap(({ address, type, values }) =>
    policyArgumentsOf(type).flatMap((argument) =>
      policyViolations(address, type, parsePolicyJson(values[argument]) ?? []),
    ),
  );
}

/** Violations of the policies that exist after a plan is applied. */
export function plannedPolicyViolations(plan: TerraformPlan): RuleViolation[] {
  const changed = new Map((plan.resource_changes ?? []).map((each) => [each.address, each]));
  return plannedResources(plan).flatMap((resource) => {
    const { address, type, values } = resource;
    // A fixture or a filtered plan may omit unchanged resources: then the planned values are the policy.
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
  const violations = statements
    .filter(({ effect }) => effect === "Allow")
    .flatMap((statement) => statementViolations(type, statement));
  const deniesHttp = statements.some(
    ({ effect, conditions }) =>
      effect === "Deny" && conditions.some((each) => each.includes("aws:SecureTransport")),
  );
  const plainHttp =
    type === "aws_s3_bucket_policy" && statements.length > 0 && !deniesHttp
      ? ["does not deny plain HTTP"]
      : [];
  return [...violations, ...plainHttp].map((what) => ({ address, what }));
}

function statementViolations(type: string, statement: PolicyStatement): string[] {
  const { sid, actions, resources, principals, conditions } = statement;
  const name = sid === "" ? "a statement" : sid;
  const anyone = principals.some((each) => each === "*" || each === "AWS:*");
  const wideActions = actions.filter((each) => each === "*" || each.endsWith(":*"));
  const wideResource =
    !RESOURCE_BASED.test(type) &&
    resources.includes("*") &&
    actions.some((each) => !WITHOUT_RESOURCE_TYPES.test(each));
  return [
    ...(anyone && conditions.length === 0 ? [`${name} allows everyone`] : []),
    ...wideActions.map((each) => `${name} allows every action: ${each}`),
    ...(wideResource ? [`${name} allows ${actions.join(", ")} on every resource`] : []),
  ];
}
