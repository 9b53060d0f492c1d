import { randomUUID } from "node:crypto";
import { linkSync, lstatSync, readdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { errorCode } from "../error-code";
import { UserError } from "../../errors/user-error";
import { InvalidFileError, jsonFile, readJsonFile } from "./json-file";
import type { LakeHome } from "./lake-home";
import { openHome } from "./open-home";
import { writePrivateFile } from "./private-files";
import { processStatus, ownIdentity } from "../processes/process-identity";
import type { ProcessIdentity } from "../processes/process-identity";
import { isAlive } from "../processes/signals";

/** Who holds a lock. */
interface Holder extends ProcessIdentity {
  /** Tells one taking of the lock from another. */
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
    pid: { type: "integer", minimum: 2 },
    startTime: text,
    commandLine: text,
    // It becomes part of a file's name.
    token: { type: "string", pattern: "^[0-9a-f-]{36}$" },
    command: text,
    since: text,
  },
  required: ["pid", "startTime", "commandLine", "token", "command", "since"],
  additionalProperties: false,
});

/**
 * Keeps all other commands from changing what runs in a home, until it is given back or this process ends in whatever
 * way: of two at once one gets it, and that of a process that is gone counts for nothing.
 *
 * @param command for the message of who comes second
 * @returns gives it back
 * @throws UserError when another command has it
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
    // Left by processes that were killed while they took over; of no lock that is now.
    removeLeftovers(home.lockFile, draft);
  } finally {
    rmSync(draft, { force: true });
  }
  const release = (): void => {
    process.off("exit", release);
    if (readHolder(home.lockFile)?.token === token) rmSync(home.lockFile, { force: true });
  };
  process.once("exit", release);
  return release;
}

/**
 * Puts a draft in the lock's place, unless a process that is there has it. A lock that is left of one that is gone is
 * replaced under a lock of its own, which is named by it, so that nobody replaces one that was just taken.
 *
 * @returns who has it; undefined when it was taken
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
      // Two names of one file can't be renamed onto each other, so a name of its own is made.
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

/** Which taking of the lock a file is of; undefined when there is none. One that can't be read is nobody's. */
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
  const fate = processStatus(holder);
  return fate === "same" || (fate === "unreadable" && isAlive(holder.pid));
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
    `\`${command}\` (process ${pid}, since ${since}) is at work in ${folder}, and only one command at a time may be.`,
    `Wait until it has ended, or interrupt it: kill -INT ${pid}`,
  );
}
