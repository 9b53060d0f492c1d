import { dollars } from "../cost/cost-line";
import type { CostChange } from "./changes/cost-change";
import type { Finding } from "./rules/findings";
import type { PolicyChange } from "./policies/policy-changes";
import { isDestroyed } from "./changes/resource-review";
import type { ReviewedResource } from "./changes/resource-review";
import type { TableChange } from "./changes/table-changes";

/** What a reviewer should do. */
export type VerdictLevel = "nothing to do" | "safe" | "look closely" | "destroys data";

/** The one line on top of a review, and why. */
export interface Verdict {
  readonly level: VerdictLevel;
  readonly reasons: readonly string[];
}

/** What a verdict is made from. */
export interface VerdictInput {
  readonly resources: readonly ReviewedResource[];
  readonly policies: readonly PolicyChange[];
  readonly tables: readonly TableChange[];
  readonly findings: readonly Finding[];
  readonly cost?: CostChange | undefined;
  /** Outputs that change. */
  readonly outputs: number;
  /** Whether Terraform could not finish the plan. */
  readonly errored: boolean;
}

/** Destroyed or replaced, these lose nothing: their text is the whole of them. */
const replaceable =
  /^aws_(athena_named_query|cloudwatch_log_stream|glue_security_configuration|cloudwatch_query_definition)$/;
/** A cost that grows by more than both of these wants a second look. */
const NOTABLE_CENTS = 1_000;
const NOTABLE_SHARE = 0.1;

/** Judges a plan by its worst part. */
export function verdictOf(grounds: VerdictInput): Verdict {
  const { resources, outputs, errored } = grounds;
  const lost = resources.filter(({ loss }) => loss?.kind === "data");
  const lose = lost.map(
    ({ kind, address }) => `${kind === "replace" ? "replaces" : "destroys"} ${address}`,
  );
  const reasons = [...lose, ...concerns(grounds)];
  if (lost.length > 0) return { level: "destroys data", reasons };
  if (reasons.length > 0) return { level: "look closely", reasons };
  const nothing = resources.length + outputs === 0 && !errored;
  return { level: nothing ? "nothing to do" : "safe", reasons: [] };
}

/** 0 for nothing to do, 2 for changes, 3 for what a second person should see. */
export function exitCodeOf({ level }: Verdict): 0 | 2 | 3 {
  if (level === "nothing to do") return 0;
  return level === "safe" ? 2 : 3;
}

function concerns(grounds: VerdictInput): string[] {
  const { resources, policies, tables, findings, cost, errored } = grounds;
  const destroyed = resources.filter(
    (each) => isDestroyed(each) && each.loss?.kind !== "data" && !replaceable.test(each.type),
  );
  const widened = policies.filter(({ widens }) => widens);
  const breaking = tables.filter(({ compatible }) => !compatible);
  const fresh = findings.filter(({ isNew }) => isNew);
  return [
    ...(errored ? ["the plan is not complete: Terraform met an error"] : []),
    ...some(
      destroyed.length,
      "resource that holds no data is destroyed or replaced",
      "resources that hold no data are destroyed or replaced",
    ),
    ...some(widened.length, "policy allows more than before", "policies allow more than before"),
    ...some(breaking.length, "breaking change of a schema", "breaking changes of schemas"),
    ...some(fresh.length, "new finding against the rules", "new findings against the rules"),
    ...some(
      resources.filter(({ kind }) => kind === "forget").length,
      "resource is forgotten by Terraform, and lives on",
      "resources are forgotten by Terraform, and live on",
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
