import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { LineReader } from "./line-reader";
import type { LogLine } from "./line-reader";
import type { RuntimeAnswer, RuntimeRequest } from "./runtime/messages";

/** What a function's process is started with. */
export interface FunctionProcessProps {
  /** The program made by `bundleRuntime`. */
  readonly runtimeFile: string;
  /** Folder of the unpacked code. */
  readonly taskRoot: string;
  /** All environment variables; nothing of the emulator's own leaks in. */
  readonly environment: Readonly<Record<string, string>>;
  readonly memorySizeMiB: number;
}

/** How a step of the process ended. */
export type StepEnd =
  | { readonly kind: "answer"; readonly answer: RuntimeAnswer }
  | { readonly kind: "exit"; readonly code: number | null; readonly signal: NodeJS.Signals | null }
  | { readonly kind: "timeout" };

/** Share of the memory that V8 may fill; the rest is for the runtime itself. */
const HEAP_SHARE = 0.9;

/** Output of a grandchild may keep the streams open; nobody waits longer for that. */
const CLOSE_GRACE_MS = 500;

/** A Node.js process that holds one function, warm from one invocation to the next. */
export class FunctionProcess {
  private readonly child: ChildProcess;
  private readonly readers: readonly LineReader[];
  private readonly ended: Promise<StepEnd>;
  private lines: LogLine[] = [];
  private alive = true;

  constructor(props: FunctionProcessProps) {
    const heapMiB = Math.floor(props.memorySizeMiB * HEAP_SHARE);
    this.child = spawn(process.execPath, [`--max-old-space-size=${heapMiB}`, props.runtimeFile], {
      cwd: props.taskRoot,
      env: props.environment,
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    const onLine = (line: LogLine): void => void this.lines.push(line);
    this.readers = [this.child.stdout, this.child.stderr].flatMap((stream) =>
      stream === null ? [] : [new LineReader(stream, onLine)],
    );
    this.ended = new Promise((resolve) => {
      const end = (code: number | null, signal: NodeJS.Signals | null): void =>
        resolve({ kind: "exit", code, signal });
      this.child.once("close", end);
      this.child.once("exit", (code, signal) => {
        this.alive = false;
        setTimeout(() => end(code, signal), CLOSE_GRACE_MS).unref();
      });
      this.child.once("error", () => {
        this.alive = false;
        end(null, null);
      });
    });
  }

  /** Whether the process can take another request. */
  get usable(): boolean {
    return this.alive && this.child.connected;
  }

  /** Loads the function. */
  init(timeoutMs: number): Promise<StepEnd> {
    return this.step({ kind: "init", marker: randomUUID() }, timeoutMs);
  }

  /** Runs the function once; after a timeout the process is gone. */
  invoke(
    request: Omit<Extract<RuntimeRequest, { kind: "invoke" }>, "kind" | "marker">,
    timeoutMs: number,
  ): Promise<StepEnd> {
    return this.step({ kind: "invoke", marker: randomUUID(), ...request }, timeoutMs);
  }

  /** Log lines since the last call. */
  takeLines(): LogLine[] {
    const { lines } = this;
    this.lines = [];
    return lines;
  }

  /** Ends the process at once; resolves when it is gone. */
  async kill(): Promise<void> {
    this.child.kill("SIGKILL");
    this.alive = false;
    await this.ended;
  }

  private async step(request: RuntimeRequest, timeoutMs: number): Promise<StepEnd> {
    const answered = this.answer(request.marker);
    const late = new AbortController();
    this.child.send(request, () => undefined);
    const end = await Promise.race([
      answered,
      this.ended,
      sleep(timeoutMs, { kind: "timeout" } as const, { signal: late.signal }).catch(() => NEVER),
    ]);
    late.abort();
    if (end.kind === "timeout" || (end.kind === "answer" && isFatal(end.answer))) await this.kill();
    return end;
  }

  private async answer(marker: string): Promise<StepEnd> {
    const message = new Promise<RuntimeAnswer>((resolve) => {
      // The runtime at the other end sends nothing else.
      this.child.once("message", (received) => resolve(received as RuntimeAnswer));
    });
    await Promise.all(this.readers.map((reader) => reader.passed(marker)));
    return { kind: "answer", answer: await message };
  }
}

/** Only ever returned to a race that is over. */
const NEVER = { kind: "timeout" } as const;

const isFatal = (answer: RuntimeAnswer): boolean => answer.kind === "failure" && answer.fatal;
