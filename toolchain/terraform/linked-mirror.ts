import { existsSync, mkdirSync, readdirSync, rmSync, statSync, symlinkSync } from "node:fs";
import path from "node:path";
import type { ProviderMirror } from "./provider-mirror";

/**
 * A mirror's folder for the AWS provider under an address. Where the mirror has it under another one, it is a folder of links
 * to the mirror's files, since OpenTofu follows links to files, but not to folders.
 *
 * @param folder for the folder of links
 */
export function mirrorFolderFor(mirror: ProviderMirror, address: string, folder: string): string {
  const source = path.resolve(mirror.folder);
  if (mirror.address === address) return source;
  const linked = path.join(folder, "linked-mirror");
  linkFiles(
    path.join(source, ...mirror.address.split("/")),
    path.join(linked, ...address.split("/")),
  );
  return linked;
}

/** Adds what is missing, since another command may read the folder at this moment. */
function linkFiles(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) {
    const [source, target] = [path.join(from, name), path.join(to, name)];
    if (statSync(source).isDirectory()) linkFiles(source, target);
    else if (!existsSync(target)) {
      // A link of an earlier run may point to a folder that is gone.
      rmSync(target, { force: true });
      symlinkSync(source, target);
    }
  }
}
