import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Log } from "../emulator-context";
import { allowedEnvironment, isolatedAwsSettings } from "../processes/allowed-environment";
import { freePort } from "../processes/free-port";

const LAUNCHER = path.join(__dirname, "moto_launcher.py");
/** @see https://docs.getmoto.org/en/latest/docs/configuration/environment_variables.html */
const MOTO_SETTINGS = {
  PYTHONUNBUFFERED: "1",
  MOTO_IAM_LOAD_MANAGED_POLICIES: "false",
  // The endpoint decides about CORS.
  MOTO_DISABLE_GLOBAL_CORS: "true",
  // The endpoint rewrites virtual-hosted bucket names into paths.
  S3_IGNORE_SUBDOMAIN_BUCKETNAME: "true",
};
const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 5_000;

/** Options of {@link MotoProcess.start}. */
export interface MotoOptions {
  /**
   * Whether moto answers only calls with the secret: other programs and web pages can reach its port.
   *
   * @default true
   */
  readonly isGuarded?: boolean;
  /** Folder in which its state is kept. @default - it is kept in memory only */
  readonly stateFolder?: string;
}

/** moto as a child process: the control plane. */
export class MotoProcess {
  private lastLine = "it printed nothing";

  private constructor(
    private readonly child: ChildProcess,
    /** On 127.0.0.1. */
    readonly port: number,
    /** Secret that each call must send in the header `x-lake-control-plane`; undefined if calls are not checked. */
    readonly secret: string | undefined,
  ) {}

  /**
   * Starts moto on a free port of the loopback interface and waits until it answers.
   *
   * @param python interpreter that can import `moto.server`
   * @param onExit called when moto exits, with how it ended (the rest of a sentence)
   * @throws Error if moto exits or does not answer; its last output is in the log
   */
  static async start(
    python: string,
    log: Log,
    onExit: (how: string) => void,
    { isGuarded = true, stateFolder = "" }: MotoOptions = {},
  ): Promise<MotoProcess> {
    const port = await freePort();
    const child = spawn(python, [LAUNCHER, "-H", "127.0.0.1", "-p", String(port)], {
      // The launcher exits when its standard input ends, so that moto does not outlive a killed emulator.
      stdio: ["pipe", "ignore", "pipe"],
      env: { ...allowedEnvironment(), ...isolatedAwsSettings, ...MOTO_SETTINGS },
    });
    const secret = isGuarded ? randomBytes(32).toString("hex") : undefined;
    child.stdin?.write(`${secret ?? ""}\n${stateFolder}\n`);
    const started = new MotoProcess(child, port, secret);
    child.stderr?.on("data", (chunk: Buffer) => {
      for (const line of chunk.toString("utf8").split("\n")) {
        if (isTrouble(line)) log.error("moto", line);
        if (line.trim() !== "") started.lastLine = line.trim();
      }
    });
    child.once("exit", (code, signal) => onExit(howEnded(code, signal)));
    await started.untilAnswering();
    return started;
  }

  /** Its process id; undefined if it could not be started. */
  get pid(): number | undefined {
    return this.child.pid;
  }

  /** Stops moto. */
  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = once(this.child, "exit");
    this.child.kill("SIGTERM");
    const late = AbortSignal.timeout(STOP_TIMEOUT_MS);
    late.addEventListener("abort", () => this.child.kill("SIGKILL"));
    await exited;
  }

  private async untilAnswering(): Promise<void> {
    const deadline = Date.now() + START_TIMEOUT_MS;
    while (Date.now() < deadline) {
      const { exitCode, signalCode } = this.child;
      if (exitCode !== null || signalCode !== null) {
        await this.untilRead();
        const how = exitCode === null ? String(signalCode) : `exit code ${exitCode}`;
        throw new Error(`moto exited at startup with ${how}: ${this.lastLine}`);
      }
      try {
        await fetch(`http://127.0.0.1:${this.port}/moto-api/`);
        return;
      } catch {
        await sleep(50);
      }
    }
    await this.stop();
    throw new Error(`moto did not answer within ${START_TIMEOUT_MS / 1000} s`);
  }

  /** The output of a process may arrive after its exit event. */
  private async untilRead(): Promise<void> {
    const { stderr } = this.child;
    if (stderr === null || stderr.readableEnded) return;
    await Promise.race([once(stderr, "end"), sleep(STOP_TIMEOUT_MS)]);
  }
}

function howEnded(code: number | null, signal: NodeJS.Signals | null): string {
  return signal === null ? `exited unexpectedly with exit code ${code}` : `was killed by ${signal}`;
}

/** moto logs each request; only errors are kept. */
function isTrouble(line: string): boolean {
  return /Traceback|Error|Exception|^Warning: moto|\s5\d\d\s-$/.test(line);
}
