import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { sampleEvents } from "../config/datasets/sample-events";
import { environments } from "../config/environments";
import type { Environment } from "../config/environment";
import type { DatasetNames, LakeNames } from "../config/names";
import { datasetNames, lakeNames } from "../config/names";
import { AwsClients } from "../local/aws-clients";
import { emulatorState } from "../local/runtime/emulator-process";
import { lakeHome } from "../local/runtime/lake-home";
import { UserError } from "../local/user-error";

/** The environment of config/environments.ts that lives in the embedded AWS. */
export const LOCAL = "local";

/** A deployed lake: its names, and clients that reach it. */
export interface Target {
  readonly environment: Environment;
  readonly names: LakeNames & DatasetNames;
  readonly clients: AwsClients;
}

/**
 * Finds an environment's lake: on the embedded AWS for `local`, otherwise on AWS with the user's own credentials.
 *
 * @throws UserError for an unknown name, or an embedded AWS that doesn't run
 */
export async function resolveTarget(name: string): Promise<Target> {
  const environment = environments.find((candidate) => candidate.name === name);
  if (environment === undefined) {
    throw new UserError(
      `There is no environment "${name}".`,
      `Choose one of ${environments.map((known) => known.name).join(", ")}, or add it to config/environments.ts.`,
    );
  }
  if (name !== LOCAL && process.env.AWS_ENDPOINT_URL !== undefined) {
    process.stderr.write(
      `AWS_ENDPOINT_URL is set: "${name}" is looked for at ${process.env.AWS_ENDPOINT_URL}, not on AWS.\n`,
    );
  }
  const clients =
    name === LOCAL
      ? await localClients(environment.region)
      : new AwsClients({ region: environment.region });
  const accountId = environment.accountId ?? (await callerAccount(clients));
  const scope = { project: environment.project, environment: name, accountId };
  return {
    environment,
    clients,
    names: { ...lakeNames(scope), ...datasetNames(scope, sampleEvents.name) },
  };
}

async function localClients(region: string): Promise<AwsClients> {
  const found = await emulatorState(lakeHome());
  if (found.state === "running") {
    const { endpointUrl } = found.emulator;
    const credentials = { accessKeyId: LOCAL, secretAccessKey: LOCAL };
    return new AwsClients({ region, endpointUrl, credentials });
  }
  throw new UserError(
    found.state === "killed"
      ? `The embedded AWS started at ${found.emulator.startedAt} was killed, and its data is gone.`
      : "The embedded AWS does not run.",
    "Start it and deploy: npx lake up",
  );
}

async function callerAccount(clients: AwsClients): Promise<string> {
  const { Account } = await clients.sts.send(new GetCallerIdentityCommand({}));
  if (Account === undefined) throw new Error("GetCallerIdentity returned no account");
  return Account;
}
