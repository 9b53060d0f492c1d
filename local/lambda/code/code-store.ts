import { createHash, randomUUID } from "node:crypto";
import { createWriteStream, existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { AwsServiceError } from "../../gateway/emulated-service";
import type { UnzipProcesses } from "./unzip/unzip-process";
import { ZIP_LIMITS, ZipRefusedError } from "./unzip/zip-limits";

/** Code that is unpacked, but that no function has yet. */
export interface StagedCode {
  /** SHA-256 of its zip as Lambda gives it (`CodeSha256`). */
  readonly sha256: string;
  /** Makes it findable. */
  keep(): Promise<void>;
  /** Leaves nothing of it behind. */
  discard(): Promise<void>;
}

/** The unpacked code of deployed functions, by the SHA-256 of their zip. */
export class CodeStore {
  /** Code that may become findable at any moment. */
  private readonly staged = new Map<string, Set<Promise<void>>>();

  constructor(
    private readonly folder: string,
    private readonly unzip: UnzipProcesses,
  ) {}

  /**
   * Receives a zip and unpacks it, beside the emulator's own work.
   *
   * @throws ZipRefusedError when it can't be taken; nothing of it is left then
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
      return this.stagedCode(sha256, unpacked, discard);
    } catch (error) {
      await discard();
      throw error;
    }
  }

  /**
   * Folder with a function's code.
   *
   * @throws AwsServiceError when it was never uploaded here
   */
  async locate(sha256: string): Promise<string> {
    await Promise.all([...(this.staged.get(sha256) ?? [])]);
    const folder = this.folderOf(sha256);
    if (existsSync(folder)) return folder;
    throw new AwsServiceError(
      "InvalidZipFileException",
      `The embedded AWS does not hold the code with CodeSha256 ${sha256}: deploy the function again.`,
      502,
    );
  }

  private stagedCode(sha256: string, unpacked: string, discard: () => Promise<void>): StagedCode {
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
      const target = this.folderOf(sha256);
      // The same zip unpacks to the same files, so those that are there already stay.
      if (!existsSync(target)) await rename(unpacked, target).catch(unlessThere(target));
      await end();
    };
    return { sha256, keep, discard: end };
  }

  private folderOf(sha256: string): string {
    return join(this.folder, `code-${Buffer.from(sha256, "base64").toString("hex")}`);
  }
}

/** Writes a zip down, and reckons its digest on the way. */
async function receive(zip: AsyncIterable<Uint8Array>, path: string): Promise<string> {
  const hash = createHash("sha256");
  let bytes = 0;
  const measure = async function* (chunks: AsyncIterable<Uint8Array>) {
    for await (const chunk of chunks) {
      bytes += chunk.length;
      if (bytes >= ZIP_LIMITS.unzippedBytes) {
        throw new ZipRefusedError("unzippedSize", "the zip itself is larger");
      }
      hash.update(chunk);
      yield chunk;
    }
  };
  await pipeline(zip, measure, createWriteStream(path, { flags: "wx", mode: 0o600 }));
  return hash.digest("base64");
}

/** Another upload of the same zip may have come first. */
function unlessThere(target: string): (error: unknown) => void {
  return (error) => {
    if (!existsSync(target)) throw error;
  };
}
