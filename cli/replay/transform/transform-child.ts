import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { build } from "esbuild";
import { withTimeout } from "../../../aws/with-timeout";
import { projectFolder } from "../../../local/runtime/lake-home";
import { UserError } from "../../../errors/user-error";
import { LIMIT_VARIABLE, WATCHDOG_FD } from "./transform-protocol";
import type { LastWords, Question, Reply } from "./transform-protocol";

/** The heap's own limit ends a process with pages of trace, so that of all its memory comes first. */
const HEAP_FACTOR = 4;
/** How long an ended process may take until all that it said has arrived. */
const LAST_WORDS_MS = 1_000;

/** The process of a transform is no more, so that nothing can be transformed any more. */
export class TransformStopped extends UserError {
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
  readonly resolve: (reply: Reply) => void;
}

/**
 * The process in which a transform runs. It is ended when it does not answer in time, takes too much memory, or the run
 * is interrupted, and with the run.
 */
export class TransformChild {
  private stopped: string | undefined;
  private lastWords: string | undefined;
  private watchdog = "";
  private waiting: Waiting | undefined;
  private readonly over: Promise<void>;
  private readonly kill = () => this.end();

  private constructor(
    private readonly child: ChildProcess,
    private readonly memoryMiB: number,
  ) {
    child.on("message", (message: Reply | LastWords) => {
      const { waiting } = this;
      if (message.reply === "fatal") this.lastWords = message.reason;
      else if (waiting !== undefined && waiting.id === idOf(message)) waiting.resolve(message);
    });
    child.stdio[WATCHDOG_FD]?.on("data", (data: Buffer) => (this.watchdog += data.toString()));
    child.once("disconnect", this.kill);
    child.once("error", this.kill);
    process.once("exit", this.kill);
    this.over = this.untilOver();
  }

  /** @param memoryMiB what it may take, Node.js included */
  static async start(memoryMiB: number): Promise<TransformChild> {
    const built = await build({
      entryPoints: [path.join(projectFolder, "cli", "replay", "transform", "transform-process.ts")],
      bundle: true,
      platform: "node",
      format: "cjs",
      target: "node20",
      write: false,
      logLevel: "silent",
    });
    const code = built.outputFiles[0]?.text ?? "";
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
    return new TransformChild(child, memoryMiB);
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
  async ask(question: Question, limitMs: number, signal: AbortSignal): Promise<Reply> {
    const subject = question.ask === "apply" ? ` with ${question.record.place}` : "";
    const giveUp = (reason: string) => {
      this.stopped ??= reason;
      this.end();
    };
    const interrupt = () => giveUp("was interrupted");
    const timer = setTimeout(() => giveUp(`did not end within ${limitMs / 1_000} s`), limitMs);
    signal.addEventListener("abort", interrupt, { once: true });
    try {
      if (signal.aborted) interrupt();
      const replied = new Promise<Reply>((resolve) => {
        this.waiting = { id: idOf(question), resolve };
      });
      if (this.child.connected) this.child.send(question, () => undefined);
      const reply = await Promise.race([replied, this.over]);
      if (reply !== undefined) return reply;
      throw new TransformStopped(`${this.stopped ?? "has ended"}${subject}`);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", interrupt);
      this.waiting = undefined;
    }
  }

  /** Ends the process. */
  async close(): Promise<void> {
    this.end();
    await this.over;
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

  private async untilOver(): Promise<void> {
    const { child } = this;
    const pipe = child.stdio[WATCHDOG_FD];
    const allHeard = Promise.all([
      child.connected ? once(child, "disconnect") : undefined,
      pipe ? once(pipe, "close") : undefined,
    ]);
    const [code, signal] = (await Promise.race([once(child, "exit"), once(child, "error")]).catch(
      (error: unknown) => [null, String(error)],
    )) as [number | null, string | null];
    await withTimeout(LAST_WORDS_MS, () => allHeard).catch(() => undefined);
    this.stopped ??= this.reasonOf(code, signal);
  }

  private reasonOf(code: number | null, signal: string | null): string {
    if (this.lastWords !== undefined) return `failed outside of its call: ${this.lastWords}`;
    if (this.watchdog === "memory") return `took more than ${this.memoryMiB} MiB of memory`;
    return code === null
      ? `was ended by ${signal ?? "the system"}`
      : `ended its process with exit code ${code}`;
  }
}

/** Tells records apart; a module is loaded once. */
function idOf(message: Question | Reply): number | undefined {
  return "id" in message ? message.id : undefined;
}
