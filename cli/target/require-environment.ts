import type { Environment } from "../../model/environment/environment";
import { environments } from "../../config/environments";
import { UserError } from "../../errors/user-error";

/** @throws UserError for a name that config/environments.ts doesn't have */
export function requireEnvironment(name: string): Environment {
  const environment = environments.find((each) => each.name === name);
  if (environment !== undefined) return environment;
  throw new UserError(
    `There is no environment "${name}".`,
    `Choose one of ${environments.map((known) => known.name).join(", ")}, or add it to config/environments.ts.`,
  );
}
