import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { environments } from "../../config/environments";
import { lakeHome, projectFolder } from "../../local/home/lake-home";
import { findTerraform } from "../../toolchain/terraform/terraform";
import { UserError } from "../../errors/user-error";
import type { Output } from "../terminal/output";
import { renderTable } from "../terminal/output";
import { synthesize } from "../terraform/synth";
import { terraformLockProviders } from "../terraform/terraform-init";
import { unattendedTerraformEnv } from "../terraform/terraform-env";

/** Platforms of the people and the machines that run Terraform, unless others are named. */
const lockedPlatforms = ["linux_amd64", "linux_arm64", "darwin_amd64", "darwin_arm64"];

const LOCK = ".terraform.lock.hcl";
const PLATFORM = /^[a-z0-9]+_[a-z0-9]+$/;

/** Options of `lake lock-providers`. */
export interface LockProvidersOptions {
  /** As Terraform writes them, for example `linux_amd64`; empty for {@link lockedPlatforms}. */
  readonly platform: readonly string[];
  /** Folder of a filesystem mirror, in place of the registry. */
  readonly mirror?: string;
  /** Take the newest version that the stack allows, in place of the locked one. */
  readonly upgrade: boolean;
}

/** A provider in the lock. */
interface LockedProvider {
  readonly provider: string;
  readonly version: string;
  /** How many checksums the lock knows of it. */
  readonly hashes: number;
}

/**
 * `lake lock-providers`: writes `.terraform.lock.hcl`, which is committed and which synth puts into the folder of each
 * stack for AWS.
 */
export async function lockProvidersCommand(
  output: Output,
  options: LockProvidersOptions,
): Promise<void> {
  const platforms = options.platform.length === 0 ? lockedPlatforms : options.platform;
  const wrong = platforms.find((platform) => !PLATFORM.test(platform));
  if (wrong !== undefined) {
    throw new UserError(
      `--platform has a wrong form: received "${wrong}".`,
      "Allowed is <system>_<processor>, as linux_amd64 or darwin_arm64.",
    );
  }
  const home = lakeHome();
  const file = path.join(projectFolder, LOCK);
  const command = await output.step("Find Terraform", (progress) =>
    findTerraform({ toolsFolder: home.toolsFolder, progress }),
  );
  const environment = unattendedTerraformEnv(home, path.join(home.folder, "terraform"));
  // Every stack asks for the same provider, so any will do.
  const stack = environments[0]?.name;
  const stackFolder = await output.step("Synthesize the stack", () =>
    synthesize(home, environment, stack),
  );
  const folder = mkdtempSync(path.join(tmpdir(), "lock-"));
  try {
    copyFileSync(path.join(stackFolder, "cdk.tf.json"), path.join(folder, "cdk.tf.json"));
    if (existsSync(file) && !options.upgrade) copyFileSync(file, path.join(folder, LOCK));
    await output.step(`Lock the provider for ${platforms.join(", ")}`, (detail) =>
      terraformLockProviders({ command, stackFolder: folder, environment }, detail, {
        platforms,
        mirror: options.mirror,
      }),
    );
    copyFileSync(path.join(folder, LOCK), file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const providers = readProviders(readFileSync(file, "utf8"));
  output.result({ file: LOCK, platforms, providers }, (result) =>
    [
      renderTable(
        ["provider", "version", "checksums"],
        result.providers.map(({ provider, version, hashes }) => [provider, version, hashes]),
      ),
      `Written: ${LOCK}. Commit it; every synth puts it beside each stack.`,
    ].join("\n"),
  );
}

/** The providers of a lock file. */
export function readProviders(lock: string): LockedProvider[] {
  return [...lock.matchAll(/^provider "([^"]+)" \{\n([\s\S]*?)^\}/gm)].map(
    ([, provider = "", body = ""]) => ({
      provider,
      version: /^\s*version\s*=\s*"([^"]+)"/m.exec(body)?.[1] ?? "",
      hashes: [...body.matchAll(/"(h1|zh):/g)].length,
    }),
  );
}
