import type { ConfigViolation } from "../config-violation";

/** How to fix violations in a dataset. */
export const editDataset = "Change it in the dataset's file in config/datasets/.";

/** A violation in a dataset's file. */
export function datasetViolation(
  path: string,
  problem: string,
  received: unknown,
  expected: string,
): ConfigViolation {
  return { path, problem, received, expected, fix: editDataset };
}
