import { createHash } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { UserError } from "../../errors/user-error";
import { runInstallStep } from "../install-step";
import { findBasePython } from "../moto/base-python";
import { makeScratchFolder } from "../scratch-folder";

/** Python packages in a virtual environment of their own, each with one version and checksums. */
export interface PinnedEnvironment<Probed> {
  /** Folder in the tools folder; has the version in its name. */
  readonly folder: string;
  /** For messages, for example `moto 5.2.3`. */
  readonly what: string;
  /**
   * pip requirements: all installed packages with the SHA-256 checksums of their files, so that an index, a mirror or a
   * proxy can't replace them.
   */
  readonly requirementsFile: string;
  /** How to install it manually; the rest of a sentence. */
  readonly byHand: string;
  /** Queries an interpreter; `undefined` if it does not run. */
  readonly probe: (executable: string) => Promise<Probed | undefined>;
  /** What an environment lacks; `undefined` if it can be used. */
  readonly problemOf: (probed: Probed | undefined) => string | undefined;
}

/** Options of {@link installEnvironment}. */
export interface InstallEnvironmentProps {
  readonly toolsFolder: string;
  readonly progress: (line: string) => void;
  readonly platform: NodeJS.Platform;
  /** Interpreters to create the environment with, in order of preference. */
  readonly pythons: readonly string[];
}

/** How pip installs pinned packages. */
export const PIP_OPTIONS: readonly string[] = [
  // Only files with a known checksum, and only wheels: a source archive runs its own code.
  "--require-hashes",
  "--no-deps",
  "--only-binary=:all:",
  "--no-input",
  "--disable-pip-version-check",
  "--progress-bar=off",
  // pip's default of five retries takes minutes without a network.
  "--retries=2",
];

/** How to install pinned packages manually; the rest of a sentence. */
export function pipByHand(requirementsFile: string): string {
  return `python3 -m pip install --require-hashes --only-binary=:all: -r ${requirementsFile}`;
}

/**
 * Finds the environment in the tools folder; `undefined` if there is none, if its Python no longer exists, or if the
 * requirements have changed.
 */
export async function findEnvironment<Probed>(
  environment: PinnedEnvironment<Probed>,
  toolsFolder: string,
  platform: NodeJS.Platform,
): Promise<Probed | undefined> {
  const current = await currentFolder(environment, toolsFolder);
  if (current === undefined) return undefined;
  const probed = await environment.probe(pythonIn(current, platform));
  return environment.problemOf(probed) === undefined ? probed : undefined;
}

/**
 * Creates a virtual environment and installs the pinned packages in it. A virtual environment can't be moved, so each
 * installation has its own folder, and a small file, written atomically at the end, names the complete one: no
 * incomplete environment is used, and concurrent installations do not conflict.
 *
 * @throws UserError that distinguishes: no Python, too old, no venv module, venv failed, pip failed
 */
export async function installEnvironment<Probed>(
  environment: PinnedEnvironment<Probed>,
  props: InstallEnvironmentProps,
): Promise<Probed> {
  const { progress, platform, toolsFolder } = props;
  const { what, byHand, requirementsFile } = environment;
  const base = await findBasePython(props.pythons);
  const parent = path.join(toolsFolder, environment.folder);
  const current = await currentFolder(environment, toolsFolder);
  const inUse = current === undefined ? [] : [path.basename(current)];
  const scratch = await makeScratchFolder(parent, "venv-", inUse);
  try {
    progress(`Installing ${what} in ${parent} with Python ${base.version}`);
    await runInstallStep(base.executable, ["-m", "venv", scratch.folder], {
      progress,
      what,
      failure: `${base.executable} could not create a virtual environment in ${scratch.folder}`,
      advice: `On Debian and Ubuntu: sudo apt install python3-venv. Otherwise ${byHand}`,
    });
    const python = pythonIn(scratch.folder, platform);
    const pip = ["-m", "pip", "install", ...PIP_OPTIONS, "-r", requirementsFile];
    await runInstallStep(python, pip, {
      progress,
      what,
      failure: `pip could not install ${what}`,
      explain: wrongChecksum,
      advice: `Check the network (or PIP_INDEX_URL and PIP_PROXY, which pip uses) and try again, or ${byHand}`,
    });
    const installed = await environment.probe(python);
    const problem = environment.problemOf(installed);
    if (installed === undefined || problem !== undefined) {
      throw new UserError(
        `pip installed ${problem ?? "nothing"}.`,
        `Check pip's settings (pip config list), or ${byHand}`,
      );
    }
    const others = await findEnvironment(environment, toolsFolder, platform);
    if (others !== undefined) {
      // Another process was faster, and its environment may already be in use.
      await scratch.remove();
      return others;
    }
    await nameCurrent(parent, scratch.folder, requirementsFile);
    scratch.keep();
    progress(`${what} is installed in ${scratch.folder}`);
    return installed;
  } catch (error) {
    await scratch.remove();
    throw error;
  }
}

/** The environment named in the file `current`, if it was installed from these requirements. */
async function currentFolder(
  { folder, requirementsFile }: Pick<PinnedEnvironment<unknown>, "folder" | "requirementsFile">,
  toolsFolder: string,
): Promise<string | undefined> {
  const parent = path.join(toolsFolder, folder);
  try {
    const current = await readFile(path.join(parent, "current"), "utf8");
    const [name = "", digest] = current.trim().split(" ");
    if (name === "" || digest !== (await digestOf(requirementsFile))) return undefined;
    return path.join(parent, name);
  } catch {
    return undefined;
  }
}

async function nameCurrent(
  parent: string,
  environment: string,
  requirementsFile: string,
): Promise<void> {
  const draft = path.join(environment, "current");
  await writeFile(draft, `${path.basename(environment)} ${await digestOf(requirementsFile)}\n`);
  await rename(draft, path.join(parent, "current"));
}

async function digestOf(file: string): Promise<string> {
  return createHash("sha256")
    .update(await readFile(file))
    .digest("hex");
}

/**
 * Summarizes pip's output about a wrong checksum: the package and the received checksum.
 *
 * @returns `undefined` if pip failed for another reason
 */
function wrongChecksum(lines: readonly string[]): string | undefined {
  if (!lines.some((line) => line.includes("DO NOT MATCH THE HASHES"))) return undefined;
  const requirement = lines.findLast((line) => /^\S+==\S+ .*from /.test(line));
  const received = lines.findLast((line) => /^Got\s/.test(line))?.split(/\s+/)[1];
  const [name = "a package"] = requirement?.split(" ") ?? [];
  return `the file of ${name} in the index does not match the pinned checksums (received SHA-256 ${received ?? "unknown"})`;
}

function pythonIn(environment: string, platform: NodeJS.Platform): string {
  return platform === "win32"
    ? path.join(environment, "Scripts", "python.exe")
    : path.join(environment, "bin", "python3");
}
