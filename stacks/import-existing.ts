import type { TerraformStack } from "cdktf";
import type { Environment } from "../model/environment/environment";
import { importBlocks } from "../model/environment/existing-resources";

/**
 * Takes what was there before into the state, at the next apply; afterwards Terraform passes over the blocks. They are
 * part of the synthesized stack, so that whatever plans it sees the imports.
 */
export function importExisting(stack: TerraformStack, environment: Environment): void {
  const { existing, accountId, region } = environment;
  // Without the account no id could be built: validateExisting refuses it.
  if (existing === undefined || accountId === undefined) return;
  stack.addOverride("import", importBlocks(existing, { region, accountId }));
}
