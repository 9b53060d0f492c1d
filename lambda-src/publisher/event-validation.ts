import { createRequire } from "node:module";
import { createContractCheck, violationText } from "../../model/contract/contract-violation";
import type {
  ContractCheck,
  ContractViolation,
  Validator,
} from "../../model/contract/contract-violation";
import type { ValidationMode } from "../../model/dataset/dataset";
import type { ResolvedDataset } from "../../model/dataset/resolve-dataset";
import type { JsonEvent } from "./sending/partition-key";
import { InvalidInputError } from "./publisher-input";

/** How events are validated against the contract of their dataset. */
export interface EventValidation {
  readonly dataset: string;
  readonly mode: Exclude<ValidationMode, "off">;
  readonly check: ContractCheck;
  /** Writes a line to the log. */
  readonly log: (line: string) => void;
}

/** Violations that an error lists; it states the number of the others. */
const SHOWN_VIOLATIONS = 20;

/**
 * Validates events against their contract.
 *
 * @returns number of violations; each is logged as a line of JSON
 * @throws {@link InvalidInputError} with the violations in mode `reject`: nothing of a call with an invalid event is sent, so
 * that the whole call can be repeated when the event is fixed
 */
export function validateEvents(
  events: readonly JsonEvent[],
  { dataset, mode, check, log }: EventValidation,
): number {
  const found = events.flatMap((event, index) =>
    check(event).map((violation) => ({ index, violation })),
  );
  if (mode === "reject" && found.length > 0) throw rejection(dataset, found);
  for (const { index, violation } of found) {
    log(
      JSON.stringify({
        level: "WARN",
        type: "ContractViolation",
        dataset,
        event: index,
        ...violation,
      }),
    );
  }
  return found.length;
}

interface Found {
  readonly index: number;
  readonly violation: ContractViolation;
}

function rejection(dataset: string, found: readonly Found[]): InvalidInputError {
  const shown = found
    .slice(0, SHOWN_VIOLATIONS)
    .map(({ index, violation }) => `event ${index}: ${violationText(violation)}`);
  const more = found.length - shown.length;
  const lines = [...shown, ...(more > 0 ? [`and ${more} more`] : [])];
  return new InvalidInputError(
    `Nothing was published: every event must conform to the contract of ${dataset} (schemas/${dataset}.schema.json); ${lines.join("; ")}.`,
  );
}

/**
 * Creates the validation of a dataset from the validator in the deployment package.
 *
 * @returns undefined if the dataset has no validation
 */
export function readValidation(
  { name, validation }: ResolvedDataset,
  path: string,
  log: (line: string) => void,
): EventValidation | undefined {
  if (validation === "off") return undefined;
  // The file is generated with the deployment package.
  const validator = createRequire(path)(path) as Validator;
  return { dataset: name, mode: validation, check: createContractCheck(validator), log };
}
