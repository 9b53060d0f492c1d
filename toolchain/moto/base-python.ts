import { UserError } from "../../errors/user-error";
import { probePython } from "./python";
import type { Python } from "./python";
import { isAtLeast } from "../version-order";
import { PYTHON_MINIMUM_VERSION } from "../versions";

/**
 * Finds the first interpreter that is new enough for moto and can create virtual environments.
 *
 * @param commands paths of interpreters, in order of preference
 * @throws UserError that distinguishes: none, all too old, none with the modules venv and ensurepip
 */
export async function findBasePython(commands: readonly string[]): Promise<Python> {
  const seen: Python[] = [];
  for (const command of commands) {
    const python = await probePython(command);
    if (python === undefined) continue;
    seen.push(python);
    if (isAtLeast(python.version, PYTHON_MINIMUM_VERSION) && python.supportsVenv) {
      return python;
    }
  }
  throw unfit(seen);
}

function unfit(seen: readonly Python[]): UserError {
  const recent = seen.find(({ version }) => isAtLeast(version, PYTHON_MINIMUM_VERSION));
  const minimum = PYTHON_MINIMUM_VERSION.replace(/\.0$/, "");
  const use = "the embedded AWS runs on moto";
  if (recent !== undefined) {
    return new UserError(
      `Python ${recent.version} (${recent.executable}) lacks the modules venv and ensurepip, which are required to install moto.`,
      "On Debian and Ubuntu: sudo apt install python3-venv",
    );
  }
  const [oldOne] = seen;
  if (oldOne !== undefined) {
    return new UserError(
      `Python ${oldOne.version} (${oldOne.executable}) is too old: ${use}, which needs Python ${minimum} or newer.`,
      "Install a newer version and put it first on PATH: https://www.python.org/downloads/",
    );
  }
  return new UserError(
    `There is no Python on PATH: ${use}, which needs Python ${minimum} or newer.`,
    "Install it: https://www.python.org/downloads/ (Debian and Ubuntu: sudo apt install python3 python3-venv)",
  );
}
