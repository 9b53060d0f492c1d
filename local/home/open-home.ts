import { chmodSync, lstatSync, readdirSync, realpathSync, statSync } from "node:fs";
import type { Stats } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { messageOf } from "../../errors/message-of";
import { UserError } from "../../errors/user-error";
import { errorCode } from "../error-code";
import { lakeHome, projectFolder } from "./lake-home";
import type { LakeHome } from "./lake-home";
import {
  PRIVATE_FOLDER_MODE,
  makePrivateFolder,
  makePrivate,
  writePrivateFile,
} from "./private-files";

/** Says that nobody but this project has files in a folder; written into one that was empty. */
const MARKER = ".lake-home";
const MARKER_TEXT =
  "Home of an embedded AWS. Everything that lake made in it is its owner's alone.\n";

/** Entries whose names nobody else gives: this project's own in any home. */
const CERTAIN_ENTRIES: readonly RegExp[] = [
  /^\.lake-home(\..*)?$/,
  /^(emulator|deployment)\.(json|log)(\..*)?$/,
  /^lake\.lock(\..*)?$/,
  /^embedded-aws$/,
];
/** Entries that this project makes too, with names that a user's own folder may have: its own in a marked home only. */
const OWN_ENTRIES: readonly RegExp[] = [
  ...CERTAIN_ENTRIES,
  /^(packages|review|deploy|bootstrap|terraform|cdktf\.out|app|synth)$/,
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
 * wider modes. In a folder that has a user's own files as well, only what is this project's for certain changes.
 *
 * @throws UserError as {@link checkHome} does
 */
export function openHome(home: LakeHome): void {
  const { folder } = home;
  const before = factsOf(folder);
  checkHome(home);
  makeHome(folder);
  const names = readdirSync(folder);
  const isMarked = markOwn(home, names);
  const wasOpen = before !== undefined && (before.mode & 0o077) !== 0;
  const own = isMarked ? OWN_ENTRIES : CERTAIN_ENTRIES;
  for (const name of names) {
    const file = path.join(folder, name);
    if (isOneOf(own, name)) makePrivate(file);
    if (isMarked && name === TOOLS && (wasOpen || isOpen(file))) makePrivate(file);
  }
  // Its other entries are the user's own; nobody reaches them any more.
  if (wasOpen) chmodSync(folder, PRIVATE_FOLDER_MODE);
}

function makeHome(folder: string): void {
  try {
    makePrivateFolder(folder);
  } catch (error) {
    throw new UserError(
      `The home of the embedded AWS, ${folder}, can't be made: ${messageOf(error)}.`,
      "Name a folder that you may write: LAKE_HOME=… npx lake …",
    );
  }
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

/** Whether a home has its marker; it gets one where all that lies there is this project's. */
function markOwn({ folder }: LakeHome, names: readonly string[]): boolean {
  if (names.includes(MARKER)) return true;
  // Homes of earlier versions have none.
  const isEarlier =
    names.some((name) => isOneOf(CERTAIN_ENTRIES, name)) &&
    names.every((name) => name === TOOLS || isOneOf(OWN_ENTRIES, name));
  // The standard home lies in the project, where nobody else has a folder of that name.
  const isStandard = real(folder) === real(lakeHome({}).folder);
  if (names.length > 0 && !isEarlier && !isStandard) return false;
  writePrivateFile(path.join(folder, MARKER), MARKER_TEXT);
  return true;
}

function isOneOf(patterns: readonly RegExp[], name: string): boolean {
  return patterns.some((pattern) => pattern.test(name));
}

function factsOf(folder: string): FolderFacts | undefined {
  const found = statOf(folder);
  return found && { isDirectory: found.isDirectory(), owner: found.uid, mode: found.mode };
}

/** A path that leads through a file has nothing at its end: making it says so. */
function statOf(folder: string): Stats | undefined {
  try {
    return statSync(folder, { throwIfNoEntry: false });
  } catch (error) {
    if (errorCode(error) === "ENOTDIR") return undefined;
    throw error;
  }
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
