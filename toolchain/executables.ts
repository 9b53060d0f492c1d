import { execFile } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import path from "node:path";

/** Result of a short-lived tool. */
export interface ToolResult {
  /** `null` if it could not be started, was ended by a signal, or timed out. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Finds the executables of a name in the folders of a PATH, in order, without duplicates.
 *
 * @param searchPath folders separated as in PATH
 * @param platform @default - this machine's
 */
export function executablesOnPath(
  name: string,
  searchPath: string,
  platform: NodeJS.Platform = process.platform,
): readonly string[] {
  const fileName = platform === "win32" ? `${name}.exe` : name;
  const folders = searchPath
    .split(platform === "win32" ? ";" : ":")
    .filter((folder) => folder !== "")
    .map((folder) => path.resolve(folder, fileName));
  return [...new Set(folders)].filter(isExecutable);
}

/** Runs a short-lived tool without a shell; never throws. */
export function runTool(
  command: string,
  args: readonly string[],
  props: { readonly timeoutMilliseconds?: number; readonly environment?: NodeJS.ProcessEnv } = {},
): Promise<ToolResult> {
  const { timeoutMilliseconds = 20_000, environment = {} } = props;
  return new Promise((resolve) => {
    execFile(
      command,
      [...args],
      { timeout: timeoutMilliseconds, env: { ...process.env, ...environment }, windowsHide: true },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : error.code;
        resolve({ exitCode: typeof code === "number" ? code : null, stdout, stderr });
      },
    );
  });
}

/** Links are not resolved: Python recognizes a virtual environment by the path of its link. */
function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
