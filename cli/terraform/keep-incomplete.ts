import { environments } from "../../config/environments";
import type { TerraformBinary } from "../../model/environment/terraform-binary";
import { withVariables } from "../../model/environment/with-variables";
import { code, codeBlock } from "../terminal/markdown";
import { shellWord } from "../terminal/shell-word";
import { binaryOf } from "./find-terraform";

/**
 * Commands that keep incomplete resources of an environment, for a shell in this project's folder.
 *
 * @param environmentName @default - one command without a folder, for a plan of unknown origin
 */
export function untaintCommands(addresses: readonly string[], environmentName?: string): string[] {
  const program = programOf(environmentName);
  if (environmentName === undefined) {
    return addresses.map((address) => `${program} untaint ${shellWord(address)}`);
  }
  const terraform = `${program} -chdir=cdktf.out/stacks/${environmentName}`;
  return [
    "npx cdktf synth",
    `${terraform} init`,
    ...addresses.map((address) => `${terraform} untaint ${shellWord(address)}`),
  ];
}

function programOf(environmentName: string | undefined): TerraformBinary {
  const environment = environments.find(({ name }) => name === environmentName) ?? {};
  return binaryOf(withVariables(environment, process.env));
}

/**
 * Paragraphs in Markdown on how to keep resources whose creation failed halfway.
 *
 * @param environmentName of this project, for the commands. @default - a plan of unknown origin
 * @param shown how many of them. @default - all
 */
export function keepIncomplete(
  all: readonly string[],
  environmentName?: string,
  shown = all.length,
): string[] {
  if (all.length === 0) return [];
  const addresses = all.slice(0, shown);
  const rest = all.length > shown ? ` and ${all.length - shown} more` : "";
  return [
    "### Created incompletely",
    `An apply created ${addresses.map(code).join(", ")}${rest}, failed before it had made all settings, and marked what it had created as tainted. The next plan would replace it, with all that was stored in it since. To keep it, remove the mark, with credentials that can write the state:`,
    codeBlock("sh", untaintCommands(addresses, environmentName)),
    "The next plan then makes the missing settings in place. Do not disable `prevent_destroy`, as Terraform suggests: what is stored there would be lost. `docs/operate/incomplete-resources.md` has the details.",
  ];
}
