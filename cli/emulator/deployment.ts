import { ACCESS_VARIABLES } from "../../local/gateway/callers/access-settings";
import { DEFAULT_PORT } from "../../local/lifecycle/emulator-options";
import { startEmulator } from "../../local/lifecycle/start-emulator";
import { emulatorState } from "../../local/lifecycle/emulator-state";
import { lockHome } from "../../local/home/home-lock";
import { lakeHome } from "../../local/home/lake-home";
import type { LakeHome } from "../../local/home/lake-home";
import type { RunningEmulator } from "../../local/home/run-file";
import { stopEmulator } from "../../local/lifecycle/stop-emulator";
import { findMoto } from "../../toolchain/moto/moto";
import { findTerraform } from "../../toolchain/terraform/terraform";
import { UserError } from "../../errors/user-error";
import { assessRecovery, readDeployment, writeDeployment } from "./deployment-record";
import { onInterrupt } from "../terminal/interruption";
import {
  waitForOrphanedTerraform,
  endOrphanedTerraform,
  findOrphanedTerraform,
} from "./orphaned-terraform";
import { UnmanagedResourcesError, applyLocally, stateLostError } from "./local-apply";
import { describeOutage, outageAdvice } from "../target/local-emulator";
import type { Output } from "../terminal/output";
import { stackFolderOf, synthesize } from "../terraform/synth";
import type { TerraformProps } from "../terraform/run-terraform";
import { terraformInit } from "../terraform/terraform-init";
import { terraformOutputs } from "../terraform/terraform-state";
import type { AppliedChanges } from "../terraform/ui-output";
import { localTerraformEnv } from "../terraform/terraform-env";

