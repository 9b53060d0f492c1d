import { executablesOnPath, runTool } from "../executables";
import { MOTO_SERVER_MODULES } from "../versions";

/** A Python interpreter, and what of this project's needs it has. */
export interface Python {
  /** The real interpreter, not a shim that starts it. */
  readonly executable: string;
  readonly version: string;
  /** Version of the installed moto; `null` without it. */
  readonly moto: string | null;
  /** Modules of moto's server that are missing. */
  readonly missingModules: readonly string[];
  /** Whether `python -m venv` can make an environment with pip; Debian ships that apart. */
  readonly supportsVenv: boolean;
}

/** Runs on any Python, 2.7 too, so that an old one is told by its version. */
const PROBE = `
import json, sys
found = {"executable": sys.executable, "version": "%d.%d.%d" % sys.version_info[:3],
         "moto": None, "missingModules": [], "supportsVenv": False}
try:
    from importlib.metadata import PackageNotFoundError, version
    from importlib.util import find_spec
    found["supportsVenv"] = bool(find_spec("venv") and find_spec("ensurepip"))
    found["missingModules"] = [name for name in sys.argv[1:] if not find_spec(name)]
    try:
        found["moto"] = version("moto")
    except PackageNotFoundError:
        pass
except ImportError:
    pass
print(json.dumps(found))
`;

/** Asks an interpreter what it is; `undefined` when it does not run or does not answer. */
export async function probePython(command: string): Promise<Python | undefined> {
  // `-E`: moto will run without the user's PYTHONPATH, and must be found without it.
  const { exitCode, stdout } = await runTool(command, ["-E", "-c", PROBE, ...MOTO_SERVER_MODULES]);
  if (exitCode !== 0) return undefined;
  try {
    const answer: unknown = JSON.parse(stdout);
    return isPython(answer) ? answer : undefined;
  } catch {
    return undefined;
  }
}

/** Interpreters on a PATH, the one that its owner means by `python3` first. */
export function pythonCommands(
  searchPath: string,
  platform: NodeJS.Platform = process.platform,
): readonly string[] {
  const versioned = ["14", "13", "12", "11", "10"].map((minor) => `python3.${minor}`);
  const commands = ["python3", "python", ...versioned].flatMap((name) =>
    executablesOnPath(name, searchPath, platform),
  );
  return [...new Set(commands)];
}

function isPython(answer: unknown): answer is Python {
  return (
    typeof answer === "object" &&
    answer !== null &&
    "executable" in answer &&
    typeof answer.executable === "string" &&
    answer.executable !== "" &&
    "version" in answer &&
    typeof answer.version === "string" &&
    "moto" in answer &&
    "missingModules" in answer &&
    "supportsVenv" in answer
  );
}
