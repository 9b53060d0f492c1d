import type { LakeHome } from "../../../local/home/lake-home";
import { openHome } from "../../../local/home/open-home";
import { DEFAULT_PORT, endpointOn } from "../../../local/lifecycle/emulator-options";
import { startEmulator } from "../../../local/lifecycle/start-emulator";
import {
  endOrphanedDaemons,
  removeDeployment,
  stopEmulator,
} from "../../../local/lifecycle/stop-emulator";
import { onInterrupt } from "../../terminal/interruption";
import type { Output } from "../../terminal/output";
import { deployStack } from "./deploy-stack";
import type { DeployedStack } from "./deploy-stack";
import type { EmulatorOptions } from "../existing-emulator";
import { PreparedStack } from "./prepared-stack";
import { chooseTrino, waitForTrino } from "../sql-engine";

/** The stack `local`, deployed to a running embedded AWS. */
export interface Deployment extends DeployedStack {
  readonly endpointUrl: string;
  /** Whether the embedded AWS was started for this deployment. */
  readonly started: boolean;
}

/** What a deployment needs of the machine. */
export interface Tools {
  readonly home: LakeHome;
  readonly motoPython: string;
  /** Path of Terraform's executable. */
  readonly terraform: string;
}

/**
 * Starts the embedded AWS and deploys to it. If the deployment fails or is interrupted, the embedded AWS is stopped again.
 */
export async function startAndDeploy(
  output: Output,
  tools: Tools,
  { port = DEFAULT_PORT, enforceIam = false, sqlEngine }: EmulatorOptions,
): Promise<Deployment> {
  const { home, motoPython, terraform } = tools;
  const trino = await chooseTrino(output, home, { enforceIam, sqlEngine });
  openHome(home);
  await endOrphanedDaemons(home);
  // Terraform's state of an earlier emulator is obsolete.
  removeDeployment(home);
  const stack = new PreparedStack(home, terraform, endpointOn(port));
  const emulator = await output.step("Start the embedded AWS", () =>
    startEmulator(home, { port, enforceIam, motoPython, trino }),
  );
  const stop = async () => void (await stopEmulator(home));
  const forget = onInterrupt(stop);
  try {
    const deployed = await deployStack(output, {
      home,
      emulator,
      stack,
      stateMayBeIncomplete: false,
      isKept: false,
    });
    if (trino !== undefined) await waitForTrino(output, emulator.endpointUrl);
    return { endpointUrl: emulator.endpointUrl, started: true, ...deployed };
  } catch (error) {
    await stop();
    throw error;
  } finally {
    forget();
  }
}
