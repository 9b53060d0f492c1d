import { GetTableCommand } from "@aws-sdk/client-glue";
import type { GlueClient } from "@aws-sdk/client-glue";
import { AwsClients } from "../../../local/aws-clients";
import { messageOf } from "../../../errors/message-of";
import { emulatorAccountId } from "../../../model/environment/emulator-account";
import type { Environment } from "../../../model/environment/environment";
import { requireCallerAccount } from "../../target/caller-account";
import { shellWord } from "../../terminal/shell-word";
import { missingEnvironment } from "../../target/require-environment";
import { datasetNames, lakeNames } from "../../../model/naming/names";

/** Whether an environment on AWS has a dataset. */
export interface DatasetDeployment {
  readonly environment: Environment;
  readonly state: "deployed" | "not deployed" | "unknown";
  /** Why it is not known; undefined if it is. */
  readonly reason?: string;
}

/** How to ask the environments. */
export interface DeployedDatasetProps {
  /** Those that people say the dataset was never deployed to: they are not asked. @default - none */
  readonly notDeployed?: readonly string[];
  /**
   * Whether people say that the dataset was never deployed to AWS: that is believed of environments that can't be asked.
   *
   * @default false
   */
  readonly neverDeployed?: boolean | undefined;
  /** @default - with the credentials of the shell, which have to be those of the environment's account */
  readonly glue?: ((environment: Environment) => GlueClient | Promise<GlueClient>) | undefined;
}

/**
 * Looks in each environment on AWS whether a dataset's table is there. The embedded AWS is left out: it can be recreated at
 * any time.
 *
 * @throws UserError if `notDeployed` has a name that no environment has, so that the one that was meant would be asked
 */
export async function findDeployments(
  dataset: string,
  environments: readonly Environment[],
  { notDeployed = [], neverDeployed = false, glue = glueOf }: DeployedDatasetProps = {},
): Promise<DatasetDeployment[]> {
  requireEnvironments(notDeployed, environments);
  return Promise.all(
    environments
      .filter(({ emulator }) => emulator === undefined)
      .map(async (environment): Promise<DatasetDeployment> => {
        if (notDeployed.includes(environment.name)) return { environment, state: "not deployed" };
        try {
          const isThere = await hasTable(await glue(environment), environment, dataset);
          return { environment, state: isThere ? "deployed" : "not deployed" };
        } catch (error) {
          if (neverDeployed) return { environment, state: "not deployed" };
          return { environment, state: "unknown", reason: messageOf(error) };
        }
      }),
  );
}

/**
 * Requires that each name is that of an environment.
 *
 * @throws UserError for the first that is not
 */
export function requireEnvironments(
  names: readonly string[],
  environments: readonly Environment[],
): void {
  const unknown = names.find((each) => !environments.some(({ name }) => name === each));
  if (unknown !== undefined) throw missingEnvironment(unknown, environments);
}

/** What is known of a deployment that stands in the way. */
export function describeDeployment(
  dataset: string,
  { environment: { name }, state, reason }: DatasetDeployment,
): string {
  return state === "deployed"
    ? `${name} has ${dataset} deployed`
    : `It is not known whether ${name} has ${dataset} deployed (${reason ?? "no answer"})`;
}

/**
 * What to do about environments that could not be asked. That they lack `accountId` proves nothing: a deployment takes the
 * account of its credentials then.
 *
 * @param command that asked, as words of a command line
 */
export function adviceOnUnknown(
  unknown: readonly DatasetDeployment[],
  command: readonly string[],
): string[] {
  const again = ["npx", "lake", "dataset", ...command].map(shellWord).join(" ");
  const names = unknown.map(({ environment: { name } }) => name);
  return [
    `If it was never deployed to AWS, you need no account: ${again} --never-deployed`,
    `Otherwise log in to the account of ${names.join(", ")}; --not-deployed NAME leaves one out.`,
  ];
}

async function hasTable(
  glue: GlueClient,
  { project, name, accountId, existing }: Environment,
  dataset: string,
): Promise<boolean> {
  // Names of databases and tables do not contain the account.
  const scope = { project, environment: name, accountId: accountId ?? emulatorAccountId, existing };
  try {
    await glue.send(
      new GetTableCommand({
        CatalogId: accountId,
        DatabaseName: lakeNames(scope).database,
        Name: datasetNames(scope, dataset).table,
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === "EntityNotFoundException") return false;
    throw error;
  }
}

async function glueOf(environment: Environment): Promise<GlueClient> {
  const clients = new AwsClients({ region: environment.region });
  // Another account, or the embedded AWS, would answer that it has no such table.
  await requireCallerAccount(environment, clients.sts);
  return clients.glue;
}
