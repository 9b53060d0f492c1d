import { datasets } from "../../config/datasets";
import { messageOf } from "../../errors/message-of";
import { whileLocked } from "../../local/home/home-lock";
import { lakeHome } from "../../local/home/lake-home";
import type { LakeHome } from "../../local/home/lake-home";
import {
  endBackgroundConsole,
  runningConsole,
  startBackgroundConsole,
} from "../console/background/background-console";
import type { AppliedChanges } from "../terraform/ui-output";
import { deployTo } from "./deployment";
import type { EmulatorOptions } from "./existing-emulator";
import type { Deployment } from "./stack/deploy-lake";
import { onInterrupt } from "../terminal/interruption";
import type { Output } from "../terminal/output";
import { renderTable } from "../terminal/layout/render-table";

/** A screen has no place for more. */
const SHOWN_DATASETS = 3;

/** Options of `lake up`. */
export interface UpOptions extends EmulatorOptions {
  /** Whether the console is served in the background. */
  readonly console: boolean;
}

/** What `lake up` prints with `--json`. */
interface UpReport extends Deployment {
  /** Address of the console with its token; absent unless it is served. */
  readonly consoleAddress?: string;
}

/** `lake up`: starts the embedded AWS and the console in the background, and deploys the stack. */
export async function upCommand(output: Output, options: UpOptions): Promise<void> {
  const { console: isServed, ...emulator } = options;
  const home = lakeHome();
  const report = await whileLocked(home, "lake up", () => {
    const deploy = () => deployTo(home, output, emulator);
    return isServed ? withConsole(home, output, deploy) : deploy();
  });
  const names = datasets.map(({ name }) => name);
  output.result(report, (deployed) => renderDeployment(deployed, names));
}

/** The console loads while the stack is deployed; no deployment fails because of it. */
async function withConsole(
  home: LakeHome,
  output: Output,
  deploy: () => Promise<Deployment>,
): Promise<UpReport> {
  const isNew = runningConsole(home) === undefined;
  const starting = startBackgroundConsole(home).then(
    (consoleAddress) => ({ consoleAddress }),
    (error: unknown) => ({ problem: messageOf(error) }),
  );
  const end = async () => {
    await starting;
    if (isNew) await endBackgroundConsole(home);
  };
  const isOver = onInterrupt(end);
  try {
    const deployment = await deploy();
    const started = await starting;
    if ("consoleAddress" in started) return { ...deployment, ...started };
    output.note(`${started.problem} Start it in a terminal: npx lake console`);
    return deployment;
  } catch (error) {
    await end();
    throw error;
  } finally {
    isOver();
  }
}

/** What is shown of a deployment. */
type ShownDeployment = Pick<
  UpReport,
  "endpointUrl" | "changes" | "outputs" | "removedDatasets" | "consoleAddress"
>;

/**
 * What people need of a deployment, on one screen; `--json` has every output of Terraform.
 *
 * @param names the datasets
 */
export function renderDeployment(
  { endpointUrl, changes, outputs, removedDatasets, consoleAddress }: ShownDeployment,
  names: readonly string[],
): string {
  return [
    renderTable(
      ["dataset", "stream", "files"],
      names
        .slice(0, SHOWN_DATASETS)
        .map((name) => [
          name,
          String(outputs[`${name}_stream_name`]),
          String(outputs[`${name}_data_location`]),
        ]),
    ),
    ...removedDatasets.flatMap(({ dataset, data }) => [
      `The dataset ${dataset} is removed, with its stream and tables. Its objects stay:`,
      `  ${data}`,
    ]),
    `${renderChanges(changes)} The embedded AWS runs at ${endpointUrl}. For the AWS CLI and any SDK:`,
    `  export AWS_ENDPOINT_URL=${endpointUrl} AWS_DEFAULT_REGION=us-east-1`,
    "  export AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local",
    ...nextCommands(names),
    "See it in a browser:",
    `  ${consoleAddress ?? "npx lake console"}`,
    "Stop it, and keep the lake for the next npx lake up:",
    "  npx lake down",
  ].join("\n");
}

function renderChanges({ add, change, remove }: AppliedChanges): string {
  if (add + change + remove === 0) return "Nothing has changed since the last deployment.";
  return `Resources: ${add} added, ${change} changed, ${remove} removed.`;
}

/** The commands for the first datasets. */
function nextCommands(names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const rest = names.slice(SHOWN_DATASETS);
  return [
    "Try it:",
    ...names
      .slice(0, SHOWN_DATASETS)
      .flatMap((dataset) => [
        `  npx lake publish --count 100 --dataset ${dataset} --wait`,
        `  npx lake query "SELECT * FROM ${dataset} LIMIT 5"`,
      ]),
    ...(rest.length === 0 ? [] : [`The same goes for ${rest.join(", ")}.`]),
  ];
}
