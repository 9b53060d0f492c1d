import type { LakeHome } from "../../../local/home/lake-home";
import type { RunningEmulator } from "../../../local/home/run-file";
import type { Output } from "../../terminal/output";
import { TerraformError } from "../../terraform/run-terraform";
import type { AppliedChanges } from "../../terraform/ui-output";
import { readDeployment, writeDeployment } from "../deployment-record";
import { keepIncompleteResources } from "./keep-incomplete-resources";
import { applyLocally } from "./local-apply";
import { readLocalState } from "./local-state";
import type { PreparedStack } from "./prepared-stack";

/** How the stack `local` is deployed. */
export interface DeployStackProps {
  readonly home: LakeHome;
  readonly emulator: RunningEmulator;
  readonly stack: PreparedStack;
  /** Whether Terraform's state may lack deployed resources. */
  readonly stateMayBeIncomplete: boolean;
  /** Whether the embedded AWS keeps running, with its data, when the deployment fails. */
  readonly isKept: boolean;
  /** Whether Terraform reads every resource, also if the stack is the deployed one. @default false */
  readonly refresh?: boolean | undefined;
}

/** A deployed stack. */
export interface DeployedStack {
  readonly changes: AppliedChanges;
  /** Terraform outputs by name. */
  readonly outputs: Readonly<Record<string, unknown>>;
}

const UNCHANGED: AppliedChanges = { add: 0, change: 0, remove: 0 };

/** Applies the stack `local` to the embedded AWS unless it is the deployed one, and records the progress. */
export async function deployStack(output: Output, props: DeployStackProps): Promise<DeployedStack> {
  const { home, emulator, stack, stateMayBeIncomplete, isKept, refresh = false } = props;
  const { complete = false, applying, deployed } = readDeployment(home, emulator) ?? {};
  const digest = await stack.digest(output);
  const before = readLocalState(home);
  // After any other Terraform, and after one that did not end, nobody knows what the resources are.
  const isKnown =
    complete && applying === false && !stateMayBeIncomplete && deployed?.state === before.digest;
  if (isKnown && !refresh && deployed?.stack === digest) {
    return { changes: UNCHANGED, outputs: before.outputs };
  }
  const terraform = await stack.terraform(output);
  writeDeployment(home, emulator, { complete, applying: true });
  const apply = (isRead: boolean) =>
    output
      .step("Apply the stack", (detail) =>
        applyLocally(terraform, { home, emulator, stateMayBeIncomplete, refresh: isRead, detail }),
      )
      .catch(async (error: unknown) => {
        throw isKept ? await keepIncompleteResources(terraform, error) : error;
      });
  const changes = await apply(refresh || !isKnown).catch((error: unknown) => {
    // What somebody has deleted by hand can only be changed once it is created again.
    if (refresh || !isKnown || !(error instanceof TerraformError)) throw error;
    output.note("That failed with what the last deployment knew of the resources: they are read.");
    return apply(true);
  });
  const after = readLocalState(home);
  writeDeployment(home, emulator, {
    complete: true,
    applying: false,
    ...(after.digest === undefined
      ? {}
      : { deployed: { stack: await stack.lockedDigest(), state: after.digest } }),
  });
  return { changes, outputs: after.outputs };
}
