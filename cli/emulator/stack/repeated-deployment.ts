import type { RunningEmulator } from "../../../local/home/run-file";
import { stopEmulator } from "../../../local/lifecycle/stop-emulator";
import type { Output } from "../../terminal/output";
import { deployStack } from "./deploy-stack";
import { assessRecovery, readDeployment } from "../deployment-record";
import { replacementOptions } from "../existing-emulator";
import type { EmulatorOptions } from "../existing-emulator";
import { startAndDeploy } from "./fresh-deployment";
import type { Deployment, Tools } from "./fresh-deployment";
import { PreparedStack } from "./prepared-stack";
import { UnmanagedResourcesError, stateLostError } from "./local-apply";

/**
 * Deploys to a running embedded AWS, or to its replacement if its first deployment was killed.
 *
 * @throws UserError if Terraform's state of earlier deployments is lost
 */
export async function deployToRunning(
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
    const { endpointUrl } = emulator;
    const stack = new PreparedStack(home, tools.terraform, endpointUrl, record?.deployed?.stack);
    const deployed = await deployStack(output, {
      home,
      emulator,
      stack,
      refresh: options.refresh,
      stateMayBeIncomplete: recovery === "uncertain",
      isKept: true,
    });
    return { endpointUrl, started: false, ...deployed };
  } catch (error) {
    const isReplaceable = record !== undefined && !record.complete;
    if (error instanceof UnmanagedResourcesError && isReplaceable) return replace();
    throw error;
  }
}
