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
  // Which page may read an answer is the endpoint's to say.
  MOTO_DISABLE_GLOBAL_CORS: "true",
  // The endpoint puts buckets into paths.
  S3_IGNORE_SUBDOMAIN_BUCKETNAME: "true",
};
const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 5_000;

/** moto as a child process: AWS's control plane, in memory. */
export class MotoProcess {
  private lastLine = "it printed nothing";

  private constructor(
    private readonly child: ChildProcess,
    /** On 127.0.0.1. */
    readonly port: number,
    /** What every call must show in the header `x-lake-control-plane`; undefined where every call is answered. */
    readonly secret: string | undefined,
  ) {}

  /**
   * Starts moto on a free port of the loopback interface and waits until it answers.
   *
   * @param python interpreter that can import `moto.server`
   * @param onExit called when moto ends, with the rest of a sentence that says how
   * @param isGuarded whether only calls that show the secret are answered: its port is open to other programs, and to
   * web pages
   * @throws when moto ends or stays silent; its last output is in the log
   */
  static async start(
    python: string,
    log: Log,
    onExit: (how: string) => void,
    isGuarded = true,
  ): Promise<MotoProcess> {
    const port = await freePort();
    const child = spawn(python, [LAUNCHER, "-H", "127.0.0.1", "-p", String(port)], {
      // The launcher ends when its standard input does, so moto can't outlive a killed emulator.
      stdio: ["pipe", "ignore", "pipe"],
      env: { ...allowedEnvironment(), ...isolatedAwsSettings, ...MOTO_SETTINGS },
    });
    const secret = isGuarded ? randomBytes(32).toString("hex") : undefined;
    child.stdin?.write(`${secret ?? ""}\n`);
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

  /** Its process; undefined when it could not be started. */
  get pid(): number | undefined {
    return this.child.pid;
  }

  /** Ends moto; all that it held is gone. */
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
        throw new Error(`moto ended at once with ${how}: ${this.lastLine}`);
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

  /** What a process printed may be read only after its end is known. */
  private async untilRead(): Promise<void> {
    const { stderr } = this.child;
    if (stderr === null || stderr.readableEnded) return;
    await Promise.race([once(stderr, "end"), sleep(STOP_TIMEOUT_MS)]);
  }
}

function howEnded(code: number | null, signal: NodeJS.Signals | null): string {
  return signal === null ? `ended by itself with exit code ${code}` : `was ended by ${signal}`;
}

/** moto logs each request; only what went wrong is of use. */
function isTrouble(line: string): boolean {
  return /Traceback|Error|Exception|^Warning: moto|\s5\d\d\s-$/.test(line);
}
