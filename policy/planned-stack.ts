import { allResources } from "../cli/terraform/plan/terraform-plan";
import type { TerraformPlan } from "../cli/terraform/plan/terraform-plan";
import type { ScannedStack } from "./stacks";

/** A stack as a plan of Terraform shows it. */
export interface PlannedStack extends ScannedStack {
  /** Addresses of resources whose policy is not known before the apply, so that no check can read it. */
  readonly unresolved: readonly string[];
}

/** The argument with the policy, by the type of its resource. */
const POLICY_ARGUMENTS: Readonly<Record<string, string>> = {
  aws_iam_policy: "policy",
  aws_iam_role: "assume_role_policy",
  aws_iam_role_policy: "policy",
  aws_kms_key: "policy",
  aws_s3_bucket_policy: "policy",
  aws_sns_topic_policy: "policy",
};

/** Types of which checkov judges the policy once it is resolved. */
export const RESOLVED_POLICY_TYPES: readonly string[] = [
  "aws_iam_role_policy",
  "aws_s3_bucket_policy",
  "aws_sns_topic_policy",
];

/**
 * Reads what a plan says about the resources after the apply.
 *
 * @param name of the stack
 */
export function plannedStack(
  name: string,
  { planned_values: planned }: Pick<TerraformPlan, "planned_values">,
): PlannedStack {
  const resources = allResources(planned?.root_module);
  return {
    name,
    elements: resources.map(({ mode, type, name: own }) => ({
      kind: mode === "data" ? "data" : "resource",
      type,
      name: own,
    })),
    unresolved: resources
      .filter(({ type, values }) => {
        const argument = POLICY_ARGUMENTS[type];
        return argument !== undefined && typeof values?.[argument] !== "string";
      })
      .map(({ address }) => address),
  };
}
