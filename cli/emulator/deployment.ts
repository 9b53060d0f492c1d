import { whileLocked } from "../../local/home/home-lock";
import { lakeHome } from "../../local/home/lake-home";
import type { LakeHome } from "../../local/home/lake-home";
import { requireFreePort } from "../../local/lifecycle/start-emulator";
import { endOrphanedDaemons } from "../../local/lifecycle/stop-emulator";
import { findMoto } from "../../toolchain/moto/moto";
import { findTerraform } from "../../toolchain/terraform/terraform";
import { LOCAL } from "../target/local-emulator";
import { requireEnvironment } from "../target/require-environment";
import type { Output } from "../terminal/output";
import { binaryOf, choiceOf } from "../terraform/find-terraform";
import { findMatchingEmulator } from "./existing-emulator";
import type { EmulatorOptions } from "./existing-emulator";
import { deployToRunning, portOf, startAndDeploy } from "./stack/deploy-lake";
import type { Deployment, Tools } from "./stack/deploy-lake";

/**
 * Starts the embedded AWS unless it is running, and deploys the stack `local`. If the deployment fails or is interrupted,
 * an embedded AWS that was started for it is stopped again. A deployment that was killed is continued.
 *
 * @param command name of the command, for the message to a second one
 */
export async function ensureDeployed(
  output: Output,
  options: EmulatorOptions,
  command: string,
): Promise<Deployment> {
  const home = lakeHome();
  return whileLocked(home, command, () => deployTo(home, output, options));
}

/** Does what {@link ensureDeployed} does, for a home that is locked. */
export async function deployTo(
  home: LakeHome,
  output: Output,
  options: EmulatorOptions,
): Promise<Deployment> {
  const running = await findMatchingEmulator(output, home, options);
  if (running === undefined) {
    const port = portOf(home, options);
    // One whose start was interrupted has the port.
    await endOrphanedDaemons(home);
    await requireFreePort(port);
    const tools = await findTools(output, home);
    return startAndDeploy(output, tools, { ...options, port });
  }
  const tools = await findTools(output, home);
  return deployToRunning(output, tools, options, running);
}

async function findTools(output: Output, home: LakeHome): Promise<Tools> {
  const notes: string[] = [];
  const settings = requireEnvironment(LOCAL);
  const title =
    binaryOf(settings) === "tofu" ? "Find OpenTofu and moto" : "Find Terraform and moto";
  const tools = await output.step(title, async (detail) => {
    const props = { toolsFolder: home.toolsFolder, progress: detail };
    const [motoPython, terraform] = await Promise.all([
      findMoto({ ...props, report: (line) => void notes.push(line) }),
      findTerraform({ ...props, ...choiceOf(settings) }),
    ]);
    return { motoPython, terraform };
  });
  for (const note of notes) output.note(note);
  return { home, ...tools };
}
