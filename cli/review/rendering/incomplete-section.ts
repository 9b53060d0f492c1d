import { keepIncomplete } from "../../terraform/keep-incomplete";
import type { PlanReview } from "../plan-review";

/**
 * Resources with data whose creation failed halfway, and how to keep them. Those without data lose nothing when Terraform
 * replaces them.
 *
 * @param environmentName of this project, for the commands. @default - a plan of unknown origin
 */
export function incompleteSection(
  { resources, refused }: PlanReview,
  environmentName: string | undefined,
  rows: number,
): string[] {
  const kept = resources.filter(
    ({ address, incomplete, loss }) =>
      incomplete && (loss !== undefined || refused.includes(address)),
  );
  return keepIncomplete(
    kept.map(({ address }) => address),
    environmentName,
    rows,
  );
}
