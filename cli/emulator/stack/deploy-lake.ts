import { existsSync } from "node:fs";
import type { LakeHome } from "../../../local/home/lake-home";
import type { RunningEmulator } from "../../../local/home/run-file";
import { DEFAULT_PORT, endpointOn } from "../../../local/lifecycle/emulator-options";
import { startEmulator } from "../../../local/lifecycle/start-emulator";
import { endOrphanedDaemons, stopEmulator } from "../../../local/lifecycle/stop-emulator";
import { onInterrupt } from "../../terminal/interruption";
import type { Output } from "../../terminal/output";
import { readDeployment } from "../deployment-record";
import type { EmulatorOptions } from "../existing-emulator";
import { chooseTrino, waitForTrino } from "../sql-engine";
import { deployStack } from "./deploy-stack";
import type { DeployedStack } from "./deploy-stack";
import { PreparedStack } from "./prepared-stack";
import { recoverState } from "./recover-state";

/** The stack `local`, deployed to a running embedded AWS. */
export interface Deployment extends DeployedStack {
  readonly endpointUrl: string;
  /** Whether the embedded AWS was started for this deployment. */
  readonly started: boolean;
  /** Whether there was no lake before. */
  readonly isNew: boolean;
}

/** What a deployment needs of the machine. */
export interface Tools {
  readonly home: LakeHome;
  readonly motoPython: string;
  /** Path of Terraform's executable. */
  readonly terraform: string;
}

/** Deploys to a running embedded AWS. */
export async function deployToRunning(
  output: Output,
  { home, terraform }: Tools,
  { refresh }: Pick<EmulatorOptions, "refresh">,
  emulator: RunningEmulator,
): Promise<Deployment> {
  const { endpointUrl } = emulator;
  const { stateMayBeIncomplete } = recoverState(output, home);
  const deployed = readDeployment(home)?.deployed?.stack;
  const stack = new PreparedStack(home, terraform, endpointUrl, deployed);
  const result = await deployStack(output, {
    home,
    emulator,
    stack,
    refresh,
    stateMayBeIncomplete,
  });
  return { endpointUrl, started: false, isNew: false, ...result };
}

/** The port on which the embedded AWS of a home is started. */
export function portOf(home: LakeHome, { port }: Pick<EmulatorOptions, "port">): number {
  return port ?? readDeployment(home)?.port ?? DEFAULT_PORT;
}

/**
 * Starts the embedded AWS with what it has kept, and deploys to it. If the deployment fails or is interrupted, the embedded
 * AWS is stopped again; what is deployed until then is kept, and the next deployment continues.
 */
export async function startAndDeploy(
  output: Output,
  { home, motoPython, terraform }: Tools,
  { port, enforceIam = false, sqlEngine, refresh }: EmulatorOptions & { readonly port: number },
): Promise<Deployment> {
  const trino = await chooseTrino(output, home, { enforceIam, sqlEngine });
  await endOrphanedDaemons(home);
  const isNew = !existsSync(home.stateFolder);
  const { stateMayBeIncomplete } = recoverState(output, home);
  const deployed = readDeployment(home)?.deployed?.stack;
  const stack = new PreparedStack(home, terraform, endpointOn(port), deployed);
  const emulator = await output.step("Start the embedded AWS", () =>
    startEmulator(home, { port, enforceIam, motoPython, trino }),
  );
  const stop = async () => void (await stopEmulator(home));
  const forget = onInterrupt(stop);
  try {
    const result = await deployStack(output, {
      ...{ home, emulator, stack, refresh, isRestarted: true },
      stateMayBeIncomplete: stateMayBeIncomplete && !isNew,
    });
    if (trino !== undefined) await waitForTrino(output, emulator.endpointUrl);
    return { endpointUrl: emulator.endpointUrl, started: true, isNew, ...result };
  } catch (error) {
    await stop();
    throw error;
  } finally {
    forget();
  }
}
