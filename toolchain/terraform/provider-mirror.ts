import { readdirSync, statSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { UserError } from "../../errors/user-error";
import { terraformPlatform } from "../platform";
import { isInVersionRange } from "../version-order";
import type { VersionRange } from "../version-order";
import { awsProviderAddress, TERRAFORM_PRODUCTS } from "./terraform-products";
import type { TerraformProduct } from "./terraform-products";

/** Options of {@link findProviderMirror}. */
export interface FindProviderMirrorProps {
  /** Versions of the provider that the stack allows. */
  readonly versions: VersionRange;
  /** The program that installs it. @default "terraform" */
  readonly binary?: TerraformProduct["binary"] | undefined;
  /** @default - that of this process */
  readonly environment?: NodeJS.ProcessEnv;
  /** @default - this machine's */
  readonly platform?: NodeJS.Platform;
  /** @default - this machine's */
  readonly arch?: string;
  /** @default - the user's */
  readonly homeFolder?: string;
  /** Root of system folders such as `/opt` and `/usr/share`. @default "/" */
  readonly rootFolder?: string;
}

/** A folder with providers, and what it holds of the AWS provider. */
export interface ProviderMirror {
  readonly folder: string;
  /** Address of the AWS provider in it: for OpenTofu it may be Terraform's. */
  readonly address: string;
}

/**
 * Finds a folder with the AWS provider for this machine in an allowed version, packed or unpacked: the one in the
 * environment variable `LAKE_PROVIDER_MIRROR`, otherwise one of Terraform's implied mirror folders, otherwise a folder
 * in `/opt`. For OpenTofu a folder with the provider under Terraform's address will do if none has it under OpenTofu's: it is
 * the same program, and a lock file with other checksums still rejects it.
 *
 * @returns `undefined` if there is none, so that the provider is downloaded
 * @throws UserError if `LAKE_PROVIDER_MIRROR` names a folder without such a provider
 * @see https://developer.hashicorp.com/terraform/cli/config/config-file#implied-local-mirror-directories
 */
export function findProviderMirror(props: FindProviderMirrorProps): ProviderMirror | undefined {
  const { environment = process.env, platform = process.platform, arch = process.arch } = props;
  const isAllowed = (version: string) => isInVersionRange(version, props.versions);
  const target = terraformPlatform(platform, arch);
  const targetName = `${target.os}_${target.arch}`;
  const own = awsProviderAddress(props.binary ?? "terraform");
  const addresses = [...new Set([own, awsProviderAddress("terraform")])];
  const named = environment.LAKE_PROVIDER_MIRROR;
  if (named !== undefined && named !== "") {
    const folder = path.resolve(named);
    const held = addresses.map((address) => providerVersions(folder, address, targetName));
    const address = addresses.find((_, index) => held[index]?.some(isAllowed));
    if (address !== undefined) return { folder, address };
    throw new UserError(
      `LAKE_PROVIDER_MIRROR names ${folder}, which must contain ${own} >= ${props.versions.minimum}, < ${props.versions.upperBound} for ${targetName}; it contains ${held.flat().join(", ") || "none for that platform"}.`,
      `Set it to the folder that contains ${TERRAFORM_PRODUCTS[props.binary ?? "terraform"].registry}, fill that folder with \`${props.binary ?? "terraform"} providers mirror\`, or unset the variable to download the provider.`,
    );
  }
  const { homeFolder = homedir(), rootFolder = "/" } = props;
  const folders = candidates({ environment, platform, homeFolder, rootFolder });
  return addresses
    .flatMap((address) => folders.map((folder) => ({ folder, address })))
    .find(({ folder, address }) => providerVersions(folder, address, targetName).some(isAllowed));
}

type Places = Required<Omit<FindProviderMirrorProps, "arch" | "binary" | "versions">>;

function candidates(places: Places): readonly string[] {
  const { environment, platform, homeFolder, rootFolder } = places;
  const shared = path.join(homeFolder, ".terraform.d", "plugins");
  if (platform === "win32") {
    const roaming = environment.APPDATA ?? path.join(homeFolder, "AppData", "Roaming");
    return [
      path.join(roaming, "terraform.d", "plugins"),
      path.join(roaming, "HashiCorp", "Terraform", "plugins"),
    ];
  }
  const optional = path.join(rootFolder, "opt");
  const inOptional = namesIn(optional).map((name) => path.join(optional, name));
  if (platform === "darwin") {
    const library = path.join("Library", "Application Support", "io.terraform", "plugins");
    return [shared, path.join(homeFolder, library), path.join(rootFolder, library), ...inOptional];
  }
  const dataHome = environment.XDG_DATA_HOME || path.join(homeFolder, ".local", "share");
  const dataFolders = environment.XDG_DATA_DIRS || "/usr/local/share:/usr/share";
  const system = dataFolders.split(":").filter((folder) => folder !== "");
  return [
    shared,
    path.join(dataHome, "terraform", "plugins"),
    ...system.map((folder) => path.join(rootFolder, folder, "terraform", "plugins")),
    ...inOptional,
  ];
}

/** Versions of the provider for a platform: folders `<version>/<platform>`, or zip files. */
function providerVersions(mirror: string, address: string, targetName: string): readonly string[] {
  const folder = path.join(mirror, ...address.split("/"));
  const zipName = new RegExp(`^terraform-provider-aws_(.+)_${targetName}\\.zip$`);
  return namesIn(folder).flatMap((name) => {
    const packed = zipName.exec(name)?.[1];
    if (packed !== undefined) return [packed];
    const unpacked = namesIn(path.join(folder, name, targetName));
    return unpacked.some((file) => file.startsWith("terraform-provider-aws")) ? [name] : [];
  });
}

function namesIn(folder: string): readonly string[] {
  try {
    return statSync(folder).isDirectory() ? readdirSync(folder).sort() : [];
  } catch {
    return [];
  }
}
