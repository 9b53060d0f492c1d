import type { Environment } from "../../model/environment/environment";
import { withProviderRange } from "../../model/environment/provider-versions";
import { environments } from "../../config/environments";
import { nearestName } from "../../errors/nearest-name";
import { UserError } from "../../errors/user-error";
import { violationLine } from "../../model/validation/config-violation";
import type { ConfigViolation } from "../../model/validation/config-violation";
import { rejectUnknownSettings } from "../../model/validation/environment/unknown-settings";
import { validateState } from "../../model/validation/environment/validate-state";

/**
 * An environment by its name.
 *
 * @throws UserError for a name that is not in config/environments.ts, or for settings that no environment has
 */
export function requireEnvironment(name: string): Environment {
  const environment = environments.find((each) => each.name === name);
  if (environment !== undefined) {
    // A misspelled setting would be ignored in silence, and the deployed lake is another than the settings say.
    throwIfAny(rejectUnknownSettings(`environments.${name}`, environment));
    return withProviderRange(environment, process.env.LAKE_PROVIDER_RANGE);
  }
  throw missingEnvironment(name, environments);
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
  const nearest = nearestName(name, names);
  const question = nearest === undefined ? "" : ` Did you mean ${nearest}?`;
  return new UserError(
    `There is no environment "${name}".${question}`,
    `Choose one of ${names.join(", ")}, or add it to config/environments.ts.`,
  );
}

function throwIfAny(violations: readonly ConfigViolation[]): void {
  if (violations.length === 0) return;
  throw new UserError(violations.map(violationLine), "Correct config/environments.ts.");
}
