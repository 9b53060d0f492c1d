import { countOf } from "../terminal/count-of";
import { renderBuckets } from "./plan/render-plan";
import type { RemainingResource } from "./remaining/remaining-resource";
import type { DestroyedResources } from "./run-destroy";

/** What `lake destroy --json` prints. */
export interface DestroyReport extends DestroyedResources {
  readonly environment: string;
  readonly accountId: string;
  readonly left: readonly RemainingResource[];
  /** Sum of what is known of that, in cents. */
  readonly centsPerMonth: number;
}

/** What was destroyed, what is left, and what that costs. */
export function renderDestroyed(report: DestroyReport): string {
  const { environment, accountId, resources, emptied, left, centsPerMonth } = report;
  return [
    resources === 0
      ? `There is nothing to destroy: ${environment} has no resources in account ${accountId}.`
      : `${environment} is destroyed: ${countOf(resources, "resource")} in account ${accountId}.`,
    ...(emptied.length === 0 ? [] : ["Deleted from its buckets:", renderBuckets(emptied)]),
    ...(left.length === 0
      ? ["Nothing is left."]
      : [
          "Left:",
          ...left.flatMap(renderLeft),
          `These cost $${(centsPerMonth / 100).toFixed(2)} a month${isComplete(left) ? "" : ", and what is not known"}.`,
        ]),
  ].join("\n");
}

function renderLeft({ what, name, until, centsPerMonth, advice }: RemainingResource): string[] {
  const cost =
    centsPerMonth === undefined ? "cost not known" : `$${(centsPerMonth / 100).toFixed(2)} a month`;
  return [
    `  ${what}: ${name}${until === undefined ? "" : `, until ${until}`} (${cost})`,
    `    ${advice}`,
  ];
}

function isComplete(left: readonly RemainingResource[]): boolean {
  return left.every(({ centsPerMonth }) => centsPerMonth !== undefined);
}
