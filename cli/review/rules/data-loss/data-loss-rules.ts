import { lossOf } from "../../changes/stateful-types";
import { harmlessToDestroy } from "../../knowledge/known-types";
import type { ReviewedChange } from "../../plan/reviewed-plan";
import type { ReviewRule } from "../review-rule";

/** What destroys data, or takes away a resource. */
export const dataLossRules: readonly ReviewRule[] = [
  {
    id: "data-loss/destroyed-data",
    title: "A resource with data is destroyed or replaced",
    source:
      "https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#prevent_destroy",
    level: "destroys data",
    find: ({ changes }) =>
      changes.filter(isDestroyed).flatMap((change) => {
        const loss = lossOf(change.type, change.before);
        return loss?.kind === "data"
          ? [{ address: change.address, message: `${destruction(change)}; lost: ${loss.what}` }]
          : [];
      }),
  },
  {
    id: "data-loss/destroyed",
    title: "A resource without data is destroyed or replaced",
    source: "https://developer.hashicorp.com/terraform/language/resources/behavior",
    level: "look closely",
    find: ({ changes }) =>
      changes
        .filter(
          (change) =>
            isDestroyed(change) &&
            lossOf(change.type, change.before)?.kind !== "data" &&
            !harmlessToDestroy(change.type),
        )
        .map((change) => ({ address: change.address, message: destruction(change) })),
  },
];

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
