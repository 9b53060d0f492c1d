import { compileContract } from "../../model/contract/compile-contract";
import { violationText } from "../../model/contract/contract-violation";
import type { Dataset } from "../../model/dataset/dataset";
import { ColumnLabels } from "./column-label";

/** Violations of the contract by published events. */
export interface FoundViolations {
  /** Violations of all events together. */
  readonly violations: number;
  /** Events with at least one. */
  readonly violating: number;
  /** The first of them, by the number of its event; absent if there is none. */
  readonly firstViolation?: string;
}

/**
 * Finds how events violate the contract of their dataset, for publishers that do not validate.
 *
 * @param events by their numbers
 */
export function findViolations(
  events: ReadonlyMap<number, unknown>,
  dataset: Dataset,
): FoundViolations {
  const check = compileContract(dataset);
  const labels = new ColumnLabels(dataset.columns);
  let [violations, violating] = [0, 0];
  let firstViolation: string | undefined;
  for (const [number, event] of events) {
    const found = check(event);
    const [first] = found;
    if (first === undefined) continue;
    violations += found.length;
    violating += 1;
    firstViolation ??= `event ${number}, ${violationText({ ...first, path: labels.ofPath(first.path) })}`;
  }
  return { violations, violating, ...(firstViolation === undefined ? {} : { firstViolation }) };
}
