import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { closeSync, openSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { readAccessSettings } from "../gateway/callers/access-settings";
import { findMoto } from "../../toolchain/moto/moto";
import { UserError } from "../../errors/user-error";
import { allowedEnvironment, isolatedAwsSettings } from "../processes/allowed-environment";
import { ENFORCE_IAM, EXIT_PORT_IN_USE, RECORD_CALLS_VARIABLE } from "./emulator-options";
import { HEALTH_TIMEOUT_MS, healthOf } from "./emulator-state";
import { projectFolder } from "../home/lake-home";
import type { LakeHome } from "../home/lake-home";
import { openHome } from "../home/open-home";
import { PRIVATE_FILE_MODE, withPrivateUmask } from "../home/private-files";
import { readRunFile, removeRunFile } from "../home/run-file";
import type { RunningEmulator } from "../home/run-file";
import { endOrphanedDaemons, removeDeployment } from "./stop-emulator";

const START_TIMEOUT_MS = 90_000;

/** How an embedded AWS is started. */
export interface StartProps {
  /** Port on 127.0.0.1. */
  readonly port: number;
  readonly enforceIam: boolean;
  /** Python interpreter that has moto. @default - it is looked for, and installed where it is missing */
  readonly motoPython?: string;
}

/**
 * Starts the embedded AWS of a home in the background and waits until it answers. There must be none: what an earlier
 * one kept is removed, and one that was being started by a command that is gone is ended.
 *
 * @throws UserError when the home is not this user's, the port is taken, an access setting can't be used, or it doesn't
 * come up
 */
export async function startEmulator(
  home: LakeHome,
  { port, enforceIam, motoPython }: StartProps,
): Promise<RunningEmulator> {
  // The background process reads them too, where nobody would see what is wrong with them.
  readAccessSettings(process.env);
  // Here, since installing it needs what the background process may not have: proxies, and credentials of an index.
  const python =
    motoPython ?? (await findMoto({ toolsFolder: home.toolsFolder, progress: () => undefined }));
  openHome(home);
  await endOrphanedDaemons(home);
  removeRunFile(home);
  // What Terraform knows of an earlier one is no longer true.
  removeDeployment(home);
  // Errors of an earlier start would be taken for this one's.
  rmSync(home.logFile, { force: true });
  const recordCalls = process.env[RECORD_CALLS_VARIABLE];
  const daemon = spawnDaemon(home, [
    ...["--home", home.folder, "--port", String(port), "--moto-python", python],
    ...(enforceIam ? [ENFORCE_IAM] : []),
    ...(recordCalls === undefined ? [] : ["--record-calls", path.resolve(recordCalls)]),
  ]);
  // Until it is ready nobody knows of it: a command that ends before takes it along.
  const endDaemon = () => daemon.kill("SIGTERM");
  process.once("exit", endDaemon);

  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    const emulator = readRunFile(home);
    if (emulator !== undefined && emulator.pid === daemon.pid) {
      process.off("exit", endDaemon);
      return emulator;
    }
    if (daemon.exitCode !== null || daemon.signalCode !== null) {
      throw await explainExit(daemon, home, port);
    }
    await sleep(50);
  }
  daemon.kill("SIGKILL");
  throw new UserError(
    `The embedded AWS did not answer within ${START_TIMEOUT_MS / 1000} s.`,
    `Read ${home.logFile}.`,
  );
}

function spawnDaemon(home: LakeHome, args: readonly string[]): ChildProcess {
  const log = openSync(home.logFile, "a", PRIVATE_FILE_MODE);
  const program = ["--require", "tsx/cjs", path.join(projectFolder, "local", "daemon.ts")];
  const daemon = withPrivateUmask(() =>
    spawn(process.execPath, [...program, ...args], {
      cwd: projectFolder,
      detached: true,
      stdio: ["ignore", log, log],
      env: {
        ...allowedEnvironment(),
        ...isolatedAwsSettings,
        // The AWS SDK would announce in the log that it will leave Node.js 20.
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
        LAKE_HOME: home.folder,
      },
    }),
  );
  closeSync(log);
  daemon.unref();
  return daemon;
}

async function explainExit(
  { exitCode, signalCode }: ChildProcess,
  home: LakeHome,
  port: number,
): Promise<UserError> {
  if (exitCode !== EXIT_PORT_IN_USE) {
    const lines = readFileSync(home.logFile, "utf8").trimEnd().split("\n");
    const reason = signalCode === null ? reasonIn(lines) : `it was ended by ${signalCode}`;
    return new UserError(
      `The embedded AWS did not start: ${reason}`,
      `Read ${home.logFile}, and try again: npx lake up`,
    );
  }
  const other = await healthOf(`http://127.0.0.1:${port}`, HEALTH_TIMEOUT_MS);
  const owner = other?.home === undefined ? "another program" : `the embedded AWS of ${other.home}`;
  return new UserError(
    `Port ${port} on 127.0.0.1 is in use by ${owner}.`,
    "Stop it, or choose a free port: npx lake up --port 4567",
  );
}

/** The last error of the log, or else its last line: a process that could not be loaded ends with Node.js's own words. */
function reasonIn(lines: readonly string[]): string {
  return lines.findLast((line) => /^\w*Error: /.test(line)) ?? lines.at(-1) ?? "no reason given";
}
