import {
  DEFAULT_PORT,
  emulatorState,
  startEmulator,
  stopEmulator,
} from "../local/runtime/emulator-process";
import type { RunningEmulator } from "../local/runtime/emulator-process";
import { lakeHome } from "../local/runtime/lake-home";
import type { LakeHome } from "../local/runtime/lake-home";
import { findMoto } from "../local/toolchain/moto";
import { findTerraform } from "../local/toolchain/terraform";
import { UserError } from "../local/user-error";
import { onInterrupt } from "./interruption";
import type { Output } from "./output";
import { synthesize } from "./synth";
import { terraformApply, terraformInit, terraformOutputs } from "./terraform";
import type { AppliedChanges, TerraformProps } from "./terraform";
import { localTerraform } from "./terraform-tools";

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
  readonly port?: number;
  /**
   * Have every call of a role authorised by the deployed policies.
   *
   * @default - as the running one does, otherwise false
   */
  readonly enforceIam?: boolean;
}

/**
 * Starts the embedded AWS unless it runs, and deploys the stack `local`. When the deployment fails or is interrupted,
 * an embedded AWS that was started for it is stopped again.
 */
export async function bringUp(output: Output, options: EmulatorOptions): Promise<Deployment> {
  const home = lakeHome();
  const notUsed: string[] = [];
  const { motoPython, terraform } = await output.step("Find Terraform and moto", async (detail) => {
    const tools = { toolsFolder: home.toolsFolder, progress: detail };
    return {
      motoPython: await findMoto({ ...tools, report: (line) => void notUsed.push(line) }),
      terraform: await findTerraform(tools),
    };
  });
  for (const line of notUsed) output.note(line);
  const { emulator, started } = await ensureEmulator(output, home, { ...options, motoPython });
  const stop = async () => void (started && (await stopEmulator(home)));
  const forget = onInterrupt(stop);
  try {
    const deployed = await deploy(output, home, terraform, emulator.endpointUrl);
    return { endpointUrl: emulator.endpointUrl, started, ...deployed };
  } catch (error) {
    await stop();
    throw error;
  } finally {
    forget();
  }
}

async function ensureEmulator(
  output: Output,
  home: LakeHome,
  { port, enforceIam = false, motoPython }: EmulatorOptions & { readonly motoPython: string },
): Promise<{ emulator: RunningEmulator; started: boolean }> {
  const found = await emulatorState(home);
  if (found.state === "running") {
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
    return { emulator, started: false };
  }
  if (found.state === "killed") {
    output.note(
      `The embedded AWS started at ${found.emulator.startedAt} was killed; its data lived in memory and is gone.`,
    );
  }
  const emulator = await output.step("Start the embedded AWS", () =>
    startEmulator(home, { port: port ?? DEFAULT_PORT, enforceIam, motoPython }),
  );
  return { emulator, started: true };
}

async function deploy(
  output: Output,
  home: LakeHome,
  command: string,
  endpointUrl: string,
): Promise<Pick<Deployment, "changes" | "outputs">> {
  // config/ is the user's own, and may read whatever it likes.
  const stackFolder = await output.step("Synthesize the stack", () =>
    synthesize(home, { ...process.env, AWS_ENDPOINT_URL: endpointUrl }),
  );
  const environment = localTerraform(home, endpointUrl);
  const terraform: TerraformProps = { command, stackFolder, environment };
  await output.step("Initialize Terraform", (detail) => terraformInit(terraform, detail));
  const changes = await output.step("Apply the stack", (detail) =>
    terraformApply(terraform, detail),
  );
  return { changes, outputs: await terraformOutputs(terraform) };
}
