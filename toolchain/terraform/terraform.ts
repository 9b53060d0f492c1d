import { existsSync } from "node:fs";
import path from "node:path";
import { executablesOnPath } from "../executables";
import { installTerraform } from "./terraform-install";
import { TERRAFORM_PRODUCTS } from "./terraform-products";
import type { TerraformProduct } from "./terraform-products";
import { programVersion, terraformVersion } from "./terraform-version";
import type { ProgramVersion } from "./terraform-version";
import { UserError } from "../../errors/user-error";
import { isAtLeast } from "../version-order";

/** Options of {@link findTerraform}. */
export interface FindTerraformProps {
  /** Folder for installations; created if needed. */
  readonly toolsFolder: string;
  /** Receives progress lines of a download. */
  readonly progress: (line: string) => void;
  /** Which of the two programs. @default "terraform" */
  readonly binary?: TerraformProduct["binary"] | undefined;
  /** Path of the only executable that is used. @default - searched and downloaded */
  readonly command?: string | undefined;
  /** @default - where the program's makers publish it */
  readonly releasesUrl?: string;
  /** PATH to search. @default - the environment variable `PATH` */
  readonly path?: string;
  /** @default - this machine's */
  readonly platform?: NodeJS.Platform;
  /** @default - this machine's */
  readonly arch?: string;
  /** Delay before a failed transfer is retried; doubled for each further attempt. @default 1000 */
  readonly retryDelayMilliseconds?: number;
  /** SHA-256 by archive name; an archive without a checksum is not downloaded. @default - the committed ones */
  readonly checksums?: Readonly<Record<string, string>>;
}

/**
 * Finds a Terraform, or an OpenTofu, that is new enough: on PATH, otherwise in the tools folder; otherwise it is downloaded
 * there.
 *
 * @returns the absolute path of the executable
 * @throws UserError if the download fails, or the named executable is not the program, or is too old
 */
export async function findTerraform(props: FindTerraformProps): Promise<string> {
  const { platform = process.platform, arch = process.arch } = props;
  const product = TERRAFORM_PRODUCTS[props.binary ?? "terraform"];
  const found = await locateTerraform(props);
  if (found !== undefined) return found;
  const command = installedCommand(product, props.toolsFolder, platform);
  await installTerraform({
    product,
    command,
    toolsFolder: path.resolve(props.toolsFolder),
    progress: props.progress,
    releasesUrl: props.releasesUrl ?? product.releasesUrl,
    platform,
    arch,
    retryDelayMilliseconds: props.retryDelayMilliseconds,
    checksums: props.checksums ?? product.checksums,
  });
  return command;
}

/**
 * As {@link findTerraform}, but installs nothing: undefined if the machine has none that is new enough.
 *
 * @throws UserError if the named executable is not the program, or is too old
 */
export async function locateTerraform(
  props: Pick<
    FindTerraformProps,
    "toolsFolder" | "progress" | "binary" | "command" | "path" | "platform"
  >,
): Promise<string | undefined> {
  const { platform = process.platform } = props;
  const product = TERRAFORM_PRODUCTS[props.binary ?? "terraform"];
  if (props.command !== undefined) return checkedCommand(product, props.command);
  const searchPath = props.path ?? process.env.PATH ?? "";
  for (const command of executablesOnPath(product.binary, searchPath, platform)) {
    const problem = findProblem(product, await programVersion(command));
    if (problem === undefined) return command;
    props.progress(`${command} ${problem}`);
  }
  const installed = installedCommand(product, props.toolsFolder, platform);
  const isInstalled =
    existsSync(installed) && (await terraformVersion(installed)) === product.version;
  return isInstalled ? installed : undefined;
}

async function checkedCommand(product: TerraformProduct, command: string): Promise<string> {
  const absolute = path.resolve(command);
  const problem = existsSync(absolute)
    ? findProblem(product, await programVersion(absolute))
    : "does not exist";
  if (problem === undefined) return absolute;
  throw new UserError(
    `${absolute} ${problem}.`,
    `Name another executable, or install ${product.title}: ${product.installUrl}`,
  );
}

function findProblem(
  { title, minimumVersion }: TerraformProduct,
  found: ProgramVersion | undefined,
): string | undefined {
  if (found === undefined) return "does not report its version and is not used";
  const { version } = found;
  if (found.title !== title) return `is ${found.title} ${version}, not ${title}`;
  if (isAtLeast(version, minimumVersion)) return undefined;
  return `is version ${version}; ${minimumVersion} or newer is required`;
}

function installedCommand(
  { binary, version }: TerraformProduct,
  toolsFolder: string,
  platform: NodeJS.Platform,
): string {
  const folder = path.resolve(toolsFolder, `${binary}-${version}`);
  return path.join(folder, platform === "win32" ? `${binary}.exe` : binary);
}
