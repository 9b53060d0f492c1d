import { dollars } from "../cost/cost-line";
import type { CostChange } from "./changes/cost-change";
import type { Finding } from "./rules/findings";
import type { PolicyChange } from "./policies/policy-changes";
import { isDestroyed } from "./changes/resource-review";
import type { ReviewedResource } from "./changes/resource-review";
import type { TableChange } from "./changes/table-changes";

/** How much attention a plan needs. */
export type VerdictLevel = "nothing to do" | "safe" | "look closely" | "destroys data";

/** The first line of a review, with its reasons. */
export interface Verdict {
  readonly level: VerdictLevel;
  readonly reasons: readonly string[];
}

/** Input of a verdict. */
export interface VerdictInput {
  readonly resources: readonly ReviewedResource[];
  readonly policies: readonly PolicyChange[];
  readonly tables: readonly TableChange[];
  readonly findings: readonly Finding[];
  readonly cost?: CostChange | undefined;
  /** Number of outputs that change. */
  readonly outputs: number;
  /** Whether Terraform could not finish the plan. */
  readonly errored: boolean;
  /** Protected resources for which Terraform refuses the plan. @default - none */
  readonly refused?: readonly string[];
}

/** Types that lose nothing when they are destroyed or replaced: they consist of their arguments only. */
const replaceable =
  /^aws_(athena_named_query|cloudwatch_log_stream|glue_security_configuration|cloudwatch_query_definition)$/;
/** A cost increase above both of these needs attention. */
const NOTABLE_CENTS = 1_000;
const NOTABLE_SHARE = 0.1;

/** Rates a plan by its most severe change. */
export function verdictOf(input: VerdictInput): Verdict {
  const { resources, outputs, errored } = input;
  const lost = resources.filter(({ loss }) => loss?.kind === "data");
  const losses = lost.map(
    ({ kind, address, incomplete }) =>
      `${kind === "replace" ? "replaces" : "destroys"} ${address}${incomplete ? ", which an earlier apply created incompletely" : ""}`,
  );
  const reasons = [...losses, ...concerns(input)];
  if (lost.length > 0) return { level: "destroys data", reasons };
  if (reasons.length > 0) return { level: "look closely", reasons };
  const nothing = resources.length + outputs === 0 && !errored;
  return { level: nothing ? "nothing to do" : "safe", reasons: [] };
}

/** 0 for nothing to do, 2 for changes, 3 if a second person should review them. */
export function exitCodeOf({ level }: Verdict): 0 | 2 | 3 {
  if (level === "nothing to do") return 0;
  return level === "safe" ? 2 : 3;
}

function concerns(input: VerdictInput): string[] {
  const { resources, policies, tables, findings, cost, errored, refused = [] } = input;
  const destroyed = resources.filter(
    (each) => isDestroyed(each) && each.loss?.kind !== "data" && !replaceable.test(each.type),
  );
  const widened = policies.filter(({ widens }) => widens);
  const breaking = tables.filter(({ compatible }) => !compatible);
  const fresh = findings.filter(({ isNew }) => isNew);
  return [
    ...(refused.length > 0
      ? [`Terraform refuses the plan: prevent_destroy protects ${refused.join(", ")}`]
      : []),
    ...(errored && refused.length === 0
      ? ["the plan is incomplete: Terraform reported an error"]
      : []),
    ...some(
      destroyed.length,
      "resource without data is destroyed or replaced",
      "resources without data are destroyed or replaced",
    ),
    ...some(widened.length, "policy allows more than before", "policies allow more than before"),
    ...some(breaking.length, "breaking change of a schema", "breaking changes of schemas"),
    ...some(fresh.length, "new rule violation", "new rule violations"),
    ...some(
      resources.filter(({ kind }) => kind === "forget").length,
      "resource is removed from Terraform's state, and continues to exist",
      "resources are removed from Terraform's state, and continue to exist",
    ),
    ...costConcern(cost),
  ];
}

function some(count: number, one: string, many: string): string[] {
  return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
}

function costConcern(cost: CostChange | undefined): string[] {
  if (cost === undefined || cost.beforeCents === 0) return [];
  const more = cost.afterCents - cost.beforeCents;
  if (more <= NOTABLE_CENTS || more <= cost.beforeCents * NOTABLE_SHARE) return [];
  return [`costs ${dollars(more)} a month more`];
}
