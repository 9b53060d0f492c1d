import { createHash, randomUUID } from "node:crypto";
import { createWriteStream, existsSync } from "node:fs";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { AwsServiceError } from "../../gateway/emulated-service";
import type { UnzipProcesses } from "./unzip/unzip-process";
import { ZIP_LIMITS, ZipRejectedError } from "./unzip/zip-limits";

/** Unpacked code that no deployed function uses yet. */
export interface StagedCode {
  /** SHA-256 of its zip in Lambda's form (`CodeSha256`). */
  readonly sha256: string;
  /** Adds it to the store. */
  keep(): Promise<void>;
  /** Removes it. */
  discard(): Promise<void>;
}

/**
 * The code of deployed functions, by SHA-256 of their zip: the zips, which are kept, and the unpacked code, which is
 * unpacked again when it is needed.
 */
export class CodeStore {
  /** Staged code by SHA-256, until it is kept or discarded. */
  private readonly staged = new Map<string, Set<Promise<void>>>();
  private readonly unpacking = new Map<string, Promise<void>>();

  /**
   * @param folder of the unpacked code
   * @param packageFolder of the zips
   */
  constructor(
    private readonly folder: string,
    private readonly unzip: UnzipProcesses,
    private readonly packageFolder: string,
  ) {}

  /**
   * Receives a zip and unpacks it in another process.
   *
   * @throws ZipRejectedError if it is rejected; nothing of it remains then
   */
  async stage(zip: AsyncIterable<Uint8Array>): Promise<StagedCode> {
    const scratch = join(this.folder, "incoming", randomUUID());
    const discard = () => rm(scratch, { recursive: true, force: true });
    try {
      const unpacked = join(scratch, "code");
      const zipPath = join(scratch, "code.zip");
      await mkdir(unpacked, { recursive: true, mode: 0o700 });
      const sha256 = await receive(zip, zipPath);
      await this.unzip.unpack(zipPath, unpacked);
      return this.stagedCode(sha256, unpacked, zipPath, discard);
    } catch (error) {
      await discard();
      throw error;
    }
  }

  /**
   * Finds the folder with a function's code.
   *
   * @throws AwsServiceError if it was never uploaded here
   */
  async locate(sha256: string): Promise<string> {
    await Promise.all([...(this.staged.get(sha256) ?? [])]);
    const folder = this.folderOf(sha256);
    if (!existsSync(folder)) await this.unpackAgain(sha256, folder);
    if (existsSync(folder)) return folder;
    throw new AwsServiceError(
      "InvalidZipFileException",
      `The embedded AWS does not have the code with CodeSha256 ${sha256}. Deploy the function again.`,
      502,
    );
  }

  /**
   * Removes the zips that are not among those that are used, by their SHA-256 in Lambda's form.
   *
   * @param usedNow is asked once the zips are listed, so that one that is deployed meanwhile stays
   */
  async removeOthers(usedNow: () => Promise<ReadonlySet<string>>): Promise<void> {
    const names = existsSync(this.packageFolder) ? await readdir(this.packageFolder) : [];
    const kept = new Set([...(await usedNow())].map((sha256) => this.packageOf(sha256)));
    const files = names.map((name) => join(this.packageFolder, name));
    await Promise.all(files.filter((file) => !kept.has(file)).map((file) => rm(file)));
  }

  private async unpackAgain(sha256: string, folder: string): Promise<void> {
    const zip = this.packageOf(sha256);
    if (!existsSync(zip)) return;
    const running =
      this.unpacking.get(sha256) ??
      this.unpack(zip, folder).finally(() => this.unpacking.delete(sha256));
    this.unpacking.set(sha256, running);
    await running;
  }

  private async unpack(zip: string, folder: string): Promise<void> {
    const scratch = join(this.folder, "incoming", randomUUID());
    try {
      await mkdir(scratch, { recursive: true, mode: 0o700 });
      await this.unzip.unpack(zip, scratch);
      await rename(scratch, folder).catch(unlessThere(folder));
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  }

  private stagedCode(
    sha256: string,
    unpacked: string,
    zipPath: string,
    discard: () => Promise<void>,
  ): StagedCode {
    const pending = this.staged.get(sha256) ?? new Set();
    this.staged.set(sha256, pending);
    let settle = (): void => undefined;
    const settled: Promise<void> = new Promise((resolve) => (settle = resolve));
    pending.add(settled);
    const end = async (): Promise<void> => {
      await discard();
      settle();
      pending.delete(settled);
      if (pending.size === 0 && this.staged.get(sha256) === pending) this.staged.delete(sha256);
    };
    const keep = async (): Promise<void> => {
      await mkdir(this.packageFolder, { recursive: true, mode: 0o700 });
      await rename(zipPath, this.packageOf(sha256));
      const target = this.folderOf(sha256);
      // The same zip unpacks to the same files, so existing ones are kept.
      if (!existsSync(target)) await rename(unpacked, target).catch(unlessThere(target));
      await end();
    };
    return { sha256, keep, discard: end };
  }

  private folderOf(sha256: string): string {
    return join(this.folder, `code-${hexOf(sha256)}`);
  }

  private packageOf(sha256: string): string {
    return join(this.packageFolder, `${hexOf(sha256)}.zip`);
  }
}

function hexOf(sha256: string): string {
  return Buffer.from(sha256, "base64").toString("hex");
}

/** Writes a zip to a file and calculates its digest. */
async function receive(zip: AsyncIterable<Uint8Array>, path: string): Promise<string> {
  const hash = createHash("sha256");
  let bytes = 0;
  const measure = async function* (chunks: AsyncIterable<Uint8Array>) {
    for await (const chunk of chunks) {
      bytes += chunk.length;
      if (bytes >= ZIP_LIMITS.unzippedBytes) {
        throw new ZipRejectedError("unzippedSize", "the zip itself is larger");
      }
      hash.update(chunk);
      yield chunk;
    }
  };
  await pipeline(zip, measure, createWriteStream(path, { flags: "wx", mode: 0o600 }));
  return hash.digest("base64");
}

/** Another upload of the same zip may have been faster. */
function unlessThere(target: string): (error: unknown) => void {
  return (error) => {
    if (!existsSync(target)) throw error;
  };
}
