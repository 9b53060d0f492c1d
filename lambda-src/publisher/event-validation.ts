import { createRequire } from "node:module";
import { createContractCheck, violationText } from "../../model/contract/contract-violation";
import type {
  ContractCheck,
  ContractViolation,
  Validator,
} from "../../model/contract/contract-violation";
import type { Dataset, ValidationMode } from "../../model/dataset/dataset";
import type { JsonObject } from "./sending/partition-key";
import { InvalidInputError } from "./publisher-input";

/** How events are held against the contract of their dataset. */
export interface EventValidation {
  readonly dataset: string;
  readonly mode: Exclude<ValidationMode, "off">;
  readonly check: ContractCheck;
  /** Takes a line of the log. */
  readonly log: (line: string) => void;
}

/** Violations that an error names; it says how many there are. */
const SHOWN_VIOLATIONS = 20;

/**
 * Holds events against their contract.
 *
 * @returns how many violations there are; each is logged as a line of JSON
 * @throws {@link InvalidInputError} that names them, with mode `reject`: of a call with one wrong event nothing is sent,
 * so that it can be sent again as a whole once that is put right
 */
export function validateEvents(
  events: readonly JsonObject[],
  { dataset, mode, check, log }: EventValidation,
): number {
  const found = events.flatMap((event, index) =>
    check(event).map((violation) => ({ index, violation })),
  );
  if (mode === "reject" && found.length > 0) throw rejected(dataset, found);
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

function rejected(dataset: string, found: readonly Found[]): InvalidInputError {
  const shown = found
    .slice(0, SHOWN_VIOLATIONS)
    .map(({ index, violation }) => `event ${index}: ${violationText(violation)}`);
  const more = found.length - shown.length;
  const lines = [...shown, ...(more > 0 ? [`and ${more} more`] : [])];
  return new InvalidInputError(
    `Nothing was published: every event must keep the contract of ${dataset} (schemas/${dataset}.schema.json); ${lines.join("; ")}.`,
  );
}

/**
 * The validation that a dataset asks for, by the validator that was packed beside the code.
 *
 * @returns undefined where it asks for none
 */
export function readValidation(
  { name, validation = "off" }: Dataset,
  path: string,
  log: (line: string) => void,
): EventValidation | undefined {
  if (validation === "off") return undefined;
  // Whoever packed the code made this file of the dataset's contract.
  const validator = createRequire(path)(path) as Validator;
  return { dataset: name, mode: validation, check: createContractCheck(validator), log };
}
