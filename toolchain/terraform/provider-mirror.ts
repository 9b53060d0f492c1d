import { readdirSync, statSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { UserError } from "../../errors/user-error";
import { terraformPlatform } from "../platform";
import { isInVersionRange } from "../version-order";
import type { VersionRange } from "../version-order";

/** Address of the AWS provider, which is also its folder in a mirror. */
export const AWS_PROVIDER_ADDRESS = "registry.terraform.io/hashicorp/aws";

/** Options of {@link findProviderMirror}. */
export interface FindProviderMirrorProps {
  /** Versions of the provider that the stack allows. */
  readonly versions: VersionRange;
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

/**
 * Finds a folder with the AWS provider for this machine in an allowed version, packed or unpacked: the one in the
 * environment variable `LAKE_PROVIDER_MIRROR`, otherwise one of Terraform's implied mirror folders, otherwise a folder
 * in `/opt`.
 *
 * @returns `undefined` if there is none, so that Terraform downloads the provider
 * @throws UserError if `LAKE_PROVIDER_MIRROR` names a folder without such a provider
 * @see https://developer.hashicorp.com/terraform/cli/config/config-file#implied-local-mirror-directories
 */
export function findProviderMirror(props: FindProviderMirrorProps): string | undefined {
  const { environment = process.env, platform = process.platform, arch = process.arch } = props;
  const isAllowed = (version: string) => isInVersionRange(version, props.versions);
  const target = terraformPlatform(platform, arch);
  const targetName = `${target.os}_${target.arch}`;
  const named = environment.LAKE_PROVIDER_MIRROR;
  if (named !== undefined && named !== "") {
    const folder = path.resolve(named);
    const held = providerVersions(folder, targetName);
    if (held.some(isAllowed)) return folder;
    throw new UserError(
      `LAKE_PROVIDER_MIRROR names ${folder}, which must contain ${AWS_PROVIDER_ADDRESS} >= ${props.versions.minimum}, < ${props.versions.upperBound} for ${targetName}; it contains ${held.length === 0 ? "none for that platform" : held.join(", ")}.`,
      "Set it to the folder that contains registry.terraform.io, fill that folder with `terraform providers mirror`, or unset the variable to let Terraform download the provider.",
    );
  }
  const { homeFolder = homedir(), rootFolder = "/" } = props;
  return candidates({ environment, platform, homeFolder, rootFolder }).find((folder) =>
    providerVersions(folder, targetName).some(isAllowed),
  );
}

type Places = Required<Omit<FindProviderMirrorProps, "arch" | "versions">>;

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
function providerVersions(mirror: string, targetName: string): readonly string[] {
  const folder = path.join(mirror, ...AWS_PROVIDER_ADDRESS.split("/"));
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
