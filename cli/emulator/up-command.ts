import { ensureDeployed } from "./deployment";
import type { EmulatorOptions } from "./existing-emulator";
import type { Output } from "../terminal/output";
import { renderTable } from "../terminal/output";

/** `lake up`: starts the embedded AWS in the background and deploys the stack. */
export async function upCommand(output: Output, options: EmulatorOptions): Promise<void> {
  const deployment = await ensureDeployed(output, options);
  output.result(deployment, ({ endpointUrl, outputs }) =>
    [
      renderTable(
        ["output", "value"],
        Object.entries(outputs).map(([name, value]) => [name, renderValue(value)]),
      ),
      `The embedded AWS runs at ${endpointUrl}. For the AWS CLI and any SDK:`,
      `  export AWS_ENDPOINT_URL=${endpointUrl} AWS_DEFAULT_REGION=us-east-1 AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local`,
      'Next: npx lake publish --count 100, npx lake crawl, npx lake query "SELECT …", npx lake down',
    ].join("\n"),
  );
}

function renderValue(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value, null, 2);
}
