import { executablesOnPath, runTool } from "../executables";
import { MOTO_SERVER_MODULES } from "../versions";

/** A Python interpreter and its capabilities. */
export interface Python {
  /** Path of the interpreter itself, not of a shim. */
  readonly executable: string;
  readonly version: string;
  /** Version of the installed moto; `null` if there is none. */
  readonly moto: string | null;
  /** Modules of moto's server that are missing. */
  readonly missingModules: readonly string[];
  /** Whether `python -m venv` can create an environment with pip; Debian packages that separately. */
  readonly supportsVenv: boolean;
}

/** Runs on any Python, including 2.7, so that an old version can be reported. */
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

/** Queries an interpreter; `undefined` if it does not run or its output is invalid. */
export async function probePython(command: string): Promise<Python | undefined> {
  // `-E`, because moto runs without the user's PYTHONPATH.
  const { exitCode, stdout } = await runTool(command, ["-E", "-c", PROBE, ...MOTO_SERVER_MODULES]);
  if (exitCode !== 0) return undefined;
  try {
    const answer: unknown = JSON.parse(stdout);
    return isPython(answer) ? answer : undefined;
  } catch {
    return undefined;
  }
}

/** Interpreters on a PATH, in order of preference. */
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
