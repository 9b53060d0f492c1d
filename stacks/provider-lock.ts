import { copyFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { TerraformStack } from "cdktf";
import type { App } from "cdktf";
import type { Environment } from "../model/environment/environment";

/** Terraform's own name for the file that holds versions and checksums of providers. */
export const providerLockFile = ".terraform.lock.hcl";

/**
 * Puts the project's provider lock into the folder of each synthesized stack, where Terraform looks for it: the folder
 * alone then says which provider a remote run takes. Stacks of an emulator take the provider that the machine has.
 *
 * @param lock path of the lock; a project without one leaves the choice to each `terraform init`
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
