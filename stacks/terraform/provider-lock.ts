import { copyFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { TerraformStack } from "cdktf";
import type { App } from "cdktf";
import type { Environment } from "../../model/environment/environment";

/** Terraform's dependency lock file, with versions and checksums of providers. */
export const providerLockFile = ".terraform.lock.hcl";

/**
 * Copies the project's dependency lock file into the folder of each synthesized stack, where Terraform looks for it, so that
 * remote runs use the same provider. Stacks of an emulator use the provider that is installed on the machine.
 *
 * @param lock path of the lock file; without one, `terraform init` selects the provider
 */
export function copyProviderLock(
  app: App,
  environments: readonly Pick<Environment, "name" | "emulator">[],
  lock: string,
): void {
  if (!existsSync(lock)) return;
  const emulated = environments.filter(({ emulator }) => emulator !== undefined);
  for (const { node } of app.node.findAll().filter((each) => TerraformStack.isStack(each))) {
    if (emulated.some(({ name }) => name === node.id)) continue;
    copyFileSync(lock, join(app.outdir, "stacks", node.id, providerLockFile));
  }
}
