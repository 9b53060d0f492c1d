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
import type { TerraformProduct } from "./terraform-products";
import { terraformVersion } from "./terraform-version";
import { TransferError } from "../transfer-error";

/** Options of {@link installTerraform}. */
export interface InstallTerraformProps {
  readonly product: TerraformProduct;
  /** Target path of the executable. */
  readonly command: string;
  /** Folder for the download; on the same file system as `command`. */
  readonly toolsFolder: string;
  readonly progress: (line: string) => void;
  readonly releasesUrl: string;
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  readonly retryDelayMilliseconds?: number | undefined;
  /** SHA-256 by archive name; an archive without a checksum is not downloaded. */
  readonly checksums: Readonly<Record<string, string>>;
}

/**
 * Downloads the pinned version of a program, verifies the committed checksum and installs it atomically, so that no incomplete
 * file is used and concurrent installations do not conflict.
 *
 * @throws UserError with the expected and the received checksum; nothing is left behind then
 */
export async function installTerraform(props: InstallTerraformProps): Promise<void> {
  const { os, arch } = terraformPlatform(props.platform, props.arch);
  const { product, checksums } = props;
  const what = nameOf(product);
  const archive = `${product.binary}_${product.version}_${os}_${arch}.zip`;
  const expected = Object.hasOwn(checksums, archive) ? checksums[archive] : undefined;
  if (expected === undefined) {
    throw new UserError(
      `${what} is not downloaded for ${os} on ${arch}: this project has no checksum for it.`,
      `Please ${byHand(product)}`,
    );
  }
  const release = `${props.releasesUrl.replace(/\/$/, "")}/${product.releasePath}`;
  const source: DownloadProps = {
    url: `${release}/${archive}`,
    what,
    progress: props.progress,
    retryDelayMilliseconds: props.retryDelayMilliseconds,
  };
  const scratch = await makeScratchFolder(props.toolsFolder, `${product.binary}-download-`);
  try {
    const zip = path.join(scratch.folder, archive);
    const { sha256, bytes } = await downloadFile(source, zip);
    if (sha256 !== expected) {
      throw new UserError(
        `${source.url} has the wrong SHA-256 checksum: received ${sha256} (${bytes} bytes), expected ${expected}.`,
        `The network or a proxy may have modified it. Try again on another network, or ${byHand(product)}`,
      );
    }
    const unpacked = path.join(scratch.folder, path.basename(props.command));
    await unpackExecutable(product, zip, unpacked);
    await chmod(unpacked, 0o755);
    await checkThatItRuns(product, unpacked);
    await mkdir(path.dirname(props.command), { recursive: true });
    await moveIntoPlace(product, unpacked, props.command);
    props.progress(`${what} is installed in ${path.dirname(props.command)}`);
  } catch (error) {
    if (!(error instanceof TransferError)) throw error;
    throw new UserError(`${what} could not be downloaded from ${error.message}.`, advice(product));
  } finally {
    await scratch.remove();
  }
}

/** Windows can't replace a running program: then another process has installed the same version meanwhile. */
async function moveIntoPlace(
  { version }: TerraformProduct,
  from: string,
  to: string,
): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if ((await terraformVersion(to)) !== version) throw error;
  }
}

function advice(product: TerraformProduct): string {
  const { HTTPS_PROXY, https_proxy } = process.env;
  const proxied = HTTPS_PROXY ?? https_proxy;
  const hint = proxied === undefined ? "" : "This download does not use the proxy in HTTPS_PROXY. ";
  return `${hint}Check the network and try again, or ${byHand(product)}`;
}

/** Extracts the file with the target's name. */
async function unpackExecutable(
  product: TerraformProduct,
  archive: string,
  target: string,
): Promise<void> {
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
  throw new UserError(
    `${path.basename(archive)} contains no file ${name}.`,
    `Please ${byHand(product)}`,
  );
}

async function checkThatItRuns(product: TerraformProduct, command: string): Promise<void> {
  const version = await terraformVersion(command);
  if (version === product.version) return;
  throw new UserError(
    `The downloaded ${nameOf(product)} does not run from ${path.dirname(command)} (reported version: ${version ?? "none"}).`,
    `Check whether programs may run in that folder (mount option noexec, virus scanner), or ${byHand(product)}`,
  );
}

function nameOf({ title, version }: TerraformProduct): string {
  return `${title} ${version}`;
}

function byHand({ title, minimumVersion, installUrl }: TerraformProduct): string {
  return `install ${title} ${minimumVersion} or newer manually and put it on PATH: ${installUrl}`;
}
