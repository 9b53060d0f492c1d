import type { Environment } from "../../model/environment/environment";
import { withProviderRange } from "../../model/environment/provider-versions";
import { environments } from "../../config/environments";
import { UserError } from "../../errors/user-error";

/**
 * An environment by its name.
 *
 * @throws UserError for a name that is not in config/environments.ts
 */
export function requireEnvironment(name: string): Environment {
  const environment = environments.find((each) => each.name === name);
  if (environment !== undefined) {
    return withProviderRange(environment, process.env.LAKE_PROVIDER_RANGE);
  }
  throw new UserError(
    `There is no environment "${name}".`,
    `Choose one of ${environments.map((each) => each.name).join(", ")}, or add it to config/environments.ts.`,
  );
}
