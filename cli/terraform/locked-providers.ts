import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { projectFolder } from "../../local/home/lake-home";
import { providerVersions, versionConstraint } from "../../model/environment/provider-versions";
import type { ProviderSettings, ProviderVersions } from "../../model/environment/provider-versions";
import { UserError } from "../../errors/user-error";
import { isInVersionRange } from "../../toolchain/version-order";
import {
  awsProviderAddress,
  TERRAFORM_PRODUCTS,
} from "../../toolchain/terraform/terraform-products";
import { binaryOf } from "./find-terraform";
import type { BinaryOf } from "./find-terraform";

/** Terraform's lock of providers, in the project's folder; a synth copies it to each stack for AWS. */
export const PROVIDER_LOCK = ".terraform.lock.hcl";

/** A provider in the lock. */
export interface LockedProvider {
  readonly provider: string;
  readonly version: string;
  /** How many checksums the lock knows of it. */
  readonly hashes: number;
}

/** The providers of a lock file. */
export function readProviders(lock: string): LockedProvider[] {
  return [...lock.matchAll(/^provider "([^"]+)" \{\r?\n([\s\S]*?)^\}/gm)].map(
    ([, provider = "", body = ""]) => ({
      provider,
      version: /^\s*version\s*=\s*"([^"]+)"/m.exec(body)?.[1] ?? "",
      hashes: [...body.matchAll(/"(h1|zh):/g)].length,
    }),
  );
}

/**
 * Rejects a lock whose AWS provider the stacks don't allow. Terraform would stop too, and advise to upgrade in the folder of
 * a stack, where the next synth overwrites the lock.
 *
 * @param address of the provider for the program that plans. @default - that for Terraform
 * @throws UserError with the command that repairs the lock
 */
export function rejectLockedVersion(
  file: string,
  providers: readonly LockedProvider[],
  allowed: ProviderVersions,
  address = awsProviderAddress("terraform"),
): void {
  const locked = providers.find(({ provider }) => provider === address);
  if (locked === undefined) return rejectLockOfOther(file, providers, address);
  if (isInVersionRange(locked.version, allowed)) return;
  throw new UserError(
    [
      `${file} locks version ${locked.version || "(none)"} of ${address}; the stacks for AWS allow ${versionConstraint(allowed)}.`,
      "Versions 6.22 to 6.39 show a change on every encrypted bucket in every plan: https://github.com/hashicorp/terraform-provider-aws/issues/47320",
    ],
    "Run `npx lake lock-providers --upgrade`, commit the file, and review the next plan.",
  );
}

/** With the lock of the other program, one takes the locked version, but verifies no checksum. */
function rejectLockOfOther(
  file: string,
  providers: readonly LockedProvider[],
  address: string,
): void {
  const others = Object.values(TERRAFORM_PRODUCTS).filter(
    ({ binary }) => awsProviderAddress(binary) !== address,
  );
  const other = others.find(({ binary }) =>
    providers.some(({ provider }) => provider === awsProviderAddress(binary)),
  );
  if (other === undefined) return;
  throw new UserError(
    `${file} is for ${other.title}: it locks ${awsProviderAddress(other.binary)}, and not ${address}.`,
    "Run `npx lake lock-providers` with the same TERRAFORM_BINARY_NAME, which replaces it, and commit the file.",
  );
}

/**
 * Rejects the project's lock if the stacks of an environment don't allow its AWS provider. Does nothing without a lock, and
 * for the embedded AWS, whose stacks get none.
 *
 * @throws UserError with the command that repairs the lock
 */
export function requireAllowedLock(settings: ProviderSettings & BinaryOf): void {
  const file = path.join(projectFolder, PROVIDER_LOCK);
  if (settings.emulator !== undefined || !existsSync(file)) return;
  const locked = readProviders(readFileSync(file, "utf8"));
  const address = awsProviderAddress(binaryOf(settings));
  rejectLockedVersion(PROVIDER_LOCK, locked, providerVersions(settings), address);
}
