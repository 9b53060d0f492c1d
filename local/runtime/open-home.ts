import { chmodSync, lstatSync, readdirSync, realpathSync, statSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { UserError } from "../../errors/user-error";
import { projectFolder } from "./lake-home";
import type { LakeHome } from "./lake-home";
import { PRIVATE_FOLDER_MODE, makePrivateFolder, tighten } from "./private-files";

/** Entries of a home that this project makes; whatever else lies there is not touched. */
const OWN_ENTRIES: readonly RegExp[] = [
  /^(emulator|deployment)\.(json|log)(\..*)?$/,
  /^lake\.lock(\..*)?$/,
  /^(embedded-aws|packages|review|bootstrap|terraform|cdktf\.out|app|synth)$/,
];
/** Thousands of files of installed tools: looked through only where the folder itself was open to others. */
const TOOLS = "tools";

/** Whose a folder is, and what others may do with it. */
interface FolderFacts {
  readonly isDirectory: boolean;
  readonly owner: number;
  readonly mode: number;
}

/**
 * Makes the folder of an embedded AWS, and keeps everybody but its owner out of it: also of what was made before with
 * wider modes.
 *
 * @throws UserError as {@link checkHome} does
 */
export function openHome(home: LakeHome): void {
  const { folder } = home;
  const before = factsOf(folder);
  checkHome(home);
  makePrivateFolder(folder);
  const wasOpen = before !== undefined && (before.mode & 0o077) !== 0;
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name);
    if (OWN_ENTRIES.some((own) => own.test(name))) tighten(file);
    if (name === TOOLS && (wasOpen || isOpen(file))) tighten(file);
  }
  // Its other entries are the user's own; nobody reaches them any more.
  if (wasOpen) chmodSync(folder, PRIVATE_FOLDER_MODE);
}

/**
 * Refuses a home that somebody else has, or shares: what its files say can't be trusted. One that is not there is fine.
 *
 * @param user @default - this process' own
 * @throws UserError
 */
export function checkHome({ folder }: LakeHome, user = process.getuid?.()): void {
  const facts = factsOf(folder);
  if (facts === undefined) return;
  const other = "Name a folder of your own: LAKE_HOME=… npx lake …";
  if (!facts.isDirectory) {
    throw new UserError(`The home of the embedded AWS, ${folder}, is no folder.`, other);
  }
  if (user !== undefined && facts.owner !== user) {
    throw new UserError(
      `The home of the embedded AWS, ${folder}, belongs to user ${facts.owner}, and you are user ${user}.`,
      other,
    );
  }
  const shared = [path.parse(folder).root, homedir(), projectFolder].map(real);
  if ((facts.mode & 0o1000) !== 0 || shared.includes(real(folder))) {
    throw new UserError(
      `The home of the embedded AWS, ${folder}, is a folder that is there for more than that.`,
      "Name a folder of its own in it, which nobody else may read: LAKE_HOME=… npx lake …",
    );
  }
}

function factsOf(folder: string): FolderFacts | undefined {
  const found = statSync(folder, { throwIfNoEntry: false });
  return found && { isDirectory: found.isDirectory(), owner: found.uid, mode: found.mode };
}

function isOpen(file: string): boolean {
  return ((lstatSync(file, { throwIfNoEntry: false })?.mode ?? 0) & 0o077) !== 0;
}

function real(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}
