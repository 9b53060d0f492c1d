import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { Duplex } from "node:stream";
import type { Stream } from "node:stream";
import { withTimeout } from "../../../aws/with-timeout";
import { bundleProgram } from "../../../local/processes/bundle-program";
import { projectFolder } from "../../../local/home/lake-home";
import { UserError } from "../../../errors/user-error";
import { TransformChannel } from "./transform-channel";
import { CHANNEL_FD, LIMIT_VARIABLE, WATCHDOG_FD, parseResponse } from "./transform-protocol";
import type { TransformRequest, TransformResponse } from "./transform-protocol";

/** V8's own heap limit aborts with pages of trace, so the limit of the total memory has to apply first. */
const HEAP_FACTOR = 4;
/** How long to wait for the remaining output of a process that has exited. */
const OUTPUT_GRACE_MS = 1_000;
/** Characters that are shown of what a module wrote in place of a response. */
const SHOWN_CHARACTERS = 60;

/** The process of a transform has ended, so no more records can be transformed. */
export class TransformStoppedError extends UserError {
  constructor(reason: string) {
    super(
      `The transform ${reason}.`,
      "The run ended there. What was sent is in the ledger; what failed or was not read remains for the next run. Fix the transform, and run the command again.",
    );
  }
}

/** A request without a response yet. */
interface PendingRequest {
  readonly id: number | undefined;
  readonly resolve: (reply: TransformResponse) => void;
}

/**
 * The process in which a transform runs. It is killed when it does not respond in time, uses too much memory, or the run
 * is interrupted or ends.
 */
export class TransformProcess {
  private stopped: string | undefined;
  private uncaughtError: string | undefined;
  private watchdog = "";
  private waiting: PendingRequest | undefined;
  private readonly exited: Promise<void>;
  private readonly channel: TransformChannel;
  private readonly kill = () => this.end();

  private constructor(
    private readonly child: ChildProcess,
    private readonly memoryMiB: number,
  ) {
    const socket = socketOf(child);
    this.channel = new TransformChannel(socket, (line) => this.receive(line));
    child.stdio[WATCHDOG_FD]?.on("data", (data: Buffer) => (this.watchdog += data.toString()));
    socket.once("end", this.kill);
    socket.once("close", this.kill);
    child.once("error", this.kill);
    process.once("exit", this.kill);
    this.exited = this.waitForExit(socket);
  }

  /** @param memoryMiB limit of its memory, including Node.js */
  static async start(memoryMiB: number): Promise<TransformProcess> {
    const code = await bundleProgram(
      path.join(projectFolder, "cli", "replay", "transform", "transform-entry.ts"),
    );
    const child = spawn(
      process.execPath,
      [`--max-old-space-size=${HEAP_FACTOR * memoryMiB}`, "-e", code],
      {
        // Its standard output is no result. In the terminal's process group it would receive Ctrl-C too.
        stdio: ["ignore", 2, 2, "pipe", "pipe"],
        detached: true,
        env: { ...process.env, [LIMIT_VARIABLE]: String(memoryMiB * 2 ** 20) },
      },
    );
    return new TransformProcess(child, memoryMiB);
  }

  /** Why the process has ended; undefined while it runs. */
  get stoppedBy(): string | undefined {
    return this.stopped;
  }

  /**
   * Sends a request, and waits for the response.
   *
   * @throws {@link TransformStoppedError} when the process ends first, or is killed because of the timeout or `signal`
   */
  async request(
    message: TransformRequest,
    timeoutMs: number,
    signal: AbortSignal,
  ): Promise<TransformResponse> {
    const subject = message.type === "apply" ? ` with ${message.record.place}` : "";
    const interrupt = () => this.stop("was interrupted");
    const timer = setTimeout(
      () => this.stop(`did not end within ${timeoutMs / 1_000} s`),
      timeoutMs,
    );
    signal.addEventListener("abort", interrupt, { once: true });
    try {
      if (signal.aborted) interrupt();
      const replied = new Promise<TransformResponse>((resolve) => {
        this.waiting = { id: idOf(message), resolve };
      });
      this.channel.send(message);
      const reply = await Promise.race([replied, this.exited]);
      if (reply !== undefined) return reply;
      throw new TransformStoppedError(`${this.stopped ?? "has ended"}${subject}`);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", interrupt);
      this.waiting = undefined;
    }
  }

  /** Kills the process. */
  async close(): Promise<void> {
    this.end();
    await this.exited;
    process.off("exit", this.kill);
  }

  private receive(line: string): void {
    const message = parseResponse(line);
    if (message === undefined) {
      const shown = line.length > SHOWN_CHARACTERS ? `${line.slice(0, SHOWN_CHARACTERS)}…` : line;
      this.stop(
        `wrote to file descriptor ${CHANNEL_FD}, which is reserved for its responses: ${shown}`,
      );
    } else if (message.reply === "fatal") {
      this.uncaughtError = message.reason;
    } else if (this.waiting !== undefined && this.waiting.id === idOf(message)) {
      this.waiting.resolve(message);
    }
  }

  private stop(reason: string): void {
    this.stopped ??= reason;
    this.end();
  }

  private end(): void {
    try {
      // With all processes that it has started: it leads a process group of its own.
      if (this.child.pid !== undefined) process.kill(-this.child.pid, "SIGKILL");
    } catch {
      // It has exited already.
    }
  }

  private async waitForExit(socket: Duplex): Promise<void> {
    const { child } = this;
    const pipe = child.stdio[WATCHDOG_FD];
    const allReceived = Promise.all([closed(socket), pipe ? closed(pipe) : undefined]);
    const [code, signal] = (await Promise.race([once(child, "exit"), once(child, "error")]).catch(
      (error: unknown) => [null, String(error)],
    )) as [number | null, string | null];
    await withTimeout(OUTPUT_GRACE_MS, () => allReceived).catch(() => undefined);
    this.stopped ??= this.reasonOf(code, signal);
  }

  private reasonOf(code: number | null, signal: string | null): string {
    if (this.uncaughtError !== undefined) return `failed outside of a call: ${this.uncaughtError}`;
    if (this.watchdog === "memory") return `used more than ${this.memoryMiB} MiB of memory`;
    return code === null ? `was killed by ${signal ?? "the system"}` : `exited with code ${code}`;
  }
}

/** The channel's end in this process. */
function socketOf({ stdio }: ChildProcess): Duplex {
  const socket = stdio[CHANNEL_FD];
  if (socket instanceof Duplex) return socket;
  throw new Error("The process of the transform has no channel");
}

/** Resolves when a stream is closed. `once` would reject on an error before it, which nobody awaits yet. */
function closed(stream: Stream): Promise<void> {
  return new Promise((resolve) => void stream.once("close", () => resolve()));
}

/** Identifies a record's request; a module is loaded once. */
function idOf(message: TransformRequest | TransformResponse): number | undefined {
  return "id" in message ? message.id : undefined;
}
