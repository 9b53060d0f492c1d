import type { Environment } from "../../model/environment/environment";
import {
  checkTerraformBinary,
  terraformBinaryVariable,
} from "../../model/environment/terraform-binary";
import { withVariables } from "../../model/environment/with-variables";
import { environments } from "../../config/environments";
import { didYouMean } from "../../errors/nearest-name";
import { UserError } from "../../errors/user-error";
import { violationLine } from "../../model/validation/config-violation";
import type { ConfigViolation } from "../../model/validation/config-violation";
import { rejectUnknownSettings } from "../../model/validation/environment/unknown-settings";
import { validateState } from "../../model/validation/environment/validate-state";

/**
 * An environment by its name.
 *
 * @throws UserError for a name that is not in config/environments.ts, for settings that no environment has, or for a
 *   TERRAFORM_BINARY_NAME that is not for the environment
 */
export function requireEnvironment(name: string): Environment {
  const environment = environments.find((each) => each.name === name);
  if (environment !== undefined) {
    // A misspelled setting would be ignored in silence, and the deployed lake is another than the settings say.
    throwIfAny(rejectUnknownSettings(`environments.${name}`, environment));
    return withCheckedVariables(environment);
  }
  throw missingEnvironment(name, environments);
}

/**
 * An environment with what variables set.
 *
 * @throws UserError for a TERRAFORM_BINARY_NAME that is not for the environment
 */
export function withCheckedVariables(environment: Environment): Environment {
  throwIfAny(checkTerraformBinary([environment], process.env[terraformBinaryVariable]));
  return withVariables(environment, process.env);
}

/**
 * Requires that the states of an environment have a place, before anything is asked of it.
 *
 * @throws UserError with every invalid setting of `state`
 */
export function requireValidState(environment: Environment): void {
  throwIfAny(validateState(`environments.${environment.name}`, environment));
}

/** What is said of a name that no environment has. */
export function missingEnvironment(name: string, known: readonly Environment[]): UserError {
  const names = known.map((each) => each.name);
  return new UserError(
    `There is no environment "${name}".${didYouMean(name, names)}`,
    `Choose one of ${names.join(", ")}, or add it to config/environments.ts.`,
  );
}

function throwIfAny(violations: readonly ConfigViolation[]): void {
  if (violations.length === 0) return;
  throw new UserError(violations.map(violationLine), "Correct config/environments.ts.");
}
