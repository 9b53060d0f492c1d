import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { isRecord } from "../../../errors/is-record";
import { countOf } from "../../terminal/count-of";
import { ok, problem } from "../doctor-check";
import type { DoctorCheck } from "../doctor-check";

/** A package of a lock file of npm. */
interface LockedPackage {
  readonly version?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly devOptional?: boolean;
  readonly peer?: boolean;
  /** A workspace, whose packages have entries of their own. */
  readonly link?: boolean;
}

const FIX = "Run npm ci.";

/**
 * Compares the installed packages with the lock file, by the record that npm keeps of an installation. Packages of other
 * platforms are not installed, and none for development after `npm ci --omit=dev`.
 */
export function packageCheck(project: string): DoctorCheck {
  const check = "npm packages";
  const installedFile = path.join(project, "node_modules", ".package-lock.json");
  if (!existsSync(installedFile)) return problem(check, "none are installed", FIX);
  const locked = readPackages(path.join(project, "package-lock.json"));
  const installed = readPackages(installedFile);
  const hasDev = Object.values(installed).some(({ dev }) => dev === true);
  const differing = Object.entries(locked).flatMap(([folder, expected]) => {
    if (!folder.includes("node_modules/") || expected.link === true) return [];
    const found = installed[folder]?.version;
    if (found === expected.version) return [];
    const mayLack =
      expected.optional === true ||
      expected.devOptional === true ||
      expected.peer === true ||
      (expected.dev === true && !hasDev);
    if (found === undefined && mayLack) return [];
    const name = folder.replace(/^.*node_modules\//, "");
    return [`${name} ${found ?? "is missing"} instead of ${expected.version}`];
  });
  const count = countOf(Object.keys(installed).length, "package");
  if (differing.length === 0) {
    return ok(check, `${count} as locked${hasDev ? "" : ", without those for development"}`);
  }
  const shown = differing.slice(0, 3).join("; ");
  const more = differing.length > 3 ? `; and ${differing.length - 3} more` : "";
  return problem(check, `not as locked: ${shown}${more}`, FIX);
}

function readPackages(file: string): Readonly<Record<string, LockedPackage>> {
  const lock: unknown = JSON.parse(readFileSync(file, "utf8"));
  if (!isRecord(lock) || !isRecord(lock.packages)) throw new Error(`${file} has no packages`);
  // npm's own format.
  return lock.packages as Readonly<Record<string, LockedPackage>>;
}
