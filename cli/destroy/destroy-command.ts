import { environments } from "../../config/environments";
import { datasets } from "../../config/datasets";
import type { AwsClients } from "../../local/aws-clients";
import { lockHome } from "../../local/home/home-lock";
import { lakeHome } from "../../local/home/lake-home";
import type { Environment } from "../../model/environment/environment";
import { datasetNames } from "../../model/naming/names";
import { writeDeployment } from "../emulator/deployment-record";
import { localFolders } from "../emulator/orphaned-terraform";
import { requireCallerAccount } from "../target/caller-account";
import { watchEmulator } from "../target/emulator-watch";
import { clientsFor, stateClientsFor } from "../target/environment-clients";
import { LOCAL, requireRunningEmulator } from "../target/local-emulator";
import { prepareStack } from "../target/prepare-stack";
import { requireEnvironment } from "../target/require-environment";
import type { Output } from "../terminal/output";
import type { TerraformResource } from "../terraform/plan/terraform-resource";
import { stackFolderOf } from "../terraform/synth";
import { confirmName } from "./confirm-name";
import { missingKeys, rejectUselessSwitch, requireKeys } from "./destroy-keys";
import type { MissingKey } from "./destroy-keys";
import { readDeployed, requireStateInS3 } from "./destroy-state";
import { findRemainingResources } from "./remaining/remaining-resources";
import { planDestroy } from "./plan/destroy-plan";
import { renderDryRun, renderPlan } from "./plan/render-plan";
import { renderDestroyed } from "./render-destroyed";
import type { DestroyReport } from "./render-destroyed";
import { rejectFilled, runDestroy } from "./run-destroy";
import type { DestroyedResources } from "./run-destroy";
import { terraformDestroy, waitForEarlierTerraform } from "./terraform-destroy";

/** Options of `lake destroy`. */
export interface DestroyOptions {
  readonly env: string;
  /** Whether to delete what its buckets hold. */
  readonly emptyBuckets: boolean;
  /** Whether to show only what would be destroyed. */
  readonly dryRun: boolean;
  /** Whether nobody is asked. */
  readonly yes: boolean;
}

/** Clients of an environment, and the account they belong to. */
interface Account {
  readonly environment: Environment;
  readonly accountId: string;
  readonly clients: AwsClients;
  readonly stateClients: AwsClients;
}

/**
 * `lake destroy --env NAME`: destroys an environment with its data. It takes both keys, and somebody who confirms. An
 * interrupted run is continued by the next one.
 */
export async function destroyCommand(output: Output, options: DestroyOptions): Promise<void> {
  const environment = requireEnvironment(options.env);
  const { name, region } = environment;
  const allowDestroy = process.env.LAKE_ALLOW_DESTROY || undefined;
  rejectUselessSwitch(environments, allowDestroy);
  const missing = missingKeys(environment, allowDestroy);
  if (!options.dryRun) requireKeys(name, missing);
  const clients = await clientsFor(environment, region);
  const stateClients = await stateClientsFor(environment);
  const unlock = name === LOCAL ? lockHome(lakeHome(), "lake destroy") : () => undefined;
  try {
    const accountId = await output.step("Check the account", () =>
      requireCallerAccount(environment, clients.sts),
    );
    await destroy(output, options, { environment, accountId, clients, stateClients }, missing);
  } finally {
    clients.destroy();
    stateClients.destroy();
    unlock();
  }
}

async function destroy(
  output: Output,
  { emptyBuckets, dryRun, yes }: DestroyOptions,
  account: Account,
  missing: readonly MissingKey[],
): Promise<void> {
  const { environment, accountId, clients, stateClients } = account;
  const { name } = environment;
  await requireStateInS3(stateClients, environment, accountId);
  const home = lakeHome();
  const folders =
    name === LOCAL
      ? localFolders(home)
      : [{ command: "destroy", stackFolder: stackFolderOf(home, "destroy", name) } as const];
  await output.step("Look for a command that was killed", (detail) =>
    waitForEarlierTerraform(folders, detail),
  );
  const terraform = {
    ...(await prepareStack(output, environment, "destroy")),
    advice: `Repair what these lines name, then run npx lake destroy --env ${name} again: it continues where this run ended.`,
  };
  const resources = await output.step("Read Terraform's state", () =>
    readDeployed(terraform, name),
  );
  if (resources.length === 0 && !dryRun) return report(output, account, resources);
  const plan = await output.step("Count what would be lost", (detail) =>
    planDestroy(
      {
        environment,
        accountId,
        missingKeys: missing,
        resources,
        clients,
      },
      detail,
    ),
  );
  if (dryRun) return output.result(plan, renderDryRun);
  output.note(renderPlan(plan));
  if (!emptyBuckets) rejectFilled(name, plan.buckets, "Nothing was destroyed.");
  if (!yes) await confirmName(name);
  const emulator = name === LOCAL ? await requireRunningEmulator() : undefined;
  const watch = emulator && watchEmulator(lakeHome(), emulator);
  try {
    const destroyed = await runDestroy(output, {
      environment: name,
      accountId,
      resources,
      buckets: plan.buckets,
      emptyBuckets,
      clients,
      terraformDestroy: (detail, targets) =>
        terraformDestroy({ terraform, environment: name, signal: watch?.signal }, detail, targets),
    });
    // The next `lake up` deploys again; until then every command says that nothing is deployed.
    if (emulator !== undefined) {
      const record = { complete: false, applying: false, destroyed: true };
      writeDeployment(lakeHome(), record);
    }
    await report(output, account, resources, destroyed);
  } finally {
    watch?.end();
  }
}

/** Of the emulator of an environment; undefined for AWS. */
async function endpointOf({ name, emulator }: Environment): Promise<string | undefined> {
  return name === LOCAL ? (await requireRunningEmulator()).endpointUrl : emulator?.endpointUrl;
}

async function report(
  output: Output,
  { environment, accountId, clients, stateClients }: Account,
  resources: readonly TerraformResource[],
  destroyed: DestroyedResources = { resources: 0, emptied: [] },
): Promise<void> {
  const { name, project, existing } = environment;
  const scope = { project, environment: name, existing };
  const left = await output.step("Look for what is left", async () =>
    findRemainingResources({
      environment,
      accountId,
      resources,
      logGroups: datasets.flatMap((dataset) => {
        const names = datasetNames(scope, dataset.name);
        return [names.publisherLogGroup, names.deliveryLogGroup, names.crawlerLogGroup];
      }),
      clients,
      endpointUrl: await endpointOf(environment),
      stateClients,
    }),
  );
  const document: DestroyReport = {
    environment: name,
    accountId,
    ...destroyed,
    left,
    centsPerMonth: left.reduce((sum, each) => sum + (each.centsPerMonth ?? 0), 0),
  };
  output.result(document, renderDestroyed);
}
