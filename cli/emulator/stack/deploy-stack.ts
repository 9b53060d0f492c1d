import type { LakeHome } from "../../../local/home/lake-home";
import type { RunningEmulator } from "../../../local/home/run-file";
import type { Output } from "../../terminal/output";
import { TerraformError } from "../../terraform/run-terraform";
import type { AppliedChanges } from "../../terraform/ui-output";
import { adoptResources, findResources, forgetAdopted } from "./adopt-resources";
import type { FoundResource } from "./adopt-resources";
import { readDeployment, writeDeployment } from "../deployment-record";
import { evolveDeployedTables } from "./evolve-deployed-tables";
import { installForIceberg } from "./iceberg-tools";
import { keepIncompleteResources } from "./keep-incomplete-resources";
import { applyLocally } from "./local-apply";
import { readLocalState } from "./local-state";
import type { PreparedStack } from "./prepared-stack";
import { keepCompletedState } from "./recover-state";

/** How the stack `local` is deployed. */
export interface DeployStackProps {
  readonly home: LakeHome;
  readonly emulator: RunningEmulator;
  readonly stack: PreparedStack;
  /** Whether Terraform's state may lack deployed resources. */
  readonly stateMayBeIncomplete: boolean;
  /** Whether the embedded AWS was started for this, with what it had kept. @default false */
  readonly isRestarted?: boolean;
  /** Whether Terraform reads every resource, also if the stack is the deployed one. @default false */
  readonly refresh?: boolean | undefined;
}

/** A deployed stack. */
export interface DeployedStack {
  readonly changes: AppliedChanges;
  /** Terraform outputs by name. */
  readonly outputs: Readonly<Record<string, unknown>>;
  /** Datasets that were deployed before, and are not any more. */
  readonly removedDatasets: readonly RemovedDataset[];
}

/** A dataset that a deployment has removed. */
export interface RemovedDataset {
  readonly dataset: string;
  /** Address of its Parquet objects, which stay. */
  readonly data: string;
}

const UNCHANGED: AppliedChanges = { add: 0, change: 0, remove: 0 };

/** Applies the stack `local` to the embedded AWS unless it is the deployed one, and records the progress. */
export async function deployStack(output: Output, props: DeployStackProps): Promise<DeployedStack> {
  const {
    home,
    emulator,
    stack,
    stateMayBeIncomplete,
    isRestarted = false,
    refresh = false,
  } = props;
  const record = readDeployment(home);
  const { complete = false, applying, deployed } = record ?? {};
  const port = Number(new URL(emulator.endpointUrl).port);
  const digest = await stack.digest(output);
  const before = readLocalState(home);
  // After any other Terraform, and after one that did not end, nobody knows what the resources are.
  const wasKnown =
    complete && applying === false && !stateMayBeIncomplete && deployed?.state === before.digest;
  const folder = await stack.folder();
  await installForIceberg(output, home, folder);
  // Before producers are deployed that send what the tables lack: Firehose would skip it.
  await evolveDeployedTables(output);
  const look = () =>
    output.step("Look for what is deployed", () => findResources(folder, emulator.endpointUrl));
  const found = stateMayBeIncomplete || (isRestarted && wasKnown) ? await look() : [];
  const missing = found.filter(({ address, exists }) => !exists && before.addresses.has(address));
  if (missing.length > 0) {
    output.note(`Not there any more, and created again: ${addressesOf(missing)}.`);
  }
  const isKnown = wasKnown && missing.length === 0;
  if (record !== undefined && isKnown && !refresh && deployed?.stack === digest) {
    if (record.port !== port) writeDeployment(home, { ...record, port });
    return { changes: UNCHANGED, outputs: before.outputs, removedDatasets: [] };
  }
  const terraform = await stack.terraform(output);
  writeDeployment(home, { complete, applying: true, port });
  const unmanaged = found.filter(({ address, exists }) => exists && !before.addresses.has(address));
  if (unmanaged.length > 0) {
    output.note(
      `Deployed, and taken into Terraform's state as they are: ${addressesOf(unmanaged)}.`,
    );
  }
  adoptResources(folder, unmanaged);
  const apply = (isRead: boolean) =>
    output
      .step("Apply the stack", (detail) =>
        applyLocally(terraform, { home, emulator, refresh: isRead, detail }),
      )
      .catch(async (error: unknown) => {
        throw await keepIncompleteResources(terraform, error);
      });
  const changes = await apply(refresh || !isKnown).catch((error: unknown) => {
    // What somebody has deleted by hand can only be changed once it is created again.
    if (refresh || !isKnown || !(error instanceof TerraformError)) throw error;
    output.note("That failed with what the last deployment knew of the resources: they are read.");
    return apply(true);
  });
  forgetAdopted(folder);
  // Those that were just created have the first version of their locks.
  await evolveDeployedTables(output);
  const after = readLocalState(home);
  if (after.condition === "good") keepCompletedState(home);
  writeDeployment(home, {
    complete: true,
    applying: false,
    port,
    ...(after.digest === undefined
      ? {}
      : { deployed: { stack: await stack.lockedDigest(), state: after.digest } }),
  });
  const removedDatasets = removedBetween(before.outputs, after.outputs);
  return { changes, outputs: after.outputs, removedDatasets };
}

/** The datasets of an output of the stack that a later one does not have. */
export function removedBetween(
  before: DeployedStack["outputs"],
  after: DeployedStack["outputs"],
): RemovedDataset[] {
  return Object.entries(before).flatMap(([output, data]) => {
    const [, dataset] = /^(.+)_data_location$/.exec(output) ?? [];
    return dataset === undefined || output in after ? [] : [{ dataset, data: String(data) }];
  });
}

function addressesOf(resources: readonly FoundResource[]): string {
  return resources.map(({ address }) => address).join(", ");
}
