import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { isRecord } from "../../errors/is-record";
import { writePrivateFile } from "../../local/home/private-files";
import type { Detail, Output } from "../terminal/output";
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

/**
 * Runs {@link terraformInit} unless it would do again what it did in this folder: the same Terraform, providers, lock and
 * backend. Should Terraform see a difference that this does not, the next command fails and names `init`.
 */
export async function terraformInitOnce(output: Output, props: TerraformProps): Promise<void> {
  const record = path.join(props.stackFolder, ".terraform", "lake-init");
  if (readIfThere(record) === initInputs(props)) return;
  rmSync(record, { force: true });
  await output.step("Initialize Terraform", (detail) => terraformInit(props, detail));
  // What it has installed and locked counts too.
  writePrivateFile(record, initInputs(props));
}

/** A hash of what decides the result of `init`, and of whether that result is there. */
function initInputs({ command, stackFolder, environment }: TerraformProps): string {
  const stack: unknown = JSON.parse(readFileSync(path.join(stackFolder, "cdk.tf.json"), "utf8"));
  const { terraform, provider } = isRecord(stack) ? stack : {};
  const variables = Object.entries(environment).filter(([name]) => name.startsWith("TF_"));
  const providers = path.join(stackFolder, ".terraform", "providers");
  const installed = existsSync(providers)
    ? // A provider is a link into a mirror or a cache, which may be gone.
      readdirSync(providers, { recursive: true, encoding: "utf8" })
        .filter((name) => existsSync(path.join(providers, name)))
        .sort()
    : [];
  const inputs = [
    command,
    terraform,
    Object.keys(isRecord(provider) ? provider : {}),
    readIfThere(path.join(stackFolder, ".terraform.lock.hcl")),
    readIfThere(environment["TF_CLI_CONFIG_FILE"] ?? ""),
    variables.sort(),
    installed,
  ];
  return createHash("sha256").update(JSON.stringify(inputs)).digest("hex");
}

function readIfThere(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
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
