import { createHash } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import path from "node:path";

/** Files that Terraform itself creates in a stack's folder. */
const ofTerraform = /^(\.terraform$|\.terraform\.lock\.hcl$|terraform\.tfstate|.*\.plan$)/;

/**
 * SHA-256 of all files of a synthesized stack with their paths, as hexadecimal digits.
 *
 * @param countedPart part of a file that counts. @default - all of it
 */
export async function configurationDigest(
  stackFolder: string,
  countedPart: (file: string, content: Buffer) => Buffer = (_, content) => content,
): Promise<string> {
  const hash = createHash("sha256");
  for (const file of await filesBelow(stackFolder)) {
    const content = countedPart(file, await readFile(path.join(stackFolder, file)));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .map((file) => file.split(path.sep).join("/"))
    .filter((file) => !ofTerraform.test(file.split("/")[0] ?? ""))
    .sort();
}
