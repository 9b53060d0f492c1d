import type { Environment } from "../../model/environment/environment";
import {
  hasS3State,
  s3StateLocation,
  stateBackendStackName,
  stateBackendStateName,
  stateObjectKey,
} from "../../model/naming/state-location";
import type { S3StateEnvironment } from "../../model/naming/state-location";
import { lakeHome } from "../../local/home/lake-home";
import { openHome } from "../../local/home/open-home";
import { UserError } from "../../errors/user-error";
import { findAdoptableResources } from "./adoptable-resources";
import { BootstrapFolder } from "./bootstrap-folder";
import { bootstrapStage } from "./bootstrap-stage";
import type { BootstrapStage } from "./bootstrap-stage";
import { requireCallerAccount } from "../target/caller-account";
import { containsState, parseState, readStateFile } from "./state-file";
import { clientsFor } from "../target/environment-clients";
import { onInterrupt } from "../terminal/interruption";
import { requireEnvironment } from "../target/require-environment";
import type { Output } from "../terminal/output";
import { renderTable } from "../terminal/layout/render-table";
import { synthesize } from "../terraform/synth";
import type { TerraformProps } from "../terraform/run-terraform";
import { terraformApply } from "../terraform/terraform-apply";
import { requireAllowedLock } from "../terraform/locked-providers";
import { terraformInit } from "../terraform/terraform-init";
import {
  terraformOutputs,
  terraformStatePull,
  terraformStatePush,
} from "../terraform/terraform-state";
import type { AppliedChanges } from "../terraform/ui-output";
import { findTerraformFor } from "../terraform/find-terraform";
import { unattendedTerraformEnv } from "../terraform/terraform-env";

/** Options of `lake bootstrap`. */
export interface BootstrapOptions {
  readonly env: string;
  /** Manage an existing bucket, and an existing key with the alias that belongs to it. */
  readonly adopt: boolean;
}

/** What `lake bootstrap --json` prints. */
export interface BootstrapReport {
  readonly environment: string;
  readonly accountId: string;
  readonly region: string;
  readonly bucket: string;
  readonly keyArn: string;
  /** Location of the state of the bucket itself. */
  readonly state: string;
  readonly changes: AppliedChanges;
  /** Whether the state was moved into the bucket by this run. */
  readonly moved: boolean;
}

/**
 * `lake bootstrap --env NAME [--adopt]`: creates the bucket for an environment's Terraform states, and moves the
 * state of the bucket into it. An interrupted run is continued by the next one; a further run changes nothing.
 */
export async function bootstrapCommand(output: Output, options: BootstrapOptions): Promise<void> {
  const environment = withS3State(requireEnvironment(options.env));
  const location = s3StateLocation(environment);
  const home = lakeHome();
  // First, since the following steps may create folders in it.
  openHome(home);
  requireAllowedLock(environment);
  const clients = await clientsFor(environment, location.region);
  const accountId = await output.step("Check the account", () =>
    requireCallerAccount(environment, clients.sts),
  );
  const folder = new BootstrapFolder(home, environment.name, accountId);
  const key = stateObjectKey(environment, stateBackendStateName);
  const { stage, interim } = await output.step(`Look for the bucket ${location.bucket}`, () =>
    bootstrapStage({
      s3: clients.s3,
      location,
      accountId,
      key,
      interimFile: folder.interimState,
      adopt: options.adopt,
    }),
  );
  const command = await findTerraformFor(output, home, environment);
  const variables = unattendedTerraformEnv(home, folder.folder, environment);
  const stackFolder = await output.step("Synthesize the stack", () =>
    synthesize(home, "bootstrap", variables, stateBackendStackName(environment.name)),
  );
  const imports = stage === "adopt" ? await findAdoptableResources(clients.kms, location) : [];
  const forget = onInterrupt(() => folder.clear());
  try {
    const run = folder.prepareRun(stackFolder, imports);
    const terraform: TerraformProps = {
      command,
      stackFolder: run,
      environment: variables,
      advice: `Repair what these lines name, then run npx lake bootstrap --env ${environment.name} again: it continues where this run ended.`,
    };
    const changes =
      stage === "bucket"
        ? await applyFromBucket(output, terraform, folder, interim)
        : await applyAndMove(output, terraform, folder);
    const outputs = await terraformOutputs(terraform);
    const document: BootstrapReport = {
      environment: environment.name,
      accountId,
      region: location.region,
      bucket: location.bucket,
      keyArn: String(outputs.state_key_arn),
      state: `s3://${location.bucket}/${key}`,
      changes,
      moved: stage !== "bucket",
    };
    output.result(document, renderBootstrapped);
  } finally {
    folder.clear();
    forget();
    clients.destroy();
  }
}

function withS3State(environment: Environment): S3StateEnvironment {
  if (hasS3State(environment)) return environment;
  const { name, state } = environment;
  throw new UserError(
    `The state of ${name} is of type "${state.type}": there is no bucket to create.`,
    `To keep it in S3, set state: { type: "s3", region: "…" } for ${name} in config/environments.ts.`,
  );
}

async function applyAndMove(
  output: Output,
  terraform: TerraformProps,
  folder: BootstrapFolder,
): Promise<AppliedChanges> {
  folder.useInterimState();
  await output.step("Initialize Terraform", (detail) => terraformInit(terraform, detail));
  const changes = await output.step("Create the bucket and its key", (detail) =>
    terraformApply(terraform, detail),
  );
  await output.step("Move the state into the bucket", async (detail) => {
    folder.useBucket();
    await terraformInit(terraform, detail, "-reconfigure");
    // `init -migrate-state` would do both, but overwrites an existing state; this command refuses to.
    await terraformStatePush(terraform, folder.interimState);
    await removeInterimState(terraform, folder);
  });
  return changes;
}

async function applyFromBucket(
  output: Output,
  terraform: TerraformProps,
  folder: BootstrapFolder,
  interim: BootstrapStage["interim"],
): Promise<AppliedChanges> {
  await output.step("Initialize Terraform", (detail) => terraformInit(terraform, detail));
  // An earlier run may have ended after the state was moved and before that was verified.
  if (interim !== undefined) await removeInterimState(terraform, folder);
  return output.step("Update the bucket and its key", (detail) =>
    terraformApply(terraform, detail),
  );
}

/** Removes the interim state once the bucket is verified to contain it. */
async function removeInterimState(
  terraform: TerraformProps,
  folder: BootstrapFolder,
): Promise<void> {
  const interim = readStateFile(folder.interimState);
  const moved = parseState(await terraformStatePull(terraform), "The state in the bucket");
  if (interim !== undefined && !containsState(moved, interim)) {
    throw new UserError(
      `The state in the bucket lacks resources of ${folder.interimState}, which an earlier run left.`,
      "Both are kept. Check which of them contains the bucket and its key (`terraform state list`), and move the other file away.",
    );
  }
  folder.removeInterimState();
}

function renderBootstrapped(bootstrapped: BootstrapReport): string {
  const { environment, bucket, keyArn, state, changes, moved } = bootstrapped;
  return [
    renderTable(
      ["resource", "location"],
      [
        ["state bucket", bucket],
        ["key", keyArn],
        ["state of the bucket itself", state],
      ],
    ),
    `${changes.add} added, ${changes.change} changed, ${changes.remove} removed; the state ${moved ? "was moved into the bucket" : "is in the bucket"}.`,
    `Next: npx cdktf deploy ${environment}`,
  ].join("\n");
}
