import { createHash } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { UserError } from "../../errors/user-error";
import { findBasePython } from "./base-python";
import { runInstallStep } from "../install-step";
import { probePython } from "./python";
import type { Python } from "./python";
import { makeScratchFolder } from "../scratch-folder";
import { MOTO_VERSION } from "../versions";

/**
 * All installed packages, each with one version and the SHA-256 checksums of its files, so that an index, a mirror or a
 * proxy can't replace them. moto-requirements.in describes how it is generated.
 */
export const MOTO_REQUIREMENTS_FILE = path.join(__dirname, "moto-requirements.txt");

/** Options of {@link installMoto}. */
export interface InstallMotoProps {
  readonly toolsFolder: string;
  readonly progress: (line: string) => void;
  readonly platform: NodeJS.Platform;
  /** Interpreters to create the environment with, in order of preference. */
  readonly pythons: readonly string[];
  /** pip requirements with hashes. @default MOTO_REQUIREMENTS_FILE */
  readonly requirementsFile?: string;
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

const BY_HAND = `install it manually and put it on PATH: python3 -m pip install --require-hashes --only-binary=:all: -r ${MOTO_REQUIREMENTS_FILE}`;

/**
 * Finds the moto installed in the tools folder; `undefined` if there is none, if its Python no longer exists, or if the
 * requirements have changed.
 */
export async function findInstalledMoto(
  toolsFolder: string,
  platform: NodeJS.Platform,
  requirementsFile = MOTO_REQUIREMENTS_FILE,
): Promise<Python | undefined> {
  const environment = await currentEnvironment(toolsFolder, requirementsFile);
  if (environment === undefined) return undefined;
  const python = await probePython(pythonIn(environment, platform));
  return python?.moto === MOTO_VERSION && python.missingModules.length === 0 ? python : undefined;
}

/**
 * Creates a virtual environment and installs the pinned moto in it. A virtual environment can't be moved, so each
 * installation has its own folder, and a small file, written atomically at the end, names the complete one: no
 * incomplete environment is used, and concurrent installations do not conflict.
 *
 * @throws UserError that distinguishes: no Python, too old, no venv module, venv failed, pip failed
 */
export async function installMoto(props: InstallMotoProps): Promise<Python> {
  const { progress, platform, requirementsFile = MOTO_REQUIREMENTS_FILE } = props;
  const what = `moto ${MOTO_VERSION}`;
  const base = await findBasePython(props.pythons);
  const parent = motoFolder(props.toolsFolder);
  const current = await currentEnvironment(props.toolsFolder, requirementsFile);
  const inUse = current === undefined ? [] : [path.basename(current)];
  const scratch = await makeScratchFolder(parent, "venv-", inUse);
  const environment = scratch.folder;
  try {
    progress(`Installing ${what} in ${parent} with Python ${base.version}`);
    await runInstallStep(base.executable, ["-m", "venv", environment], {
      progress,
      what,
      failure: `${base.executable} could not create a virtual environment in ${environment}`,
      advice: `On Debian and Ubuntu: sudo apt install python3-venv. Otherwise ${BY_HAND}`,
    });
    const python = pythonIn(environment, platform);
    const pip = ["-m", "pip", "install", ...PIP_OPTIONS, "-r", requirementsFile];
    await runInstallStep(python, pip, {
      progress,
      what,
      failure: `pip could not install ${what}`,
      explain: wrongChecksum,
      advice: `Check the network (or PIP_INDEX_URL and PIP_PROXY, which pip uses) and try again, or ${BY_HAND}`,
    });
    const installed = await probePython(python);
    if (installed?.moto !== MOTO_VERSION || installed.missingModules.length > 0) {
      throw new UserError(
        `pip installed moto ${installed?.moto ?? "(none)"} without ${installed?.missingModules.join(", ") || "nothing"}; moto ${MOTO_VERSION} with its server is required.`,
        `Check pip's settings (pip config list), or ${BY_HAND}`,
      );
    }
    const others = await findInstalledMoto(props.toolsFolder, platform, requirementsFile);
    if (others !== undefined) {
      // Another process was faster, and its environment may already be in use.
      await scratch.remove();
      return others;
    }
    await nameCurrent(parent, environment, requirementsFile);
    scratch.keep();
    progress(`${what} is installed in ${environment}`);
    return installed;
  } catch (error) {
    await scratch.remove();
    throw error;
  }
}

function motoFolder(toolsFolder: string): string {
  return path.join(toolsFolder, `moto-${MOTO_VERSION}`);
}

/** The environment named in the file `current`, if it was installed from these requirements. */
async function currentEnvironment(
  toolsFolder: string,
  requirementsFile: string,
): Promise<string | undefined> {
  const parent = motoFolder(toolsFolder);
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
