import { closeSync, openSync, readSync } from "node:fs";
import path from "node:path";
import { executablesOnPath } from "../executables";
import { installMoto, findInstalledMoto } from "./moto-install";
import { probePython, pythonCommands } from "./python";
import type { Python } from "./python";
import { MOTO_VERSION, TESTED_MOTOS } from "../versions";

/** Options of {@link findMoto}. */
export interface FindMotoProps {
  /** Folder for installations; created if needed. */
  readonly toolsFolder: string;
  /** Receives progress lines of an installation. */
  readonly progress: (line: string) => void;
  /** Receives a line for each moto on PATH that is not used, with the reason. @default - `progress` */
  readonly report?: ((line: string) => void) | undefined;
  /** PATH to search. @default - the environment variable `PATH` */
  readonly path?: string;
  /** @default - this machine's */
  readonly platform?: NodeJS.Platform;
}

/**
 * Finds a tested moto with all modules of its server: on PATH, otherwise in the tools folder; otherwise it installs the
 * pinned version there with pip, in a virtual environment.
 *
 * @returns absolute path of a Python interpreter that can import `moto.server`
 * @throws UserError if it can't be installed: no Python, too old, without venv, pip failed
 */
export async function findMoto(props: FindMotoProps): Promise<string> {
  const { platform = process.platform, progress } = props;
  const found = await locateMoto(props);
  if (found !== undefined) return found;
  const made = await installMoto({
    toolsFolder: path.resolve(props.toolsFolder),
    progress,
    platform,
    pythons: pythonCommands(props.path ?? process.env.PATH ?? "", platform),
  });
  return made.executable;
}

/** As {@link findMoto}, but installs nothing: undefined if the machine has none that can be used. */
export async function locateMoto(props: FindMotoProps): Promise<string | undefined> {
  const { platform = process.platform, progress, report = progress } = props;
  const searchPath = props.path ?? process.env.PATH ?? "";
  const seen = new Set<string>();
  for (const command of interpretersWithMoto(searchPath, platform)) {
    const python = await probePython(command);
    // `python` and `python3` of one environment have the same moto, which is reported once.
    const folder = path.dirname(python?.executable ?? command);
    if (python === undefined || seen.has(folder)) continue;
    seen.add(folder);
    if (isUsable(python, report)) return python.executable;
  }
  const installed = await findInstalledMoto(path.resolve(props.toolsFolder), platform);
  return installed?.executable;
}

/** Console scripts such as `moto_server` can belong to environments of their own, as created by pipx and uv. */
function interpretersWithMoto(searchPath: string, platform: NodeJS.Platform): ReadonlySet<string> {
  const ofScripts = executablesOnPath("moto_server", searchPath, platform).flatMap(
    (script) => pythonOfScript(script) ?? [],
  );
  const [python3] = executablesOnPath("python3", searchPath, platform);
  const [python] = executablesOnPath("python", searchPath, platform);
  return new Set([...ofScripts, python3 ?? [], python ?? []].flat());
}

/**
 * The interpreter of a console script: in its first line, or, if the path is too long for that, in the second as
 * `'''exec' "<path>" …`. A shim of a version manager names a shell, and is found as `python3`.
 */
function pythonOfScript(script: string): string | undefined {
  const [first = "", second = ""] = firstBytes(script, 2048).split("\n");
  const direct = /^#!\s*(\/\S*python[\d.]*)\s*$/.exec(first)?.[1];
  return direct ?? /^'''exec' "?(\/[^"]*python[\d.]*)"? /.exec(second)?.[1];
}

function isUsable(python: Python, report: (line: string) => void): boolean {
  if (python.moto === null) return false;
  const found = `moto ${python.moto} of ${python.executable}`;
  const instead = `moto ${MOTO_VERSION} in the project's folder is used instead`;
  if (!TESTED_MOTOS.some(({ version }) => version === python.moto)) {
    const tested = TESTED_MOTOS.map(({ version }) => version).join(", ");
    report(`${found} is not used; the embedded AWS was tested on ${tested}: ${instead}`);
    return false;
  }
  if (python.missingModules.length > 0) {
    report(
      `${found} is not used; its server lacks ${python.missingModules.join(", ")}: ${instead}`,
    );
    return false;
  }
  return true;
}

function firstBytes(file: string, count: number): string {
  const buffer = Buffer.alloc(count);
  const descriptor = openSync(file, "r");
  try {
    return buffer.toString("utf8", 0, readSync(descriptor, buffer, 0, count, 0));
  } finally {
    closeSync(descriptor);
  }
}
