import { lakeHome } from "../../local/home/lake-home";
import { emulatorAccountId } from "../../model/environment/emulator-account";
import type { Environment } from "../../model/environment/environment";
import { UserError } from "../../errors/user-error";
import { requireEnvironment } from "../target/require-environment";
import type { Output } from "../terminal/output";
import { synthesizeDeployed } from "./deployed-stacks";
import { deployerPolicies } from "./deployer-policies";
import type { ManagedPolicy } from "./managed-policy";
import { MAXIMUM_CHARACTERS } from "./managed-policy";

/** Options of `lake deployer-policy`. */
export interface DeployerPolicyOptions {
  readonly env: string;
  readonly accountId?: string;
}

/** What `lake deployer-policy --json` prints. */
export interface DeployerPolicyReport {
  readonly environment: string;
  readonly accountId: string;
  readonly policies: readonly ManagedPolicy[];
}

/** IAM attaches so many managed policies to a role, unless AWS raises the quota. */
const ATTACHED_POLICIES = 10;

/**
 * `lake deployer-policy --env NAME`: prints the permissions of whoever bootstraps, deploys and destroys an environment, as
 * managed policies.
 *
 * @throws UserError if the account is not known
 */
export async function deployerPolicyCommand(
  output: Output,
  { env, accountId: given }: DeployerPolicyOptions,
): Promise<void> {
  const environment = requireEnvironment(env);
  const accountId = accountOf(environment, given);
  const stacks = await output.step("Synthesize the stack", () =>
    synthesizeDeployed(lakeHome(), "deployer-policy", environment),
  );
  const policies = deployerPolicies(stacks, { ...environment, accountId });
  if (policies.length > ATTACHED_POLICIES) {
    output.note(
      `These are ${policies.length} policies; IAM attaches at most ${ATTACHED_POLICIES} to a role unless AWS raises the quota.`,
    );
  }
  output.verbatim({ environment: env, accountId, policies }, renderPolicies);
}

function accountOf({ name, accountId, emulator }: Environment, given: string | undefined): string {
  if (given !== undefined && !/^\d{12}$/.test(given)) {
    throw new UserError(
      `--account-id is ${JSON.stringify(given)}, expected twelve digits.`,
      "Give the id of the account, for example 111122223333.",
    );
  }
  if (given !== undefined && accountId !== undefined && given !== accountId) {
    throw new UserError(
      `--account-id is ${given}, but ${name} is in account ${accountId}.`,
      "Leave the option out, or change accountId in config/environments.ts.",
    );
  }
  const known = accountId ?? given ?? (emulator === undefined ? undefined : emulatorAccountId);
  if (known === undefined) {
    throw new UserError(
      `${name} has no accountId, and policies name the account of each resource.`,
      "Set accountId in config/environments.ts, or give --account-id.",
    );
  }
  return known;
}

function renderPolicies({ policies }: DeployerPolicyReport): string {
  return policies
    .map(
      ({ name, characters, document }) =>
        `${name} (${characters} of ${MAXIMUM_CHARACTERS} characters):\n${JSON.stringify(document, null, 2)}`,
    )
    .join("\n\n");
}
