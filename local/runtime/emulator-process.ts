import { spawn } from "node:child_process";
import { mkdirSync, openSync, closeSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { readAccessSettings } from "../gateway/access-settings";
import { CONTROL_PATH } from "../gateway/gateway";
import { findMoto } from "../toolchain/moto";
import { UserError } from "../user-error";
import { allowedEnvironment, noUserSettings } from "./allowed-environment";
import type { LakeHome } from "./lake-home";
import { projectFolder } from "./lake-home";
import { isAlive, signal } from "./processes";

/** The port of the embedded AWS unless another is asked for: the one that AWS emulators commonly use. */
export const DEFAULT_PORT = 4566;

/** Exit code by which the background process says that another program has the port. */
export const EXIT_PORT_IN_USE = 98;

/** Argument of the background process, and option of `lake up`, that has every call of a role authorised. */
export const ENFORCE_IAM = "--enforce-iam";

const START_TIMEOUT_MS = 90_000;
const STOP_TIMEOUT_MS = 15_000;
const KILL_TIMEOUT_MS = 5_000;
const HEALTH_TIMEOUT_MS = 5_000;

/** An embedded AWS that answers. */
export interface RunningEmulator {
  readonly pid: number;
  readonly endpointUrl: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** Whether every call of a role must be allowed by the deployed policies. */
  readonly enforceIam: boolean;
}

/** How an embedded AWS is started. */
export interface StartProps {
  /** Port on 127.0.0.1. */
  readonly port: number;
  readonly enforceIam: boolean;
  /** Python interpreter that has moto. @default - it is looked for, and installed where it is missing */
  readonly motoPython?: string;
}

/** What the run file says about the embedded AWS of a home. */
export type EmulatorState =
  | { readonly state: "running"; readonly emulator: RunningEmulator }
  /** It was started and not stopped, but its process is gone: killed, or the machine was restarted. */
  | { readonly state: "killed"; readonly emulator: RunningEmulator }
  | { readonly state: "stopped" };

/** Looks whether the embedded AWS of a home runs, by its run file and its health answer. */
export async function emulatorState(home: LakeHome): Promise<EmulatorState> {
  const emulator = readRunFile(home);
  if (emulator === undefined) return { state: "stopped" };
  const health = await healthOf(emulator.endpointUrl);
  // One that is too busy to answer in time is not gone.
  const runs =
    health === "no answer in time" ? isAlive(emulator.pid) : health?.pid === emulator.pid;
  return { state: runs ? "running" : "killed", emulator };
}

/**
 * Starts the embedded AWS in the background and waits until it answers.
 *
 * @throws UserError when the port is taken, an access setting can't be used, or it doesn't come up
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
  mkdirSync(home.folder, { recursive: true });
  // Errors of an earlier start would be taken for this one's.
  rmSync(home.logFile, { force: true });
  const log = openSync(home.logFile, "a");
  const daemon = spawn(
    process.execPath,
    [
      ...["--require", "tsx/cjs", path.join(projectFolder, "local", "daemon.ts")],
      ...["--home", home.folder, "--port", String(port), "--moto-python", python],
      ...(enforceIam ? [ENFORCE_IAM] : []),
    ],
    {
      cwd: projectFolder,
      detached: true,
      stdio: ["ignore", log, log],
      env: {
        ...allowedEnvironment(),
        ...noUserSettings,
        // The AWS SDK would announce in the log that it will leave Node.js 20.
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
        LAKE_HOME: home.folder,
      },
    },
  );
  closeSync(log);
  daemon.unref();
  // Until it is ready nobody knows of it: a command that ends before takes it along.
  const takeAlong = () => daemon.kill("SIGTERM");
  process.once("exit", takeAlong);

  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    const emulator = readRunFile(home);
    if (emulator !== undefined && emulator.pid === daemon.pid) {
      process.off("exit", takeAlong);
      // What Terraform knows of an earlier one is no longer true.
      rmSync(home.terraformFolder, { recursive: true, force: true });
      return emulator;
    }
    if (daemon.exitCode !== null || daemon.signalCode !== null) {
      throw await explainExit(daemon.exitCode, home, port);
    }
    await sleep(50);
  }
  if (daemon.pid !== undefined) signal(daemon.pid, "SIGKILL");
  throw new UserError(
    `The embedded AWS did not answer within ${START_TIMEOUT_MS / 1000} s.`,
    `Read ${home.logFile}.`,
  );
}

/** Ends the embedded AWS of a home and removes what it kept. Says whether there was one. */
export async function stopEmulator(home: LakeHome): Promise<boolean> {
  const found = await emulatorState(home);
  if (found.state === "running") {
    await endProcess(found.emulator.pid);
  }
  forgetDeployment(home);
  rmSync(home.runFile, { force: true });
  return found.state !== "stopped";
}

/** Removes what was kept of an embedded AWS that is gone: what it held lived in memory only. */
function forgetDeployment(home: LakeHome): void {
  rmSync(home.runFolder, { recursive: true, force: true });
}

async function endProcess(pid: number): Promise<void> {
  signal(pid, "SIGTERM");
  if (await endsWithin(pid, STOP_TIMEOUT_MS)) return;
  signal(pid, "SIGKILL");
  if (await endsWithin(pid, KILL_TIMEOUT_MS)) return;
  throw new UserError(
    `The embedded AWS, process ${pid}, does not end.`,
    `Look at it: ps -p ${pid}`,
  );
}

async function endsWithin(pid: number, milliseconds: number): Promise<boolean> {
  const deadline = Date.now() + milliseconds;
  while (isAlive(pid)) {
    if (Date.now() > deadline) return false;
    await sleep(50);
  }
  return true;
}

function readRunFile(home: LakeHome): RunningEmulator | undefined {
  try {
    // Written by the background process in this form, in one call.
    return JSON.parse(readFileSync(home.runFile, "utf8")) as RunningEmulator;
  } catch {
    return undefined;
  }
}

interface Health {
  readonly pid?: number;
  readonly home?: string;
}

async function healthOf(endpointUrl: string): Promise<Health | "no answer in time" | undefined> {
  try {
    const response = await fetch(`${endpointUrl}${CONTROL_PATH}health`, {
      signal: AbortSignal.timeout(HEALTH_TIMEOUT_MS),
    });
    // Only an embedded AWS answers this path with JSON; another program's answer lacks the fields and is no match.
    return (await response.json()) as Health;
  } catch (error) {
    return error instanceof Error && error.name === "TimeoutError"
      ? "no answer in time"
      : undefined;
  }
}

async function explainExit(
  exitCode: number | null,
  home: LakeHome,
  port: number,
): Promise<UserError> {
  if (exitCode !== EXIT_PORT_IN_USE) {
    const lines = readFileSync(home.logFile, "utf8").trimEnd().split("\n");
    return new UserError(
      `The embedded AWS did not start: ${reasonIn(lines)}`,
      `Read ${home.logFile}.`,
    );
  }
  const other = await healthOf(`http://127.0.0.1:${port}`);
  const owner =
    other === undefined || other === "no answer in time" || other.home === undefined
      ? "another program"
      : `the embedded AWS of ${other.home}`;
  return new UserError(
    `Port ${port} on 127.0.0.1 is in use by ${owner}.`,
    "Stop it, or choose a free port: npx lake up --port 4567",
  );
}

/** The last error of the log, or else its last line: a process that could not be loaded ends with Node.js's own words. */
function reasonIn(lines: readonly string[]): string {
  return lines.findLast((line) => /^\w*Error: /.test(line)) ?? lines.at(-1) ?? "no reason given";
}
