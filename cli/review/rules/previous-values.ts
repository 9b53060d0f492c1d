import type { Values } from "../../terraform/plan/terraform-plan";
import { isImported } from "../changes/change-kind";
import type { ReviewedChange } from "../plan/reviewed-plan";

/**
 * Values that a change is compared with: null for what a plan creates, and for what it imports, since nobody reviewed that
 * here before.
 */
export function previousValues({ source, before }: ReviewedChange): Values | null {
  return isImported(source) ? null : before;
}

/** Changes after which a resource of one of the types exists, with its values. */
export function existingAfter(
  changes: readonly ReviewedChange[],
  types: readonly string[],
): (ReviewedChange & { readonly after: Values })[] {
  return changes.flatMap((change) =>
    types.includes(change.type) && change.after !== null && change.kind !== "forget"
      ? [{ ...change, after: change.after }]
      : [],
  );
}
