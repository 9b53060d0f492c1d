import { datasets } from "../../config/datasets";
import type { AppliedChanges } from "../terraform/ui-output";
import { ensureDeployed } from "./deployment";
import type { EmulatorOptions } from "./existing-emulator";
import type { Deployment } from "./stack/deploy-lake";
import type { Output } from "../terminal/output";
import { renderTable } from "../terminal/layout/render-table";

/** A screen has no place for more. */
const SHOWN_DATASETS = 3;

/** `lake up`: starts the embedded AWS in the background and deploys the stack. */
export async function upCommand(output: Output, options: EmulatorOptions): Promise<void> {
  const deployment = await ensureDeployed(output, options);
  const names = datasets.map(({ name }) => name);
  output.result(deployment, (deployed) => renderDeployment(deployed, names));
}

/** What is shown of a deployment. */
type ShownDeployment = Pick<Deployment, "endpointUrl" | "changes" | "outputs" | "removedDatasets">;

/**
 * What people need of a deployment, on one screen; `--json` has every output of Terraform.
 *
 * @param names the datasets
 */
export function renderDeployment(
  { endpointUrl, changes, outputs, removedDatasets }: ShownDeployment,
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
    "  npx lake console",
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
