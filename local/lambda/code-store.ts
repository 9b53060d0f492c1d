import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { unzipSync } from "fflate";
import { AwsServiceError } from "../gateway/emulated-service";

/** The code packages of deployed functions, by the SHA-256 of their zip as Lambda gives it (`CodeSha256`). */
export class CodeStore {
  private readonly unpacking = new Map<string, Promise<string>>();

  constructor(private readonly folder: string) {}

  /** Keeps a zip. */
  async keep(zip: Uint8Array): Promise<void> {
    const sha256 = createHash("sha256").update(zip).digest("base64");
    await mkdir(this.folder, { recursive: true });
    await writeFile(this.zipPath(sha256), zip);
  }

  /**
   * Folder with the unpacked code; unpacked on first use.
   *
   * @throws AwsServiceError when the code was never uploaded here, or is no zip
   */
  unpack(sha256: string): Promise<string> {
    const known = this.unpacking.get(sha256);
    if (known !== undefined) return known;
    const unpacked = this.unpackNow(sha256);
    this.unpacking.set(sha256, unpacked);
    unpacked.catch(() => this.unpacking.delete(sha256));
    return unpacked;
  }

  private async unpackNow(sha256: string): Promise<string> {
    const zipPath = this.zipPath(sha256);
    if (!existsSync(zipPath)) {
      throw new AwsServiceError(
        "InvalidZipFileException",
        `The embedded AWS does not hold the code with CodeSha256 ${sha256}: deploy the function again.`,
        502,
      );
    }
    const folder = zipPath.replace(/\.zip$/, "");
    const scratch = `${folder}.unpacking`;
    await rm(scratch, { recursive: true, force: true });
    await mkdir(scratch, { recursive: true });
    for (const [name, content] of Object.entries(readZip(await readFile(zipPath)))) {
      if (name.endsWith("/")) continue;
      const path = join(scratch, name);
      if (relative(scratch, path).startsWith("..")) throw badZip(`the entry ${name} leaves it`);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content);
    }
    await rename(scratch, folder);
    return folder;
  }

  private zipPath(sha256: string): string {
    return join(this.folder, `${Buffer.from(sha256, "base64").toString("hex")}.zip`);
  }
}

function readZip(zip: Uint8Array): Readonly<Record<string, Uint8Array>> {
  try {
    return unzipSync(zip);
  } catch (error) {
    throw badZip(String(error));
  }
}

function badZip(reason: string): AwsServiceError {
  const message = `Lambda could not unzip the deployment package: ${reason}.`;
  return new AwsServiceError("InvalidZipFileException", message, 502);
}
