import { chmodSync, lstatSync, readdirSync, realpathSync, statSync } from "node:fs";
import type { Stats } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { messageOf } from "../../errors/message-of";
import { UserError } from "../../errors/user-error";
import { errorCode } from "../../errors/error-code";
import { lakeHome, projectFolder } from "./lake-home";
import type { LakeHome } from "./lake-home";
import {
  PRIVATE_FOLDER_MODE,
  makePrivateFolder,
  makePrivate,
  writePrivateFile,
} from "./private-files";

/** Marks a folder that contains only files of this project; created in an empty folder. */
const MARKER = ".lake-home";
const MARKER_TEXT =
  "Home of an embedded AWS. Everything that lake creates in it is accessible only to its owner.\n";

/** Names that only this project uses; its own in any home. */
const CERTAIN_ENTRIES: readonly RegExp[] = [
  /^\.lake-home(\..*)?$/,
  /^(emulator|deployment)\.(json|log)(\..*)?$/,
  /^lake\.lock(\..*)?$/,
  /^embedded-aws(\.\d+\.(deleted|draft)|\.next)?$/,
];
/** Names that this project uses, but that could also be a user's; its own only in a marked home. */
const OWN_ENTRIES: readonly RegExp[] = [
  ...CERTAIN_ENTRIES,
  /^(packages|up|review|deploy|bootstrap|cost|lock-providers|terraform|cdktf\.out|app|synth|quick-start|snapshots|console\.json|sql-history(\..*)?)$/,
];
/** Installed tools; they are of a user's too, in a home that is not marked. */
const TOOLS = "tools";

/** Type, owner and mode of a folder. */
interface FolderFacts {
  readonly isDirectory: boolean;
  readonly owner: number;
  readonly mode: number;
}

/**
 * Creates the folder of an embedded AWS, or restricts an existing one to its owner, including what earlier versions created
 * in it with wider modes. In a folder that also contains a user's own files, only names that certainly belong to this project
 * change.
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
    const isOwn = isOneOf(own, name) || (isMarked && name === TOOLS);
    // Below a folder that others can't enter no mode matters, and a lake may have a million files.
    if (isOwn && (wasOpen || isOpen(file))) makePrivate(file);
  }
  // The user's other entries stay unchanged; others can no longer reach them.
  if (wasOpen) chmodSync(folder, PRIVATE_FOLDER_MODE);
}

function makeHome(folder: string): void {
  try {
    makePrivateFolder(folder);
  } catch (error) {
    throw new UserError(
      `The home of the embedded AWS, ${folder}, can't be created: ${messageOf(error)}.`,
      "Use a folder that you can write to: LAKE_HOME=… npx lake …",
    );
  }
}

/**
 * Rejects a home that another user owns or that is shared, since its files can't be trusted. A missing one is valid.
 *
 * @param user @default - the user of this process
 * @throws UserError
 */
export function checkHome({ folder }: LakeHome, user = process.getuid?.()): void {
  const facts = factsOf(folder);
  if (facts === undefined) return;
  const other = "Use a folder of your own: LAKE_HOME=… npx lake …";
  if (!facts.isDirectory) {
    throw new UserError(`The home of the embedded AWS, ${folder}, is not a folder.`, other);
  }
  if (user !== undefined && facts.owner !== user) {
    throw new UserError(
      `The home of the embedded AWS, ${folder}, belongs to user ${facts.owner}, you are user ${user}.`,
      other,
    );
  }
  const shared = [path.parse(folder).root, homedir(), projectFolder].map(real);
  if ((facts.mode & 0o1000) !== 0 || shared.includes(real(folder))) {
    throw new UserError(
      `The home of the embedded AWS, ${folder}, is a folder with another purpose.`,
      "Use a separate folder in it: LAKE_HOME=… npx lake …",
    );
  }
}

/** Whether a home has the marker; it is created if all its entries belong to this project. */
function markOwn({ folder }: LakeHome, names: readonly string[]): boolean {
  if (names.includes(MARKER)) return true;
  // Homes of earlier versions have no marker.
  const isEarlier =
    names.some((name) => isOneOf(CERTAIN_ENTRIES, name)) &&
    names.every((name) => name === TOOLS || isOneOf(OWN_ENTRIES, name));
  // The default home is in the project, where no user has a folder of that name.
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

/** A path through a file does not exist; creating it reports the problem. */
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
