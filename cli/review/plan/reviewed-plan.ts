import { usageDefaults } from "../../cost/usage";
import type { Usage } from "../../cost/usage";
import { plannedResources, priorResources } from "../../terraform/plan/plan-resources";
import type {
  PlannedChange,
  ResourceChange,
  TerraformPlan,
  Values,
} from "../../terraform/plan/terraform-plan";
import type { TerraformResource } from "../../terraform/plan/terraform-resource";
import { costChange } from "../changes/cost-change";
import type { CostChange } from "../changes/cost-change";
import { changeKindOf } from "../changes/change-kind";
import type { ChangeKind } from "../changes/change-kind";
import { tableChanges } from "../changes/table-changes";
import type { TableChange } from "../changes/table-changes";
import { policyChanges } from "../policies/policy-changes";
import type { PolicyChange } from "../policies/policy-changes";
import { changedPaths } from "./changed-paths";
import { configuredExpressions } from "./configured-expressions";

/** A resource that a plan changes, as rules see it. */
export interface ReviewedChange {
  readonly address: string;
  /** For example `aws_iam_role`. */
  readonly type: string;
  readonly kind: ChangeKind;
  /** Null for a creation. */
  readonly before: Values | null;
  /** Null for a deletion; without values that are known only after apply. */
  readonly after: Values | null;
  /** `true` for each value that is known only after apply. */
  readonly unknown: unknown;
  /**
   * Paths of the arguments that differ, without the indexes of lists, for example `ingress.cidr_blocks`; of a creation those
   * that are set. Without what only the provider computes.
   */
  readonly changedPaths: readonly string[];
  /** Arguments as the configuration has them, with their references; undefined if the plan has no configuration of it. */
  readonly expressions: Values | undefined;
  /** As Terraform has it. */
  readonly source: ResourceChange;
}

/** A plan as rules see it. */
export interface ReviewedPlan {
  /** As Terraform has it. */
  readonly plan: TerraformPlan;
  /** Managed resources that it changes, imports or moves. */
  readonly changes: readonly ReviewedChange[];
  /** Resources before it is applied. */
  readonly prior: readonly TerraformResource[];
  /** Resources after it is applied; a value that is known only then is a reference like `${aws_s3_bucket.lake.arn}`. */
  readonly planned: readonly TerraformResource[];
  /** Statements that it adds to and removes from policies. */
  readonly policies: readonly PolicyChange[];
  /** Changes of the schemas of tables. */
  readonly tables: readonly TableChange[];
  /** Absent where the region is unknown or has no prices. */
  readonly cost: CostChange | undefined;
  /** Protected resources for which Terraform refuses it. */
  readonly refused: readonly string[];
}

/**
 * Prepares a plan for the rules.
 *
 * @param refused protected resources for which Terraform refuses the plan; the plan itself does not name them
 */
export function readReviewedPlan(
  plan: TerraformPlan,
  usage: Usage = usageDefaults,
  refused: readonly string[] = [],
): ReviewedPlan {
  return {
    plan,
    changes: (plan.resource_changes ?? []).flatMap((change) => reviewedChange(plan, change) ?? []),
    prior: withChanged(priorResources(plan), plan, ({ before }) => before),
    planned: withChanged(plannedResources(plan), plan, ({ after }) => after),
    policies: policyChanges(plan),
    tables: tableChanges(plan),
    cost: costChange(plan, usage),
    refused,
  };
}

/** A filtered plan may lack the values of what it changes: then those of the changes count. */
function withChanged(
  resources: readonly TerraformResource[],
  { resource_changes = [] }: TerraformPlan,
  valuesOf: (change: PlannedChange) => Values | null,
): TerraformResource[] {
  const known = new Set(resources.map(({ address }) => address));
  const missing = resource_changes.flatMap(({ address, type, mode, change }) => {
    const values = valuesOf(change);
    return mode !== "managed" || values === null || known.has(address)
      ? []
      : [{ address, type, values }];
  });
  return [...resources, ...missing];
}

function reviewedChange(plan: TerraformPlan, source: ResourceChange): ReviewedChange | undefined {
  const planned = changeKindOf(source);
  if (planned === undefined || source.mode === "data") return undefined;
  // A later Terraform may have other modes.
  const kind = source.mode === "managed" ? planned : "unknown";
  const { address, type, change } = source;
  const expressions = configuredExpressions(plan, address);
  return {
    address,
    type,
    kind,
    before: change.before,
    after: change.after,
    unknown: change.after_unknown,
    changedPaths: changedPaths(change, { type, expressions }),
    expressions,
    source,
  };
}
