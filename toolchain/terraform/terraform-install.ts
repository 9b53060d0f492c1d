import { createWriteStream } from "node:fs";
import { chmod, mkdir, rename } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { openPromise } from "yauzl";
import { UserError } from "../../errors/user-error";
import { downloadFile } from "../download";
import type { DownloadProps } from "../download";
import { terraformPlatform } from "../platform";
import { makeScratchFolder } from "../scratch-folder";
import { TERRAFORM_CHECKSUMS } from "./terraform-checksums";
import { terraformVersion } from "./terraform-version";
import { TransferError } from "../transfer-error";

import { TERRAFORM_MINIMUM_VERSION, TERRAFORM_VERSION } from "../versions";

/** Options of {@link installTerraform}. */
export interface InstallTerraformProps {
  /** Target path of the executable. */
  readonly command: string;
  /** Folder for the download; on the same file system as `command`. */
  readonly toolsFolder: string;
  readonly progress: (line: string) => void;
  readonly releasesUrl: string;
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  readonly retryDelayMilliseconds?: number | undefined;
  /** SHA-256 by archive name; an archive without a checksum is not downloaded. @default TERRAFORM_CHECKSUMS */
  readonly checksums?: Readonly<Record<string, string>> | undefined;
}

const WHAT = `Terraform ${TERRAFORM_VERSION}`;
const BY_HAND =
  `install Terraform ${TERRAFORM_MINIMUM_VERSION} or newer manually and put it on PATH: ` +
  "https://developer.hashicorp.com/terraform/install";

/**
 * Downloads the pinned Terraform, verifies the committed checksum and installs it atomically, so that no incomplete
 * file is used and concurrent installations do not conflict.
 *
 * @throws UserError with the expected and the received checksum; nothing is left behind then
 */
export async function installTerraform(props: InstallTerraformProps): Promise<void> {
  const { os, arch } = terraformPlatform(props.platform, props.arch);
  const archive = `terraform_${TERRAFORM_VERSION}_${os}_${arch}.zip`;
  const { checksums = TERRAFORM_CHECKSUMS } = props;
  const expected = Object.hasOwn(checksums, archive) ? checksums[archive] : undefined;
  if (expected === undefined) {
    throw new UserError(
      `${WHAT} is not downloaded for ${os} on ${arch}: this project has no checksum for it.`,
      `Please ${BY_HAND}`,
    );
  }
  const release = `${props.releasesUrl.replace(/\/$/, "")}/terraform/${TERRAFORM_VERSION}`;
  const source: DownloadProps = {
    url: `${release}/${archive}`,
    what: WHAT,
    progress: props.progress,
    retryDelayMilliseconds: props.retryDelayMilliseconds,
  };
  const scratch = await makeScratchFolder(props.toolsFolder, "terraform-download-");
  try {
    const zip = path.join(scratch.folder, archive);
    const { sha256, bytes } = await downloadFile(source, zip);
    if (sha256 !== expected) {
      throw new UserError(
        `${source.url} has the wrong SHA-256 checksum: received ${sha256} (${bytes} bytes), expected ${expected}.`,
        `The network or a proxy may have modified it. Try again on another network, or ${BY_HAND}`,
      );
    }
    const unpacked = path.join(scratch.folder, path.basename(props.command));
    await unpackExecutable(zip, unpacked);
    await chmod(unpacked, 0o755);
    await checkThatItRuns(unpacked);
    await mkdir(path.dirname(props.command), { recursive: true });
    await moveIntoPlace(unpacked, props.command);
    props.progress(`${WHAT} is installed in ${path.dirname(props.command)}`);
  } catch (error) {
    if (!(error instanceof TransferError)) throw error;
    throw new UserError(`${WHAT} could not be downloaded from ${error.message}.`, advice());
  } finally {
    await scratch.remove();
  }
}

/** Windows can't replace a running program: then another process has installed the same version meanwhile. */
async function moveIntoPlace(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if ((await terraformVersion(to)) !== TERRAFORM_VERSION) throw error;
  }
}

function advice(): string {
  const { HTTPS_PROXY, https_proxy } = process.env;
  const proxied = HTTPS_PROXY ?? https_proxy;
  const hint = proxied === undefined ? "" : "This download does not use the proxy in HTTPS_PROXY. ";
  return `${hint}Check the network and try again, or ${BY_HAND}`;
}

/** Extracts the file with the target's name. */
async function unpackExecutable(archive: string, target: string): Promise<void> {
  const name = path.basename(target);
  const zip = await openPromise(archive, { autoClose: false });
  try {
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName !== name) continue;
      return await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(target));
    }
  } finally {
    zip.close();
  }
  throw new UserError(`${path.basename(archive)} contains no file ${name}.`, `Please ${BY_HAND}`);
}

async function checkThatItRuns(command: string): Promise<void> {
  const version = await terraformVersion(command);
  if (version === TERRAFORM_VERSION) return;
  throw new UserError(
    `The downloaded ${WHAT} does not run from ${path.dirname(command)} (reported version: ${version ?? "none"}).`,
    `Check whether programs may run in that folder (mount option noexec, virus scanner), or ${BY_HAND}`,
  );
}
