import { existsSync, readdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import type { LakeHome } from "./lake-home";

/** Endings of the lake's folder: being written, complete and about to take the lake's place, and being deleted. */
const DRAFT = ".draft";
const NEXT = ".next";
const DELETED = ".deleted";

/** The folder in which the next lake of a home is written; this process has it alone. */
export function lakeDraft({ runFolder }: LakeHome): string {
  return `${runFolder}.${process.pid}${DRAFT}`;
}

/**
 * Replaces the lake of a home by the one in {@link lakeDraft}. Its embedded AWS must not run.
 *
 * After one rename the new lake is the home's, whenever this process is killed: {@link finishReplacement} does the rest.
 */
export function replaceLake(home: LakeHome): void {
  renameSync(lakeDraft(home), `${home.runFolder}${NEXT}`);
  finishReplacement(home);
}

/** Removes the lake of a home. Its embedded AWS must not run. */
export function removeLake(home: LakeHome): void {
  putAside(home);
  finishReplacement(home);
}

/** Finishes what a killed process has begun, and removes what it has left. Only the holder of the home's lock may call it. */
export function finishReplacement(home: LakeHome): void {
  const next = `${home.runFolder}${NEXT}`;
  if (existsSync(next)) {
    putAside(home);
    renameSync(next, home.runFolder);
  }
  const name = path.basename(home.runFolder);
  for (const entry of readdirSync(home.folder)) {
    const isLeft =
      entry.startsWith(`${name}.`) && [DRAFT, DELETED].some((end) => entry.endsWith(end));
    if (isLeft) rmSync(path.join(home.folder, entry), { recursive: true, force: true });
  }
}

/** At once: what a kill leaves of it must not be taken for a lake. */
function putAside({ runFolder }: LakeHome): void {
  if (!existsSync(runFolder)) return;
  const deleted = `${runFolder}.${process.pid}${DELETED}`;
  rmSync(deleted, { recursive: true, force: true });
  renameSync(runFolder, deleted);
}
