import { isEmptyValue } from "../changes/same-value";
import { moduleOf } from "../../terraform/plan/resource-address";
import { configuredExpressions } from "../plan/configured-expressions";
import { containsMasked } from "../sensitive/mask-value";
import { isUnknownAt, textsAt, valuesAt } from "../plan/values-at";
import type { ResourceChange, TerraformPlan, Values } from "../../terraform/plan/terraform-plan";
import { parsePolicyJson, statementsFromBlocks } from "./policy-statement";
import type { PolicyStatement } from "./policy-statement";

/** A resource with a policy. */
export type PolicyHolder = Pick<ResourceChange, "address" | "type" | "change">;

/** Statements of a policy after apply. */
export interface PlannedStatements {
  readonly statements: readonly PolicyStatement[];
  /** Whether the policy, or a part of it, is known only after apply. */
  readonly unknown: boolean;
  /** Whether the statements are known nevertheless. */
  readonly resolved: boolean;
}

/**
 * Statements of a policy after apply. Where its JSON is known only then, they come from the `aws_iam_policy_document`
 * that defines it.
 */
export function plannedStatements(
  plan: TerraformPlan,
  resource: PolicyHolder,
  argument: string,
): PlannedStatements {
  const { address, change } = resource;
  // The document that defines a sensitive policy is as sensitive.
  if (containsMasked(valuesAt(change.after, argument))) {
    return { statements: [], unknown: false, resolved: true };
  }
  const known = statementsAt(change.after, argument);
  if (!isUnknownAt(change.after_unknown, argument) || isLeftToProvider(plan, resource, argument)) {
    return { statements: known, unknown: false, resolved: true };
  }
  const document = documentOf(plan, address, argument);
  return {
    statements: document === undefined ? known : statementsFromBlocks(document),
    unknown: true,
    resolved: document !== undefined && isWhole(document),
  };
}

/** Statements of all policies at a path, for example of each `inline_policy` of a role. */
export function statementsAt(values: unknown, argument: string): PolicyStatement[] {
  return textsAt(values, argument).flatMap((text) => parsePolicyJson(text) ?? []);
}

/** Whether the statements of a document are all that it will have. */
function isWhole(document: Values): boolean {
  return [
    "source_policy_documents",
    "override_policy_documents",
    "source_json",
    "override_json",
  ].every((name) => isEmptyValue(document[name]));
}

/** Types that get a policy of AWS or of the provider where the configuration has none. */
const COMPUTED =
  /^aws_(?:api_gateway_rest_api|elasticsearch_domain|iam_role|kms_\w*key|opensearch_domain|s3_access_point|s3_bucket|secretsmanager_secret|sns_topic|sqs_queue|vpc_endpoint|vpc_endpoint_policy)$/;

/** Whether the configuration leaves an argument to the provider, so that what is unknown is its default. */
function isLeftToProvider(
  plan: TerraformPlan,
  { address, type, change }: PolicyHolder,
  argument: string,
): boolean {
  const [name = ""] = argument.split(".");
  const expressions = configuredExpressions(plan, address);
  if (expressions !== undefined) return !(name in expressions);
  return change.before === null && name !== "assume_role_policy" && COMPUTED.test(type);
}

function documentOf(plan: TerraformPlan, address: string, argument: string): Values | undefined {
  const expression = configuredExpressions(plan, address)?.[argument];
  const text = JSON.stringify(expression ?? null);
  const name = /data\.aws_iam_policy_document\.([A-Za-z0-9_-]+)/.exec(text)?.[0];
  const module = moduleOf(address);
  const read = plan.resource_changes?.find(
    (each) => each.mode === "data" && name !== undefined && each.address === module + name,
  );
  return read?.change.after ?? undefined;
}
