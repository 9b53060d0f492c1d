import { randomUUID } from "node:crypto";
import { linkSync, lstatSync, readdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { errorCode } from "../../errors/error-code";
import { UserError } from "../../errors/user-error";
import { InvalidFileError, jsonFile, readJsonFile } from "./json-file";
import type { LakeHome } from "./lake-home";
import { openHome } from "./open-home";
import { writePrivateFile } from "./private-files";
import { processMembers, processProperties } from "./process-schema";
import { finishReplacement } from "./replace-lake";
import { processStatus, ownIdentity } from "../processes/process-identity";
import type { ProcessIdentity } from "../processes/process-identity";
import { isAlive } from "../processes/signals";

/** The process that holds a lock. */
interface Holder extends ProcessIdentity {
  /** Unique to each acquisition. */
  readonly token: string;
  /** The command, for example `lake up`. */
  readonly command: string;
  /** ISO 8601, UTC. */
  readonly since: string;
}

const text = { type: "string", maxLength: 16_384 } as const;
const lockRecord = jsonFile<Holder>("The lock of the home", "Run the command again.", {
  type: "object",
  properties: {
    ...processProperties,
    // It becomes part of a file name.
    token: { type: "string", pattern: "^[0-9a-f-]{36}$" },
    command: text,
    since: text,
  },
  required: [...processMembers, "token", "command", "since"],
  additionalProperties: false,
});

/**
 * Acquires the lock of a home, so that no other command can change its processes until the lock is released or this
 * process exits. The lock of a process that no longer exists is taken over, and what it had begun with the lake is finished.
 *
 * @param command shown to commands that find the home locked
 * @returns a function that releases the lock
 * @throws UserError if another command holds the lock
 */
export function lockHome(home: LakeHome, command: string): () => void {
  openHome(home);
  const token = randomUUID();
  const since = new Date().toISOString();
  const draft = `${home.lockFile}.${token}.draft`;
  writePrivateFile(draft, `${JSON.stringify({ ...ownIdentity(), token, command, since })}\n`);
  try {
    const holder = take(home.lockFile, draft);
    if (holder !== undefined) throw heldBy(holder, home);
    // Left by processes that were killed while they took over a lock.
    removeLeftovers(home.lockFile, draft);
  } finally {
    rmSync(draft, { force: true });
  }
  const release = (): void => {
    process.off("exit", release);
    if (readHolder(home.lockFile)?.token === token) rmSync(home.lockFile, { force: true });
  };
  process.once("exit", release);
  try {
    finishReplacement(home);
  } catch (error) {
    release();
    throw error;
  }
  return release;
}

/**
 * Does work during which no other command can change the processes of a home.
 *
 * @throws UserError as {@link lockHome} does
 */
export async function whileLocked<Result>(
  home: LakeHome,
  command: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const unlock = lockHome(home, command);
  try {
    return await work();
  } finally {
    unlock();
  }
}

/** The command that has the lock of a home now; undefined if there is none, or its process has ended. */
export function homeLockHolder(
  home: LakeHome,
): Pick<Holder, "command" | "pid" | "since"> | undefined {
  const holder = readHolder(home.lockFile);
  return holder !== undefined && isThere(holder) ? holder : undefined;
}

/**
 * Creates the lock file, unless a live process holds the lock. A stale lock is replaced under a second lock, whose name
 * contains the stale lock's token, so that a lock that was just acquired is never replaced.
 *
 * @returns the holder; undefined if the lock was acquired
 */
function take(file: string, draft: string): Holder | undefined {
  for (;;) {
    if (createLink(draft, file)) return undefined;
    const found = generationOf(file);
    if (found === undefined) continue;
    if (found.holder !== undefined && isThere(found.holder)) return found.holder;
    const takeover = `${file}.${found.name}`;
    const other = take(takeover, draft);
    if (other !== undefined) return other;
    try {
      if (generationOf(file)?.name !== found.name) continue;
      // Two hard links to the same file can't be renamed onto each other, so a link of its own is created.
      const own = `${takeover}.own`;
      rmSync(own, { force: true });
      linkSync(draft, own);
      renameSync(own, file);
      return undefined;
    } finally {
      rmSync(takeover, { force: true });
    }
  }
}

/**
 * Identifies the acquisition that a lock file belongs to; undefined if there is no file. An unreadable one has no
 * holder.
 */
function generationOf(file: string): { name: string; holder?: Holder } | undefined {
  const found = lstatSync(file, { throwIfNoEntry: false });
  if (found === undefined) return undefined;
  const holder = readHolder(file);
  return holder === undefined
    ? { name: `damaged-${found.ino}-${Math.round(found.ctimeMs)}` }
    : { name: holder.token, holder };
}

function readHolder(file: string): Holder | undefined {
  try {
    return readJsonFile(file, lockRecord);
  } catch (error) {
    if (error instanceof InvalidFileError) return undefined;
    throw error;
  }
}

function isThere(holder: Holder): boolean {
  const status = processStatus(holder);
  return status === "same" || (status === "unreadable" && isAlive(holder.pid));
}

function createLink(existing: string, file: string): boolean {
  try {
    linkSync(existing, file);
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    throw error;
  }
}

function removeLeftovers(lockFile: string, draft: string): void {
  const [folder, name] = [path.dirname(lockFile), path.basename(lockFile)];
  for (const entry of readdirSync(folder)) {
    const file = path.join(folder, entry);
    if (entry.startsWith(`${name}.`) && file !== draft && isLeft(file)) {
      rmSync(file, { force: true });
    }
  }
}

function isLeft(file: string): boolean {
  const holder = readHolder(file);
  return holder !== undefined && !isThere(holder);
}

function heldBy({ pid, command, since }: Holder, { folder }: LakeHome): UserError {
  return new UserError(
    `\`${command}\` (process ${pid}, since ${since}) is running in ${folder}, which only one command at a time can use.`,
    `Wait until it ends, or interrupt it: kill -INT ${pid}`,
  );
}
