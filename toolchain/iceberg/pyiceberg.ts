import path from "node:path";
import { isRecord } from "../../errors/is-record";
import { UserError } from "../../errors/user-error";
import { runTool } from "../executables";
import { pythonCommands } from "../moto/python";
import {
  findEnvironment,
  installEnvironment,
  pipByHand,
  type PinnedEnvironment,
} from "../python/pinned-environment";
import { PYICEBERG_VERSION } from "../versions";

/** The pinned packages of pyiceberg. pyiceberg-requirements.in describes how it is generated. */
export const PYICEBERG_REQUIREMENTS_FILE = path.join(__dirname, "pyiceberg-requirements.txt");

/** What is installed, in MB, of which pyarrow is half. Measured on Linux with Python 3.11. */
export const INSTALLED_MB = 310;

/** Options of {@link findPyiceberg}. */
export interface FindPyicebergProps {
  /** Folder for installations; created if needed. */
  readonly toolsFolder: string;
  /** Receives progress lines of an installation; the first says how much it installs. */
  readonly progress: (line: string) => void;
}

interface IcebergPython {
  readonly executable: string;
  readonly pyiceberg: string | undefined;
}

const PROBE = `
import importlib.util, json, sys
from importlib.metadata import PackageNotFoundError, version
try:
    found = version("pyiceberg")
except PackageNotFoundError:
    found = None
if not all(importlib.util.find_spec(name) for name in ("pyarrow", "boto3")):
    found = None
print(json.dumps({"executable": sys.executable, "pyiceberg": found}))
`;

/**
 * Finds the pinned pyiceberg in the tools folder, or installs it there, in a virtual environment of its own: moto may
 * be one of the machine's, which is not changed.
 *
 * @returns absolute path of a Python interpreter that can import `pyiceberg`
 * @throws UserError if it can't be installed
 */
export async function findPyiceberg({
  toolsFolder,
  progress,
}: FindPyicebergProps): Promise<string> {
  const found = await locatePyiceberg(toolsFolder);
  if (found !== undefined) return found;
  progress(
    `Iceberg tables need pyiceberg ${PYICEBERG_VERSION}, about ${INSTALLED_MB} MB with pyarrow; it is installed once.`,
  );
  const { platform } = process;
  const pythons = pythonCommands(process.env.PATH ?? "", platform);
  const folder = path.resolve(toolsFolder);
  const props = { toolsFolder: folder, progress, platform, pythons };
  const { executable } = await installEnvironment(ENVIRONMENT, props);
  return executable;
}

/** As {@link findPyiceberg}, but installs nothing: undefined if there is none. */
export async function locatePyiceberg(toolsFolder: string): Promise<string | undefined> {
  const { platform } = process;
  const found = await findEnvironment(ENVIRONMENT, path.resolve(toolsFolder), platform);
  return found?.executable;
}

/** As {@link locatePyiceberg}. @throws UserError that says how it is installed, if there is none */
export async function requirePyiceberg(toolsFolder: string): Promise<string> {
  const found = await locatePyiceberg(toolsFolder);
  if (found !== undefined) return found;
  throw new UserError(
    `Iceberg tables need pyiceberg ${PYICEBERG_VERSION}, which is not installed.`,
    "Install it: npx lake up",
  );
}

const ENVIRONMENT: PinnedEnvironment<IcebergPython> = {
  folder: `pyiceberg-${PYICEBERG_VERSION}`,
  what: `pyiceberg ${PYICEBERG_VERSION}`,
  requirementsFile: PYICEBERG_REQUIREMENTS_FILE,
  byHand: `look what pip reports: ${pipByHand(PYICEBERG_REQUIREMENTS_FILE)}`,
  probe,
  problemOf: (python) =>
    python?.pyiceberg === PYICEBERG_VERSION
      ? undefined
      : `pyiceberg ${python?.pyiceberg ?? "(none)"}; pyiceberg ${PYICEBERG_VERSION} with pyarrow and boto3 is required`,
};

async function probe(command: string): Promise<IcebergPython | undefined> {
  const { exitCode, stdout } = await runTool(command, ["-E", "-c", PROBE]);
  if (exitCode !== 0) return undefined;
  const answer: unknown = JSON.parse(stdout);
  if (!isRecord(answer) || typeof answer["executable"] !== "string") return undefined;
  const { executable, pyiceberg } = answer;
  return { executable, pyiceberg: typeof pyiceberg === "string" ? pyiceberg : undefined };
}
