import { record } from "./record";
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
 * @param plan the document of `terraform show -json`
 */
export function plannedStack(name: string, plan: unknown): PlannedStack {
  const planned = resourcesOf(record(record(record(plan).planned_values).root_module));
  return {
    name,
    elements: planned.map(({ mode, type, name: own }) => ({
      kind: mode === "data" ? "data" : "resource",
      type: String(type),
      name: String(own),
    })),
    unresolved: planned
      .filter(({ type, values }) => {
        const argument = POLICY_ARGUMENTS[String(type)];
        return argument !== undefined && typeof record(values)[argument] !== "string";
      })
      .map(({ address }) => String(address)),
  };
}

function resourcesOf(
  module: Readonly<Record<string, unknown>>,
): readonly Readonly<Record<string, unknown>>[] {
  const { resources, child_modules: children } = module;
  return [
    ...(Array.isArray(resources) ? resources.map(record) : []),
    ...(Array.isArray(children) ? children.flatMap((child) => resourcesOf(record(child))) : []),
  ];
}
