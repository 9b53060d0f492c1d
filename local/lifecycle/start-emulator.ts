import type { ChildProcess } from "node:child_process";
import { readFileSync, renameSync, statSync } from "node:fs";
import path from "node:path";
import { readAccessSettings } from "../gateway/callers/access-settings";
import { findMoto } from "../../toolchain/moto/moto";
import { UserError } from "../../errors/user-error";
import {
  BLOCKED_PORTS,
  ENFORCE_IAM,
  EXIT_PORT_IN_USE,
  RECORD_CALLS_VARIABLE,
  endpointOn,
} from "./emulator-options";
import { HEALTH_TIMEOUT_MS, healthOf } from "./emulator-state";
import type { LakeHome } from "../home/lake-home";
import { openHome } from "../home/open-home";
import { readRunFile, removeRunFile } from "../home/run-file";
import type { RunningEmulator } from "../home/run-file";
import { trinoReadsAsItself } from "../athena/trino/server/reads-as-itself";
import { type TrinoChoice, trinoArguments } from "./trino-arguments";
import { freePortAbove, isFree } from "../processes/free-port";
import { hasExited, spawnInBackground, untilRecorded } from "./spawn-in-background";
import { endOrphanedDaemons } from "./stop-emulator";

const START_TIMEOUT_MS = 90_000;
const MAX_LOG_BYTES = 16 * 1024 * 1024;

/** Options of {@link startEmulator}. */
export interface StartProps {
  /** Port on 127.0.0.1. */
  readonly port: number;
  readonly enforceIam: boolean;
  /** The server that answers queries. @default - the engine `duckdb` answers them */
  readonly trino?: TrinoChoice | undefined;
  /** Python interpreter that can import moto. @default - found, or installed if it is missing */
  readonly motoPython?: string;
}

/**
 * Starts the embedded AWS of a home in the background and waits until it answers. None may be running; one whose start was
 * interrupted is stopped.
 *
 * @throws UserError if the home belongs to another user, the port is in use, an access setting is invalid, or it does
 * not start
 */
export async function startEmulator(
  home: LakeHome,
  { port, enforceIam, trino, motoPython }: StartProps,
): Promise<RunningEmulator> {
  // The background process reads them as well, but its errors would only be in the log.
  readAccessSettings(process.env);
  if (trino !== undefined && enforceIam) throw trinoReadsAsItself();
  // Installed here, because that needs variables that the background process does not get: proxies, and credentials of
  // an index.
  const python =
    motoPython ?? (await findMoto({ toolsFolder: home.toolsFolder, progress: () => undefined }));
  openHome(home);
  await endOrphanedDaemons(home);
  removeRunFile(home);
  // What an earlier start has written stays in the log, but is not the reason if this one fails.
  const logged = logSize(home);
  const recordCalls = process.env[RECORD_CALLS_VARIABLE];
  const daemon = spawnInBackground(home, "local/daemon.ts", [
    ...["--port", String(port), "--moto-python", python],
    ...(enforceIam ? [ENFORCE_IAM] : []),
    ...(trino === undefined ? [] : trinoArguments(trino)),
    ...(recordCalls === undefined ? [] : ["--record-calls", path.resolve(recordCalls)]),
  ]);
  // Until the run file is written nothing else can find the process: if this command exits, it must stop it.
  const endDaemon = () => daemon.kill("SIGTERM");
  process.once("exit", endDaemon);

  const emulator = await untilRecorded(daemon, () => readRunFile(home), START_TIMEOUT_MS);
  if (emulator !== undefined) {
    process.off("exit", endDaemon);
    return emulator;
  }
  if (hasExited(daemon)) throw await explainExit(daemon, home, port, logged);
  daemon.kill("SIGKILL");
  throw new UserError(
    `The embedded AWS did not answer within ${START_TIMEOUT_MS / 1000} s.`,
    `Read ${home.logFile}.`,
  );
}

/** Size of the log in bytes, after one that is too large was put aside in place of the one before. */
function logSize({ logFile }: LakeHome): number {
  const { size } = statSync(logFile, { throwIfNoEntry: false }) ?? { size: 0 };
  if (size <= MAX_LOG_BYTES) return size;
  renameSync(logFile, `${logFile}.before`);
  return 0;
}

async function explainExit(
  { exitCode, signalCode }: ChildProcess,
  home: LakeHome,
  port: number,
  logged: number,
): Promise<UserError> {
  if (exitCode === EXIT_PORT_IN_USE) return portInUse(port);
  const log = readFileSync(home.logFile).subarray(logged).toString("utf8");
  const lines = log.trimEnd().split("\n");
  const reason = signalCode === null ? reasonIn(lines) : `it was killed by ${signalCode}`;
  return new UserError(
    `The embedded AWS did not start: ${reason}`,
    `Read ${home.logFile}, then try again: npx lake up`,
  );
}

/** @throws UserError if a program uses the port; before other work, which it would make useless */
export async function requireFreePort(port: number): Promise<void> {
  if (!(await isFree(port))) throw await portInUse(port);
}

async function portInUse(port: number): Promise<UserError> {
  const other = await healthOf(endpointOn(port), HEALTH_TIMEOUT_MS);
  const owner = other?.home === undefined ? "another program" : `the embedded AWS of ${other.home}`;
  const free = await freePortAbove(port, (each) => !BLOCKED_PORTS.has(each));
  return new UserError(
    `Port ${port} on 127.0.0.1 is in use by ${owner}.`,
    free === undefined
      ? "Stop it, or run the same command with another --port."
      : `Stop it, or run the same command on a free port: --port ${free}`,
  );
}

/** The last error in the log, or its last line: if the program could not be loaded, Node.js itself wrote it. */
function reasonIn(lines: readonly string[]): string {
  return (
    lines.findLast((line) => /^\w*Error: /.test(line)) ?? lines.at(-1) ?? "no reason was logged"
  );
}
