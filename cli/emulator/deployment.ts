import { DEFAULT_PORT } from "../../local/lifecycle/emulator-options";
import { startEmulator } from "../../local/lifecycle/start-emulator";
import { lockHome } from "../../local/home/home-lock";
import { lakeHome } from "../../local/home/lake-home";
import type { LakeHome } from "../../local/home/lake-home";
import type { RunningEmulator } from "../../local/home/run-file";
import { stopEmulator } from "../../local/lifecycle/stop-emulator";
import { findMoto } from "../../toolchain/moto/moto";
import { findTerraform } from "../../toolchain/terraform/terraform";
import { onInterrupt } from "../terminal/interruption";
import type { Output } from "../terminal/output";
import { deployStack } from "./deploy-stack";
import type { DeployedStack } from "./deploy-stack";
import { assessRecovery, readDeployment } from "./deployment-record";
import { findMatchingEmulator, replacementOptions } from "./existing-emulator";
import type { EmulatorOptions } from "./existing-emulator";
import { UnmanagedResourcesError, stateLostError } from "./local-apply";

/** The stack `local`, deployed to a running embedded AWS. */
export interface Deployment extends DeployedStack {
  readonly endpointUrl: string;
  /** Whether the embedded AWS was started for this deployment. */
  readonly started: boolean;
}

/** What a deployment needs of the machine. */
interface Tools {
  readonly home: LakeHome;
  readonly motoPython: string;
  /** Path of Terraform's executable. */
  readonly terraform: string;
}

/**
 * Starts the embedded AWS unless it is running, and deploys the stack `local`. If the deployment fails or is interrupted,
 * an embedded AWS that was started for it is stopped again. A deployment that was killed is continued; or replaced, if
 * there can't be data of the user.
 *
 * @param command name of the command, for the message to a second one
 */
export async function ensureDeployed(
  output: Output,
  options: EmulatorOptions,
  command = "lake up",
): Promise<Deployment> {
  const home = lakeHome();
  const unlock = lockHome(home, command);
  try {
    const tools = await findTools(output, home);
    const running = await findMatchingEmulator(output, home, options);
    if (running === undefined) return await startAndDeploy(output, tools, options);
    return await deployToRunning(output, tools, options, running);
  } finally {
    unlock();
  }
}

async function findTools(output: Output, home: LakeHome): Promise<Tools> {
  const notes: string[] = [];
  const tools = await output.step("Find Terraform and moto", async (detail) => {
    const props = { toolsFolder: home.toolsFolder, progress: detail };
    return {
      motoPython: await findMoto({ ...props, report: (line) => void notes.push(line) }),
      terraform: await findTerraform(props),
    };
  });
  for (const note of notes) output.note(note);
  return { home, ...tools };
}

/** Deploys to a running embedded AWS, or to its replacement if its first deployment was killed. */
async function deployToRunning(
  output: Output,
  tools: Tools,
  options: EmulatorOptions,
  emulator: RunningEmulator,
): Promise<Deployment> {
  const { home } = tools;
  const record = readDeployment(home, emulator);
  const recovery = assessRecovery(home, record);
  if (recovery === "state-lost") throw stateLostError(home);
  const replace = async (): Promise<Deployment> => {
    output.note("Its first deployment was killed before there was any data: it is replaced.");
    await stopEmulator(home);
    return startAndDeploy(output, tools, replacementOptions(emulator, options));
  };
  if (recovery === "partial") return replace();
  try {
    const deployed = await deployStack(output, {
      ...tools,
      emulator,
      complete: record?.complete ?? false,
      stateMayBeIncomplete: recovery === "uncertain",
      isKept: true,
    });
    return { endpointUrl: emulator.endpointUrl, started: false, ...deployed };
  } catch (error) {
    const isReplaceable = record !== undefined && !record.complete;
    if (error instanceof UnmanagedResourcesError && isReplaceable) return replace();
    throw error;
  }
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
    const deployed = await deployStack(output, {
      ...tools,
      emulator,
      complete: false,
      stateMayBeIncomplete: false,
      isKept: false,
    });
    return { endpointUrl: emulator.endpointUrl, started: true, ...deployed };
  } catch (error) {
    await stop();
    throw error;
  } finally {
    forget();
  }
}
