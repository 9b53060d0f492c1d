import { readFile } from "node:fs/promises";
import path from "node:path";
import { isRecord } from "../../errors/is-record";
import { allResources } from "./plan/terraform-plan";
import type { ModuleValues } from "./plan/terraform-plan";
import { readTerraform } from "./run-terraform";
import type { TerraformProps } from "./run-terraform";

/** A resource that exists, but whose creation failed before all of its settings were made: Terraform's "tainted". */
export interface IncompleteResource {
  readonly address: string;
  readonly type: string;
}

/**
 * Incomplete resources of a state: an error in a multi-step creation taints the resource, and the next plan replaces it.
 *
 * @param root module of a state or of the prior state of a plan, both as `terraform show -json` prints them
 * @see https://developer.hashicorp.com/terraform/cli/commands/untaint
 */
export function incompleteResources(root: ModuleValues | undefined): IncompleteResource[] {
  return allResources(root)
    .filter(({ mode, tainted }) => mode === "managed" && tainted === true)
    .map(({ address, type }) => ({ address, type }));
}

/** Incomplete resources in the state of a stack, whose providers are installed. */
export async function readIncompleteResources(
  terraform: TerraformProps,
): Promise<IncompleteResource[]> {
  const text = await readTerraform(terraform, ["show", "-json", "-no-color"]);
  // Terraform's documented format; a state without resources has no values.
  const { values } = JSON.parse(text) as { values?: { root_module?: ModuleValues } };
  return incompleteResources(values?.root_module);
}

/** Addresses of a synthesized stack's resources with `prevent_destroy`. */
export async function protectedAddresses(stackFolder: string): Promise<ReadonlySet<string>> {
  const text = await readFile(path.join(stackFolder, "cdk.tf.json"), "utf8");
  // CDKTF writes resources by type and name.
  const { resource = {} } = JSON.parse(text) as {
    resource?: Readonly<Record<string, Readonly<Record<string, { lifecycle?: unknown }>>>>;
  };
  const found = Object.entries(resource).flatMap(([type, byName]) =>
    Object.entries(byName)
      .filter(([, { lifecycle }]) => isRecord(lifecycle) && lifecycle.prevent_destroy === true)
      .map(([name]) => `${type}.${name}`),
  );
  return new Set(found);
}

/** Removes the mark of an incomplete resource: the next plan completes it in place. */
export async function untaint(terraform: TerraformProps, address: string): Promise<void> {
  await readTerraform(terraform, ["untaint", "-no-color", address]);
}

/**
 * Resources of a stack that an apply left incomplete and that are protected: Terraform refuses every plan from then on.
 * Empty where the state can't be read, so that a caller still reports its own error.
 */
export async function blockingResources(terraform: TerraformProps): Promise<string[]> {
  const isProtected = await protectedAddresses(terraform.stackFolder);
  const incomplete = await readIncompleteResources(terraform).catch(() => []);
  return incomplete.map(({ address }) => address).filter((address) => isProtected.has(address));
}
