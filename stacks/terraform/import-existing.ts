import type { TerraformStack } from "cdktf";
import type { Environment } from "../../model/environment/environment";
import { importBlocks } from "../../model/environment/existing-resources";

/**
 * Adds import blocks for existing resources. The next apply imports them into the state; afterwards Terraform ignores the blocks.
 * They are part of the synthesized stack, so that every plan shows the imports.
 */
export function importExisting(stack: TerraformStack, environment: Environment): void {
  const { existing, accountId, region } = environment;
  // The ids contain the account; validateExisting rejects an environment without it.
  if (existing === undefined || accountId === undefined) return;
  stack.addOverride("import", importBlocks(existing, { region, accountId }));
}
