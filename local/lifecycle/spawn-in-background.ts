import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { projectFolder } from "../home/lake-home";
import type { LakeHome } from "../home/lake-home";
import { PRIVATE_FILE_MODE, withPrivateUmask } from "../home/private-files";
import { allowedEnvironment, isolatedAwsSettings } from "../processes/allowed-environment";
import type { ProcessIdentity } from "../processes/process-identity";

const POLL_MS = 50;

/**
 * Starts a program of this project that outlives this process, writes to the log of a home, and receives neither
 * credentials nor what loads code.
 *
 * @param program relative to the project
 */
export function spawnInBackground(
  home: LakeHome,
  program: string,
  args: readonly string[],
): ChildProcess {
  const log = openSync(home.logFile, "a", PRIVATE_FILE_MODE);
  const started = withPrivateUmask(() =>
    spawn(
      process.execPath,
      ["--require", "tsx/cjs", path.join(projectFolder, program), "--home", home.folder, ...args],
      {
        cwd: projectFolder,
        detached: true,
        stdio: ["ignore", log, log],
        env: {
          ...allowedEnvironment(),
          ...isolatedAwsSettings,
          // Otherwise the AWS SDK logs a warning that it will drop Node.js 20.
          AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
          LAKE_HOME: home.folder,
        },
      },
    ),
  );
  closeSync(log);
  started.unref();
  return started;
}

/**
 * Waits until a program that was started in the background has recorded itself.
 *
 * @param read reads its record, or that of an earlier one
 * @returns undefined if it has ended, or has not recorded itself in time
 */
export async function untilRecorded<Recorded extends ProcessIdentity>(
  program: ChildProcess,
  read: () => Recorded | undefined,
  timeoutMs: number,
): Promise<Recorded | undefined> {
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline) {
    const recorded = read();
    if (recorded !== undefined && recorded.pid === program.pid) return recorded;
    if (hasExited(program)) return undefined;
    await sleep(POLL_MS);
  }
  return undefined;
}

/** Whether a program that this process started has ended. */
export function hasExited({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}
