import { lossOf } from "../../changes/stateful-types";
import type { Loss } from "../../changes/stateful-types";
import { harmlessToDestroy } from "../../knowledge/known-types";
import type { ReviewedChange, ReviewedPlan } from "../../plan/reviewed-plan";
import type { ReviewRule, RuleMatch } from "../review-rule";
import { argumentRule } from "../arguments/argument-rule";
import { deletingWorkflow } from "./deleting-workflow";
import { removedDelivery } from "../delivery/removed-delivery";
import { removedProtection } from "../durability/removed-protection";
import { removedMonitoring } from "../monitoring/removed-monitoring";
import { classifiedTypes } from "./holdings-of";
import { overwritingRules } from "./overwriting";
import { overwrittenObject } from "./overwritten-object";

/** What destroys data, or takes away a resource. */
export const dataLossRules: readonly ReviewRule[] = [
  {
    id: "data-loss/destroyed-data",
    title: "A resource with data is destroyed or replaced",
    source:
      "https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#prevent_destroy",
    level: "destroys data",
    find: (plan) => destroyed(plan, ({ loss }) => loss?.kind === "data"),
  },
  {
    id: "data-loss/destroyed-unclassified",
    title: "A resource is destroyed or replaced that may hold anything",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteStack.html (deletes every resource of a stack)",
    level: "look closely",
    find: (plan) =>
      destroyed(plan, ({ loss, isClassified }) => loss?.kind === "unknown" || !isClassified),
  },
  {
    id: "data-loss/destroyed",
    title: "A resource without data is destroyed or replaced",
    source: "https://developer.hashicorp.com/terraform/language/resources/behavior",
    level: "look closely",
    find: (plan) =>
      destroyed(
        plan,
        ({ type, kind, loss, isClassified }) =>
          isClassified &&
          (loss === undefined || loss.kind === "metadata") &&
          !harmlessToDestroy(type) &&
          !(kind === "delete" && isJudgedRemoval(type)),
      ),
  },
  overwrittenObject,
  deletingWorkflow,
  ...overwritingRules.map(argumentRule),
];

/** A resource that is destroyed, for good or to be replaced. */
interface Destroyed {
  readonly kind: ReviewedChange["kind"];
  readonly type: string;
  readonly loss: Loss | undefined;
  /** Whether it is known what its type holds. */
  readonly isClassified: boolean;
}

function destroyed({ changes }: ReviewedPlan, counts: (each: Destroyed) => boolean): RuleMatch[] {
  return changes.filter(isDestroyed).flatMap((change) => {
    const { address, type, kind, before } = change;
    const loss = lossOf(type, before);
    const isClassified = classifiedTypes.has(type);
    if (!counts({ type, kind, loss, isClassified })) return [];
    const lost = isClassified ? loss?.what : "nobody has said what such a resource holds";
    return [
      { address, message: `${destruction(change)}${lost === undefined ? "" : `; lost: ${lost}`}` },
    ];
  });
}

/** Whether another rule says what no longer happens without a resource of this type. */
function isJudgedRemoval(type: string): boolean {
  return [removedProtection, removedDelivery, removedMonitoring].some(
    ({ removes }) => removes[type] !== undefined,
  );
}

function isDestroyed({ kind }: ReviewedChange): boolean {
  return kind === "delete" || kind === "replace";
}

function destruction({ kind, source }: ReviewedChange): string {
  const incomplete =
    source.action_reason === "replace_because_tainted"
      ? ", since an earlier apply created it incompletely"
      : "";
  return `is ${kind === "replace" ? "replaced" : "destroyed"}${incomplete}`;
}
