import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from "node:fs";
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
 * Whether {@link terraformInit} would do again what it did in this folder: the same Terraform, providers, lock and backend.
 * Should Terraform see a difference that this does not, the next command fails and names `init`.
 */
export function isInitialized(props: TerraformProps): boolean {
  return readIfThere(initRecord(props)) === initInputs(props);
}

/** Runs {@link terraformInit}, and records that for {@link isInitialized}. */
export async function initialize(props: TerraformProps, detail: Detail): Promise<void> {
  rmSync(initRecord(props), { force: true });
  await terraformInit(props, detail);
  // A Terraform that only pretends, as in tests, makes no folder.
  mkdirSync(path.dirname(initRecord(props)), { recursive: true });
  // What it has installed and locked counts too.
  writePrivateFile(initRecord(props), initInputs(props));
}

/** Runs {@link initialize} as a step, unless the folder {@link isInitialized}. */
export async function terraformInitOnce(output: Output, props: TerraformProps): Promise<void> {
  if (isInitialized(props)) return;
  await output.step("Initialize Terraform", (detail) => initialize(props, detail));
}

function initRecord({ stackFolder }: TerraformProps): string {
  return path.join(stackFolder, ".terraform", "lake-init");
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
