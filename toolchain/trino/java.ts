import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { UserError } from "../../errors/user-error";
import { executablesOnPath, runTool } from "../executables";

/** A Java runtime. */
export interface Java {
  /** Absolute path of the program `java`. */
  readonly executable: string;
  /** Feature release, for example 25. */
  readonly release: number;
}

/** Options of {@link findJava}. */
export interface FindJavaProps {
  /** @default - this process's */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Folders of installed runtimes, one folder each. @default - those of this platform */
  readonly folders?: readonly string[];
}

/** Where packages of Linux, and installers of macOS, put runtimes. */
const FOLDERS = ["/usr/lib/jvm", "/Library/Java/JavaVirtualMachines"];

/**
 * Finds a Java runtime that is new enough: that of `JAVA_HOME`, on PATH, or the oldest one installed for the system.
 *
 * @param minimum feature release
 * @throws UserError that lists what was found instead
 */
export async function findJava(minimum: number, props: FindJavaProps = {}): Promise<Java> {
  const { environment = process.env, folders = FOLDERS } = props;
  const found: Java[] = [];
  const home = environment["JAVA_HOME"];
  const preferred = [
    ...(home === undefined || home === "" ? [] : [path.resolve(home, "bin", "java")]),
    ...executablesOnPath("java", environment["PATH"] ?? ""),
  ];
  for (const executable of preferred) {
    const java = await probeJava(executable);
    if (java === undefined) continue;
    if (java.release >= minimum) return java;
    found.push(java);
  }
  const installed = await Promise.all(folders.flatMap(runtimesIn).map(probeJava));
  const known = installed.flatMap((java) => java ?? []);
  const [oldest] = known
    .filter(({ release }) => release >= minimum)
    .sort((left, right) => left.release - right.release);
  if (oldest !== undefined) return oldest;
  const seen = [...found, ...known].map(({ executable, release }) => `${release} (${executable})`);
  throw new UserError(
    `Trino needs Java ${minimum} or newer. Found: ${[...new Set(seen)].join(", ") || "no Java"}.`,
    `Install one, for example Temurin (https://adoptium.net/temurin/releases/), and set JAVA_HOME to its folder.`,
  );
}

/** Programs `java` of the runtimes in a folder, those of macOS's bundles as well. */
function runtimesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((name) => [
      path.join(folder, name, "bin", "java"),
      path.join(folder, name, "Contents", "Home", "bin", "java"),
    ])
    .filter((file) => existsSync(file));
}

async function probeJava(executable: string): Promise<Java | undefined> {
  const { exitCode, stderr } = await runTool(executable, ["-version"]);
  const release = /version "(\d+)/.exec(stderr)?.[1];
  if (exitCode !== 0 || release === undefined) return undefined;
  return { executable, release: Number(release) };
}
