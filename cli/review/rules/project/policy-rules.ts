import type { ResourceChange } from "../../../terraform/plan/terraform-plan";
import type { ReviewedPlan } from "../../plan/reviewed-plan";
import { plannedStatements } from "../../policies/policy-changes";
import { isResourceBased, policyArgumentsOf } from "../../policies/policy-arguments";
import { parsePolicyJson } from "../../policies/policy-statement";
import type { PolicyStatement } from "../../policies/policy-statement";
import type { ReviewRule, RuleMatch } from "../review-rule";
import { compareViolations } from "./violations";

/** Actions without resource types in AWS's service authorization reference. */
const WITHOUT_RESOURCE_TYPES =
  /^(glue:(Get|Create)SecurityConfiguration|kms:List|logs:DescribeLogGroups|cloudwatch:PutMetricData|sts:GetCallerIdentity)/;

/** Violations of all statements of one policy, as predicates. */
type PolicyViolations = (type: string, statements: readonly PolicyStatement[]) => string[];

/** Rules about every policy, changed or not. */
export const policyRules: readonly ReviewRule[] = [
  policyRule(
    {
      id: "project/everyone",
      title: "A policy allows everyone, without a condition",
      source: "checkov CKV_AWS_70, CKV_AWS_33",
    },
    eachAllowed(({ principals, conditions }, name) =>
      principals.some((each) => each === "*" || each === "AWS:*") && conditions.length === 0
        ? [`${name} allows everyone`]
        : [],
    ),
  ),
  policyRule(
    {
      id: "project/every-action",
      title: "A policy allows every action of a service",
      source: "checkov CKV_AWS_63",
    },
    eachAllowed(({ actions }, name) =>
      actions
        .filter((each) => each === "*" || each.endsWith(":*"))
        .map((each) => `${name} allows every action: ${each}`),
    ),
  ),
  policyRule(
    {
      id: "project/every-resource",
      title: "A policy of an identity allows actions on every resource",
      source: "checkov CKV_AWS_355",
    },
    eachAllowed(({ actions, resources }, name, type) =>
      !isResourceBased(type) &&
      resources.includes("*") &&
      actions.some((each) => !WITHOUT_RESOURCE_TYPES.test(each))
        ? [`${name} allows ${actions.join(", ")} on every resource`]
        : [],
    ),
  ),
  policyRule(
    {
      id: "project/plain-http",
      title: "The policy of a bucket does not deny plain HTTP",
      source:
        "https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html (enforce encryption of data in transit)",
    },
    (type, statements) =>
      type === "aws_s3_bucket_policy" && statements.length > 0 && !statements.some(deniesPlainHttp)
        ? ["does not deny plain HTTP"]
        : [],
  ),
];

function policyRule(
  text: Pick<ReviewRule, "id" | "title" | "source">,
  violations: PolicyViolations,
): ReviewRule {
  return {
    ...text,
    level: "look closely",
    find: (plan) =>
      compareViolations(
        plan,
        priorViolations(plan, violations),
        plannedViolations(plan, violations),
      ),
  };
}

function eachAllowed(
  violations: (statement: PolicyStatement, name: string, type: string) => string[],
): PolicyViolations {
  return (type, statements) =>
    statements
      .filter(({ effect }) => effect === "Allow")
      .flatMap((statement) =>
        violations(statement, statement.sid === "" ? "a statement" : statement.sid, type),
      );
}

function priorViolations({ prior }: ReviewedPlan, violations: PolicyViolations): RuleMatch[] {
  return prior.flatMap(({ address, type, values }) =>
    policyArgumentsOf(type).flatMap((argument) =>
      violations(type, parsePolicyJson(values[argument]) ?? []).map((message) => ({
        address,
        message,
      })),
    ),
  );
}

function plannedViolations(
  { plan, planned }: ReviewedPlan,
  violations: PolicyViolations,
): RuleMatch[] {
  const changed = new Map((plan.resource_changes ?? []).map((each) => [each.address, each]));
  return planned.flatMap(({ address, type, values }) => {
    // A fixture or a filtered plan may omit unchanged resources: then the planned values are the policy.
    const unchanged: Pick<ResourceChange, "address" | "change"> = {
      address,
      change: { actions: ["no-op"], before: values, after: values },
    };
    return policyArgumentsOf(type).flatMap((argument) => {
      const { statements } = plannedStatements(plan, changed.get(address) ?? unchanged, argument);
      return violations(type, statements).map((message) => ({ address, message }));
    });
  });
}

function deniesPlainHttp({ effect, conditions }: PolicyStatement): boolean {
  return effect === "Deny" && conditions.some((each) => each.includes("aws:SecureTransport"));
}
