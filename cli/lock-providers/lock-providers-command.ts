import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { environments } from "../../config/environments";
import { lakeHome, projectFolder } from "../../local/home/lake-home";
import { openHome } from "../../local/home/open-home";
import { mirrorFolderFor } from "../../toolchain/terraform/linked-mirror";
import { awsProviderAddress } from "../../toolchain/terraform/terraform-products";
import type { Environment } from "../../model/environment/environment";
import { hasLoweredRange, providerRangeVariable } from "../../model/environment/provider-versions";
import type { ProviderSettings } from "../../model/environment/provider-versions";
import { UserError } from "../../errors/user-error";
import { binaryOf, findTerraformFor, titleOf } from "../terraform/find-terraform";
import type { Output } from "../terminal/output";
import { renderTable } from "../terminal/layout/render-table";
import { withCheckedVariables } from "../target/require-environment";
import { synthesize } from "../terraform/synth";
import { terraformLockProviders } from "../terraform/terraform-init";
import { unattendedTerraformEnv } from "../terraform/terraform-env";
import { PROVIDER_LOCK, readProviders, requireAllowedLock } from "../terraform/locked-providers";

/** Default platforms: those of developers and of CI. */
const defaultPlatforms = ["linux_amd64", "linux_arm64", "darwin_amd64", "darwin_arm64"];

const PLATFORM = /^[a-z0-9]+_[a-z0-9]+$/;

/** Options of `lake lock-providers`. */
export interface LockProvidersOptions {
  /** In Terraform's notation, for example `linux_amd64`; empty for {@link defaultPlatforms}. */
  readonly platform: readonly string[];
  /** Folder of a filesystem mirror, instead of the registry. */
  readonly mirror?: string;
  /** Lock the newest version that the stack allows, instead of keeping the locked one. */
  readonly upgrade: boolean;
}

/**
 * `lake lock-providers`: writes `.terraform.lock.hcl`, which is committed, and which synth copies to the folder of each
 * stack for AWS. With the range of the embedded AWS it says not to commit the file.
 *
 * @throws UserError for a platform in another form, no environment on AWS, environments for different programs, or a locked
 *   version that the stacks don't allow
 */
export async function lockProvidersCommand(
  output: Output,
  options: LockProvidersOptions,
): Promise<void> {
  const platforms = options.platform.length === 0 ? defaultPlatforms : options.platform;
  const invalid = platforms.find((platform) => !PLATFORM.test(platform));
  if (invalid !== undefined) {
    throw new UserError(
      `--platform is invalid: received "${invalid}".`,
      "Expected <system>_<processor>, for example linux_amd64 or darwin_arm64.",
    );
  }
  requireMirror(options.mirror);
  const settings = awsEnvironment();
  const home = lakeHome();
  // First, since the following steps may create folders in it.
  openHome(home);
  const file = path.join(projectFolder, PROVIDER_LOCK);
  const address = awsProviderAddress(binaryOf(settings));
  // A lock of the other program is replaced.
  const keepsVersions = !options.upgrade && locks(file, address);
  if (keepsVersions) requireAllowedLock(settings);
  const command = await findTerraformFor(output, home, settings);
  const folderOfSettings = path.join(home.folder, "terraform");
  const environment = unattendedTerraformEnv(home, folderOfSettings, settings);
  const stackFolder = await output.step("Synthesize the stack", () =>
    synthesize(home, "lock-providers", environment, settings.name),
  );
  const advice =
    options.mirror === undefined
      ? "Repair what these lines name. Without access to the registry, read a mirror: --mirror FOLDER."
      : `Check that ${options.mirror} has the provider for each platform: ${binaryOf(settings)} providers mirror writes such a folder.`;
  const folder = mkdtempSync(path.join(tmpdir(), "lock-"));
  try {
    copyFileSync(path.join(stackFolder, "cdk.tf.json"), path.join(folder, "cdk.tf.json"));
    if (keepsVersions) copyFileSync(file, path.join(folder, PROVIDER_LOCK));
    await output.step(`Lock the provider for ${platforms.join(", ")}`, (detail) =>
      terraformLockProviders({ command, stackFolder: folder, environment, advice }, detail, {
        platforms,
        mirror: mirrorOf(options.mirror, address, folder),
      }),
    );
    copyFileSync(path.join(folder, PROVIDER_LOCK), file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const providers = readProviders(readFileSync(file, "utf8"));
  output.result({ file: PROVIDER_LOCK, platforms, providers }, (result) =>
    [
      renderTable(
        ["provider", "version", "checksums"],
        result.providers.map(({ provider, version, hashes }) => [provider, version, hashes]),
      ),
      writtenNote(settings),
    ].join("\n"),
  );
}

/** What to do with the lock: one of a lowered range may have a provider that the stacks for AWS reject. */
export function writtenNote(settings: ProviderSettings): string {
  return hasLoweredRange(settings)
    ? `Written: ${PROVIDER_LOCK}, for the embedded AWS, since ${providerRangeVariable} is set. Don't commit it: delete it before you deploy to AWS.`
    : `Written: ${PROVIDER_LOCK}. Commit it; every synth copies it to each stack.`;
}

function requireMirror(folder: string | undefined): void {
  if (folder === undefined || statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) {
    return;
  }
  throw new UserError(
    `--mirror is not a folder: received "${folder}".`,
    "Expected a filesystem mirror, as terraform providers mirror FOLDER writes it; or leave the option out to use the registry.",
  );
}

/** Whether a lock file has an entry for a provider. */
function locks(file: string, address: string): boolean {
  if (!existsSync(file)) return false;
  return readProviders(readFileSync(file, "utf8")).some(({ provider }) => provider === address);
}

/** A folder with the provider under the program's address; links, where the mirror has it under Terraform's. */
function mirrorOf(named: string | undefined, address: string, folder: string): string | undefined {
  if (named === undefined) return undefined;
  const held = [address, awsProviderAddress("terraform")].find((each) =>
    existsSync(path.join(named, ...each.split("/"))),
  );
  return held === undefined
    ? named
    : mirrorFolderFor({ folder: named, address: held }, address, folder);
}

/** Every stack for AWS asks for the same provider, so any will do; `local` takes what the machine has, without a lock. */
function awsEnvironment(): Environment {
  const all = environments
    .filter(({ emulator }) => emulator === undefined)
    .map((each) => withCheckedVariables(each));
  const [environment] = all;
  const other = all.find((each) => binaryOf(each) !== binaryOf(all[0] ?? each));
  if (environment !== undefined && other !== undefined) {
    throw new UserError(
      `environments.${environment.name} is for ${titleOf(environment)} and environments.${other.name} for ${titleOf(other)}: their providers have different addresses, and one lock file can't serve both.`,
      "Give all environments on AWS the same terraformBinary in config/environments.ts.",
    );
  }
  if (environment !== undefined) return environment;
  throw new UserError(
    "config/environments.ts has no environment on AWS, so no provider needs a lock.",
    "Add an environment without `emulator`.",
  );
}
