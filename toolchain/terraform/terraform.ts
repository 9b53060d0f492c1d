import { existsSync } from "node:fs";
import path from "node:path";
import { executablesOnPath } from "../executables";
import { installTerraform } from "./terraform-install";
import { terraformVersion } from "./terraform-version";
import { isAtLeast } from "../version-order";
import { TERRAFORM_MINIMUM_VERSION, TERRAFORM_VERSION } from "../versions";

/** Options of {@link findTerraform}. */
export interface FindTerraformProps {
  /** Folder for installations; created if needed. */
  readonly toolsFolder: string;
  /** Receives progress lines of a download. */
  readonly progress: (line: string) => void;
  /** @default "https://releases.hashicorp.com" */
  readonly releasesUrl?: string;
  /** PATH to search. @default - the environment variable `PATH` */
  readonly path?: string;
  /** @default - this machine's */
  readonly platform?: NodeJS.Platform;
  /** @default - this machine's */
  readonly arch?: string;
  /** Delay before a failed transfer is retried; doubled for each further attempt. @default 1000 */
  readonly retryDelayMilliseconds?: number;
  /** SHA-256 by archive name; an archive without a checksum is not downloaded. @default TERRAFORM_CHECKSUMS */
  readonly checksums?: Readonly<Record<string, string>>;
}

/**
 * Finds a Terraform that is new enough: on PATH, otherwise in the tools folder; otherwise it is downloaded there.
 *
 * @returns the absolute path of the executable
 * @throws UserError if the download fails
 */
export async function findTerraform(props: FindTerraformProps): Promise<string> {
  const { platform = process.platform, arch = process.arch } = props;
  const found = await locateTerraform(props);
  if (found !== undefined) return found;
  const command = installedCommand(props.toolsFolder, platform);
  await installTerraform({
    command,
    toolsFolder: path.resolve(props.toolsFolder),
    progress: props.progress,
    releasesUrl: props.releasesUrl ?? "https://releases.hashicorp.com",
    platform,
    arch,
    retryDelayMilliseconds: props.retryDelayMilliseconds,
    checksums: props.checksums,
  });
  return command;
}

/** As {@link findTerraform}, but installs nothing: undefined if the machine has none that is new enough. */
export async function locateTerraform(
  props: Pick<FindTerraformProps, "toolsFolder" | "progress" | "path" | "platform">,
): Promise<string | undefined> {
  const { platform = process.platform } = props;
  const searchPath = props.path ?? process.env.PATH ?? "";
  for (const command of executablesOnPath("terraform", searchPath, platform)) {
    const version = await terraformVersion(command);
    if (version === undefined) {
      props.progress(`${command} does not report its version and is not used`);
    } else if (isAtLeast(version, TERRAFORM_MINIMUM_VERSION)) {
      return command;
    } else {
      props.progress(
        `${command} is version ${version}; ${TERRAFORM_MINIMUM_VERSION} or newer is required`,
      );
    }
  }
  const installed = installedCommand(props.toolsFolder, platform);
  const isInstalled =
    existsSync(installed) && (await terraformVersion(installed)) === TERRAFORM_VERSION;
  return isInstalled ? installed : undefined;
}

function installedCommand(toolsFolder: string, platform: NodeJS.Platform): string {
  const folder = path.resolve(toolsFolder, `terraform-${TERRAFORM_VERSION}`);
  return path.join(folder, platform === "win32" ? "terraform.exe" : "terraform");
}
