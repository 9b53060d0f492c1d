import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { withTimeout } from "../../../aws/with-timeout";
import { bundleProgram } from "../../../local/runtime/bundle-program";
import { projectFolder } from "../../../local/runtime/lake-home";
import { UserError } from "../../../errors/user-error";
import { LIMIT_VARIABLE, WATCHDOG_FD } from "./transform-protocol";
import type {
  UncaughtErrorMessage,
  TransformRequest,
  TransformResponse,
} from "./transform-protocol";

/** The heap's own limit ends a process with pages of trace, so that of all its memory comes first. */
const HEAP_FACTOR = 4;
/** How long an ended process may take until all that it said has arrived. */
const OUTPUT_GRACE_MS = 1_000;

/** The process of a transform is no more, so that nothing can be transformed any more. */
export class TransformStoppedError extends UserError {
  constructor(reason: string) {
    super(
      `The transform ${reason}.`,
      "The run ended there. What was sent is in the ledger; what failed or was not read is left for the next run. Fix the transform, and run the command again.",
    );
  }
}

/** A question that is not answered yet. */
interface Waiting {
  readonly id: number | undefined;
  readonly resolve: (reply: TransformResponse) => void;
}

/**
 * The process in which a transform runs. It is ended when it does not answer in time, takes too much memory, or the run
 * is interrupted, and with the run.
 */
export class TransformProcess {
  private stopped: string | undefined;
  private uncaughtError: string | undefined;
  private watchdog = "";
  private waiting: Waiting | undefined;
  private readonly exited: Promise<void>;
  private readonly kill = () => this.end();

  private constructor(
    private readonly child: ChildProcess,
    private readonly memoryMiB: number,
  ) {
    child.on("message", (message: TransformResponse | UncaughtErrorMessage) => {
      const { waiting } = this;
      if (message.reply === "fatal") this.uncaughtError = message.reason;
      else if (waiting !== undefined && waiting.id === idOf(message)) waiting.resolve(message);
    });
    child.stdio[WATCHDOG_FD]?.on("data", (data: Buffer) => (this.watchdog += data.toString()));
    child.once("disconnect", this.kill);
    child.once("error", this.kill);
    process.once("exit", this.kill);
    this.exited = this.waitForExit();
  }

  /** @param memoryMiB what it may take, Node.js included */
  static async start(memoryMiB: number): Promise<TransformProcess> {
    const code = await bundleProgram(
      path.join(projectFolder, "cli", "replay", "transform", "transform-entry.ts"),
    );
    const child = spawn(
      process.execPath,
      [`--max-old-space-size=${HEAP_FACTOR * memoryMiB}`, "-e", code],
      {
        // What it prints is no result. In the terminal's own group it would get Ctrl-C too.
        stdio: ["ignore", 2, 2, "ipc", "pipe"],
        detached: true,
        env: { ...process.env, [LIMIT_VARIABLE]: String(memoryMiB * 2 ** 20) },
      },
    );
    return new TransformProcess(child, memoryMiB);
  }

  /** Why the process is no more; undefined while it runs. */
  get stoppedBy(): string | undefined {
    return this.stopped;
  }

  /**
   * Asks, and waits for the answer.
   *
   * @throws {@link TransformStopped} when the process ends first, or is ended because the time is over or `signal` says so
   */
  async request(
    question: TransformRequest,
    timeoutMs: number,
    signal: AbortSignal,
  ): Promise<TransformResponse> {
    const subject = question.type === "apply" ? ` with ${question.record.place}` : "";
    const giveUp = (reason: string) => {
      this.stopped ??= reason;
      this.end();
    };
    const interrupt = () => giveUp("was interrupted");
    const timer = setTimeout(() => giveUp(`did not end within ${timeoutMs / 1_000} s`), timeoutMs);
    signal.addEventListener("abort", interrupt, { once: true });
    try {
      if (signal.aborted) interrupt();
      const replied = new Promise<TransformResponse>((resolve) => {
        this.waiting = { id: idOf(question), resolve };
      });
      if (this.child.connected) this.child.send(question, () => undefined);
      const reply = await Promise.race([replied, this.exited]);
      if (reply !== undefined) return reply;
      throw new TransformStoppedError(`${this.stopped ?? "has ended"}${subject}`);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", interrupt);
      this.waiting = undefined;
    }
  }

  /** Ends the process. */
  async close(): Promise<void> {
    this.end();
    await this.exited;
    process.off("exit", this.kill);
  }

  private end(): void {
    try {
      // With all that it has started: it leads a group of its own.
      if (this.child.pid !== undefined) process.kill(-this.child.pid, "SIGKILL");
    } catch {
      // It is gone.
    }
  }

  private async waitForExit(): Promise<void> {
    const { child } = this;
    const pipe = child.stdio[WATCHDOG_FD];
    const allHeard = Promise.all([
      child.connected ? once(child, "disconnect") : undefined,
      pipe ? once(pipe, "close") : undefined,
    ]);
    const [code, signal] = (await Promise.race([once(child, "exit"), once(child, "error")]).catch(
      (error: unknown) => [null, String(error)],
    )) as [number | null, string | null];
    await withTimeout(OUTPUT_GRACE_MS, () => allHeard).catch(() => undefined);
    this.stopped ??= this.reasonOf(code, signal);
  }

  private reasonOf(code: number | null, signal: string | null): string {
    if (this.uncaughtError !== undefined)
      return `failed outside of its call: ${this.uncaughtError}`;
    if (this.watchdog === "memory") return `took more than ${this.memoryMiB} MiB of memory`;
    return code === null
      ? `was ended by ${signal ?? "the system"}`
      : `ended its process with exit code ${code}`;
  }
}

/** Tells records apart; a module is loaded once. */
function idOf(message: TransformRequest | TransformResponse): number | undefined {
  return "id" in message ? message.id : undefined;
}
