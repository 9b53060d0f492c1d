import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import type { Dataset } from "../../model/dataset/dataset";
import { datasets } from "../../config/datasets";
import type { Environment } from "../../model/environment/environment";
import type { DatasetNames, LakeNames } from "../../model/naming/names";
import { datasetNames, lakeNames } from "../../model/naming/names";
import { AwsClients } from "../../local/aws-clients";
import { findDataset } from "./find-dataset";
import { requireEnvironment } from "./require-environment";
import { JOB_TIMEOUT_MS, openLocalClients } from "./local-clients";
import { LOCAL } from "./local-emulator";

/** One dataset of a deployed lake: the names of its resources, and clients for them. */
export interface Target {
  readonly environment: Environment;
  readonly dataset: Dataset;
  readonly names: LakeNames & DatasetNames;
  readonly clients: AwsClients;
  /** How long to wait for an asynchronous job, a query or a crawl; on AWS the services limit it. */
  readonly jobTimeoutMs?: number;
}

/**
 * Resolves a dataset of an environment's lake: on the embedded AWS for `local`, otherwise on AWS with the user's own
 * credentials.
 *
 * @param datasetName @default - the first of config/datasets
 * @throws UserError for an unknown name, or if the embedded AWS is not running
 */
export async function resolveTarget(name: string, datasetName?: string): Promise<Target> {
  const environment = requireEnvironment(name);
  return targetOf(await openLake(environment), findDataset(datasetName));
}

/**
 * Resolves all datasets of an environment's lake, or a single one, as {@link resolveTarget} does.
 *
 * @throws UserError as {@link resolveTarget} does
 */
export async function resolveTargets(name: string, datasetName?: string): Promise<Target[]> {
  const environment = requireEnvironment(name);
  const selected = datasetName === undefined ? datasets : [findDataset(datasetName)];
  const lake = await openLake(environment);
  return selected.map((dataset) => targetOf(lake, dataset));
}

/**
 * Resolves as {@link resolveTargets} does, for what has nothing to do without a dataset.
 *
 * @throws UserError if there is none, and as {@link resolveTarget} does
 */
export async function requireTargets(name: string, datasetName?: string): Promise<Target[]> {
  findDataset(datasetName);
  return resolveTargets(name, datasetName);
}

interface Lake {
  readonly environment: Environment;
  readonly accountId: string;
  readonly clients: AwsClients;
}

async function openLake(environment: Environment): Promise<Lake> {
  const { name, region } = environment;
  if (name !== LOCAL && process.env.AWS_ENDPOINT_URL !== undefined) {
    process.stderr.write(
      `AWS_ENDPOINT_URL is set: "${name}" is accessed at ${process.env.AWS_ENDPOINT_URL}, not on AWS.\n`,
    );
  }
  const clients = name === LOCAL ? await openLocalClients(region) : new AwsClients({ region });
  const accountId = environment.accountId ?? (await callerAccount(clients));
  return { environment, accountId, clients };
}

function targetOf({ environment, accountId, clients }: Lake, dataset: Dataset): Target {
  const { project, name, existing } = environment;
  const scope = { project, environment: name, accountId, existing };
  return {
    environment,
    dataset,
    clients,
    ...(name === LOCAL ? { jobTimeoutMs: JOB_TIMEOUT_MS } : {}),
    names: { ...lakeNames(scope), ...datasetNames(scope, dataset.name) },
  };
}

async function callerAccount(clients: AwsClients): Promise<string> {
  const { Account } = await clients.sts.send(new GetCallerIdentityCommand({}));
  if (Account === undefined) throw new Error("GetCallerIdentity returned no account");
  return Account;
}