/** The stack `local`, deployed to a running embedded AWS. */
export interface Deployment {
  readonly endpointUrl: string;
  /** Whether the embedded AWS was started for this, and did not run before. */
  readonly started: boolean;
  readonly changes: AppliedChanges;
  /** Terraform outputs by name. */
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** How the embedded AWS is started where none runs. */
export interface EmulatorOptions {
  /** @default - the port of the running one, otherwise 4566 */
  readonly port?: number | undefined;
  /**
   * Have every call of a role authorised by the deployed policies.
   *
   * @default - as the running one does, otherwise false
   */
  readonly enforceIam?: boolean;
}

/** What a deployment works with. */
interface Tools {
  readonly home: LakeHome;
  readonly motoPython: string;
  /** Terraform's executable. */
  readonly terraform: string;
}

/**
 * Starts the embedded AWS unless it runs, and deploys the stack `local`. When the deployment fails or is interrupted,
 * an embedded AWS that was started for it is stopped again. What an earlier run left that was killed is taken up, or
 * replaced where nobody can have data in it.
 *
 * @param command name for who comes second
 */
export async function ensureDeployed(
  output: Output,
  options: EmulatorOptions,
  command = "lake up",
): Promise<Deployment> {
  const home = lakeHome();
  const unlock = lockHome(home, command);
  try {
    const notUsed: string[] = [];
    const found = await output.step("Find Terraform and moto", async (detail) => {
      const tools = { toolsFolder: home.toolsFolder, progress: detail };
      return {
        motoPython: await findMoto({ ...tools, report: (line) => void notUsed.push(line) }),
        terraform: await findTerraform(tools),
      };
    });
    for (const line of notUsed) output.note(line);
    const tools = { home, ...found };
    const running = await findRunning(output, home, options);
    if (running === undefined) return await startAndDeploy(output, tools, options);
    return await deployToRunning(output, tools, options, running);
  } finally {
    unlock();
  }
}

/** The embedded AWS that runs as it is wanted, with no Terraform at work on it. */
async function findRunning(
  output: Output,
  home: LakeHome,
  { port, enforceIam = false }: EmulatorOptions,
): Promise<RunningEmulator | undefined> {
  const found = await emulatorState(home);
  const stackFolder = stackFolderOf(home);
  if (found.state === "unresponsive")
    throw new UserError(describeOutage(found), outageAdvice(found));
  if (found.state !== "running") {
    // It would call for minutes what is not there any more.
    await endOrphanedTerraform(stackFolder);
    if (found.state !== "stopped") output.note(describeOutage(found));
    return undefined;
  }
  const { emulator } = found;
  if (port !== undefined && !emulator.endpointUrl.endsWith(`:${port}`)) {
    throw new UserError(
      `The embedded AWS already runs at ${emulator.endpointUrl}, not on port ${port}.`,
      "Use it without --port, or stop it first: npx lake down",
    );
  }
  if (enforceIam && !emulator.enforceIam) {
    throw new UserError(
      "The embedded AWS already runs, and does not enforce permissions.",
      "Stop it first: npx lake down",
    );
  }
  output.note(`The embedded AWS runs at ${emulator.endpointUrl} since ${emulator.startedAt}.`);
  const unread = Object.values(ACCESS_VARIABLES).filter((name) => process.env[name]);
  if (unread.length > 0) {
    output.note(
      `${unread.join(", ")}: read when the embedded AWS starts. To have it read now: npx lake down && npx lake up`,
    );
  }
  if (findOrphanedTerraform(stackFolder).length > 0) {
    await output.step("Wait for the Terraform of a `lake up` that was killed", (detail) =>
      waitForOrphanedTerraform(stackFolder, detail),
    );
  }
  return emulator;
}

/** Deploys to what runs; where a first deployment was killed half-way, to a new one in its place. */
async function deployToRunning(
  output: Output,
  tools: Tools,
  options: EmulatorOptions,
  emulator: RunningEmulator,
): Promise<Deployment> {
  const { home } = tools;
  const record = readDeployment(home, emulator);
  const leftover = assessRecovery(home, record);
  if (leftover === "state-lost") throw stateLostError(home);
  const again = replacementOptions(emulator, options);
  const replace = async (): Promise<Deployment> => {
    output.note(
      "Its first deployment was killed half-way, before anybody could put data into it: it is replaced.",
    );
    await stopEmulator(home);
    return startAndDeploy(output, tools, again);
  };
  if (leftover === "half-deployed") return replace();
  try {
    const deployed = await deploy(output, tools, emulator, {
      complete: record?.complete ?? false,
      suspicious: leftover === "unsure",
    });
    return { endpointUrl: emulator.endpointUrl, started: false, ...deployed };
  } catch (error) {
    const replaceable = record !== undefined && !record.complete;
    if (error instanceof UnmanagedResourcesError && replaceable) return replace();
    throw error;
  }
}

/**
 * How the replacement of an embedded AWS is started: as the one before was, unless asked otherwise. Commands give
 * options that nobody typed as `undefined` or `false`.
 */
export function replacementOptions(
  { endpointUrl, enforceIam }: Pick<RunningEmulator, "endpointUrl" | "enforceIam">,
  options: EmulatorOptions,
): Required<EmulatorOptions> {
  return {
    port: options.port ?? Number(new URL(endpointUrl).port),
    enforceIam: options.enforceIam === true || enforceIam,
  };
}

async function startAndDeploy(
  output: Output,
  tools: Tools,
  { port = DEFAULT_PORT, enforceIam = false }: EmulatorOptions,
): Promise<Deployment> {
  const { home, motoPython } = tools;
  const emulator = await output.step("Start the embedded AWS", () =>
    startEmulator(home, { port, enforceIam, motoPython }),
  );
  const stop = async () => void (await stopEmulator(home));
  const forget = onInterrupt(stop);
  try {
    const deployed = await deploy(output, tools, emulator, { complete: false, suspicious: false });
    return { endpointUrl: emulator.endpointUrl, started: true, ...deployed };
  } catch (error) {
    await stop();
    throw error;
  } finally {
    forget();
  }
}

async function deploy(
  output: Output,
  { home, terraform: command }: Tools,
  emulator: RunningEmulator,
  { complete, suspicious }: { readonly complete: boolean; readonly suspicious: boolean },
): Promise<Pick<Deployment, "changes" | "outputs">> {
  const { endpointUrl } = emulator;
  // config/ is the user's own, and may read whatever it likes.
  const stackFolder = await output.step("Synthesize the stack", () =>
    synthesize(home, { ...process.env, AWS_ENDPOINT_URL: endpointUrl }),
  );
  const environment = localTerraformEnv(home, endpointUrl);
  const terraform: TerraformProps = { command, stackFolder, environment };
  await output.step("Initialize Terraform", (detail) => terraformInit(terraform, detail));
  writeDeployment(home, emulator, { complete, applying: true });
  const changes = await output.step("Apply the stack", (detail) =>
    applyLocally(terraform, { home, emulator, suspicious, detail }),
  );
  writeDeployment(home, emulator, { complete: true, applying: false });
  return { changes, outputs: await terraformOutputs(terraform) };
}
