import { readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { UserError } from "../user-error";
import { basePython } from "./base-python";
import { runInstallStep } from "./install-step";
import { probePython } from "./python";
import type { Python } from "./python";
import { makeScratchFolder } from "./scratch-folder";
import { MOTO_MINIMUM_VERSION, MOTO_REQUIREMENTS, MOTO_VERSION } from "./versions";

/** What moto is installed with, and where to. */
export interface InstallMotoProps {
  readonly toolsFolder: string;
  readonly progress: (line: string) => void;
  readonly platform: NodeJS.Platform;
  /** Interpreters to make the environment with, best first. */
  readonly pythons: readonly string[];
}

const BY_HAND = `install it by hand and put it on PATH: python3 -m pip install "moto[server]>=${MOTO_MINIMUM_VERSION}"`;

/** moto as it was installed in the tools folder before; `undefined` without, or when its Python is gone since. */
export async function installedMoto(
  toolsFolder: string,
  platform: NodeJS.Platform,
): Promise<Python | undefined> {
  const environment = await currentEnvironment(toolsFolder);
  if (environment === undefined) return undefined;
  const python = await probePython(pythonIn(environment, platform));
  return python?.moto === MOTO_VERSION && python.lacking.length === 0 ? python : undefined;
}

/**
 * Makes a virtual environment and installs the pinned moto in it. A virtual environment can't be moved, so each install
 * has a folder of its own, and a small file, written last and in one step, names the one that is complete: nobody ever
 * uses half of one, and processes that install at once don't disturb each other.
 *
 * @throws UserError in one line for each: no Python, too old, no venv module, venv failed, pip failed
 */
export async function installMoto(props: InstallMotoProps): Promise<Python> {
  const { progress, platform } = props;
  const what = `moto ${MOTO_VERSION}`;
  const base = await basePython(props.pythons);
  const parent = motoFolder(props.toolsFolder);
  const current = await currentEnvironment(props.toolsFolder);
  const inUse = current === undefined ? [] : [path.basename(current)];
  const scratch = await makeScratchFolder(parent, "venv-", inUse);
  const environment = scratch.folder;
  try {
    progress(`Installing ${what} in ${parent} with Python ${base.version}`);
    await runInstallStep(base.executable, ["-m", "venv", environment], {
      progress,
      what,
      failure: `${base.executable} could not make a virtual environment in ${environment}`,
      advice: `On Debian and Ubuntu: sudo apt install python3-venv. Otherwise ${BY_HAND}`,
    });
    const python = pythonIn(environment, platform);
    await runInstallStep(python, ["-m", "pip", "install", ...PIP_OPTIONS, ...MOTO_REQUIREMENTS], {
      progress,
      what,
      failure: `pip could not install ${what}`,
      advice: `Check the network (or PIP_INDEX_URL and PIP_PROXY, which pip uses) and try again, or ${BY_HAND}`,
    });
    const installed = await probePython(python);
    if (installed?.moto !== MOTO_VERSION || installed.lacking.length > 0) {
      throw new UserError(
        `pip installed moto ${installed?.moto ?? "(none)"} and left out ${installed?.lacking.join(", ") || "nothing"}; moto ${MOTO_VERSION} with its server is needed.`,
        `See pip's own settings (pip config list), or ${BY_HAND}`,
      );
    }
    const others = await installedMoto(props.toolsFolder, platform);
    if (others !== undefined) {
      // Another process was faster, and its environment is in use already.
      await scratch.remove();
      return others;
    }
    await nameCurrent(parent, environment);
    scratch.keep();
    progress(`${what} is installed in ${environment}`);
    return installed;
  } catch (error) {
    await scratch.remove();
    throw error;
  }
}

const PIP_OPTIONS: readonly string[] = [
  "--no-input",
  "--disable-pip-version-check",
  "--progress-bar=off",
  // pip's own five attempts take minutes where there is no network at all.
  "--retries=2",
];

function motoFolder(toolsFolder: string): string {
  return path.join(toolsFolder, `moto-${MOTO_VERSION}`);
}

async function currentEnvironment(toolsFolder: string): Promise<string | undefined> {
  const parent = motoFolder(toolsFolder);
  try {
    const name = (await readFile(path.join(parent, "current"), "utf8")).trim();
    return name === "" ? undefined : path.join(parent, name);
  } catch {
    return undefined;
  }
}

async function nameCurrent(parent: string, environment: string): Promise<void> {
  const draft = path.join(environment, "current");
  await writeFile(draft, `${path.basename(environment)}\n`);
  await rename(draft, path.join(parent, "current"));
}

function pythonIn(environment: string, platform: NodeJS.Platform): string {
  return platform === "win32"
    ? path.join(environment, "Scripts", "python.exe")
    : path.join(environment, "bin", "python3");
}
