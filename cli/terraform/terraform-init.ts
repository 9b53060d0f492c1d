import path from "node:path";
import type { Detail } from "../terminal/output";
import { runTerraform } from "./run-terraform";
import type { TerraformProps } from "./run-terraform";

/**
 * Installs the providers that the stack requires, and connects to its state.
 *
 * @param args further arguments
 */
export async function terraformInit(
  props: TerraformProps,
  detail: Detail,
  ...args: readonly string[]
): Promise<void> {
  await runTerraform(props, ["init", "-input=false", "-no-color", ...args], { onLine: detail });
}

/** Writes the lock file of the stack's folder: versions and checksums of providers, for several platforms. */
export async function terraformLockProviders(
  props: TerraformProps,
  detail: Detail,
  lock: { readonly platforms: readonly string[]; readonly mirror?: string | undefined },
): Promise<void> {
  const from = lock.mirror === undefined ? [] : [`-fs-mirror=${path.resolve(lock.mirror)}`];
  const platforms = lock.platforms.map((platform) => `-platform=${platform}`);
  await runTerraform(props, ["providers", "lock", "-no-color", ...from, ...platforms], {
    onLine: detail,
  });
}
