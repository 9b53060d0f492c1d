import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { Duplex } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { exceedsSize } from "./instance-folder";
import { LineReader } from "./line-reader";
import type { LogLine } from "./line-reader";
import { LogBuffer } from "./log-buffer";
import { permissionFlags } from "./permission-flags";
import { processMemory, WATCH_INTERVAL_MS } from "./process-memory";
import type { ProcessReaper } from "./process-reaper";
import { FrameReader, toFrame } from "../runtime/frames";
import { CONFINED, readRuntimeResponse } from "../runtime/messages";
import type { RuntimeResponse, RuntimeRequest } from "../runtime/messages";

/** What a function's process is started with. */
export interface FunctionProcessProps {
  /** The program made by `bundleProgram`. */
  readonly runtimeFile: string;
  /** Folder of the unpacked code; a real path, as the permission model wants it. */
  readonly taskRoot: string;
  /** Folder that is `/tmp` to the function; a real path. */
  readonly tmpFolder: string;
  /** All environment variables; nothing of the emulator's own leaks in. */
  readonly environment: Readonly<Record<string, string>>;
  readonly memorySizeMiB: number;
  /** Most that `tmpFolder` may hold. */
  readonly ephemeralStorageMiB: number;
  /** Whether the function may read only its code, and write only its `/tmp`. */
  readonly confined: boolean;
  readonly reaper: ProcessReaper;
}

/** How a step of the process ended. */
export type StepOutcome =
  | { readonly kind: "answer"; readonly answer: RuntimeResponse }
  | { readonly kind: "exit"; readonly code: number | null; readonly signal: NodeJS.Signals | null }
  | { readonly kind: "timeout" };

/** Shares of the memory that V8's generations may fill, as in Lambda; the rest is for the runtime itself. */
const OLD_SPACE_SHARE = 0.9;
const SEMI_SPACE_SHARE = 0.05;

/** Time between two looks into the function's `/tmp`, from the end of one to the begin of the next. */
const STORAGE_INTERVAL_MS = 500;

/** Output of a grandchild may keep the streams open; nobody waits longer for that. */
const CLOSE_GRACE_MS = 500;

/** A Node.js process that holds one function, warm from one invocation to the next. */
export class FunctionProcess {
  /** The most memory that it was seen with, in KiB. */
  peakMemoryKiB = 0;
  private readonly child: ChildProcess;
  private readonly channel: Duplex;
  private readonly readers: readonly LineReader[];
  private readonly ended: Promise<StepOutcome>;
  private readonly log = new LogBuffer();
  private readonly memoryWatch: NodeJS.Timeout;
  private storageWatch: NodeJS.Timeout | undefined;
  private onAnswer: (answer: RuntimeResponse) => void = () => undefined;
  private alive = true;

  constructor(private readonly props: FunctionProcessProps) {
    this.child = start(props);
    this.channel = channelOf(this.child);
    const { pid } = this.child;
    if (pid !== undefined) props.reaper.add(pid);
    this.readers = [this.child.stdout, this.child.stderr].flatMap((stream) =>
      stream === null ? [] : [new LineReader(stream, (line) => this.log.add(line))],
    );
    this.receive();
    this.memoryWatch = setInterval(() => void this.watchMemory(), WATCH_INTERVAL_MS).unref();
    this.watchStorage();
    this.ended = new Promise((resolve) => {
      const end = (code: number | null, signal: NodeJS.Signals | null): void =>
        resolve({ kind: "exit", code, signal });
      this.child.once("close", end);
      this.child.once("exit", (code, signal) => {
        this.isGone();
        setTimeout(() => end(code, signal), CLOSE_GRACE_MS).unref();
      });
      this.child.once("error", () => {
        this.isGone();
        end(null, null);
      });
    });
  }

  /** Whether the process can take another request. */
  get usable(): boolean {
    return this.alive;
  }

  /** Loads the function. */
  init(timeoutMs: number): Promise<StepOutcome> {
    return this.step({ kind: "init", marker: randomUUID() }, timeoutMs);
  }

  /** Runs the function once; after a timeout the process is gone. */
  invoke(
    request: Omit<Extract<RuntimeRequest, { kind: "invoke" }>, "kind" | "marker">,
    timeoutMs: number,
  ): Promise<StepOutcome> {
    return this.step({ kind: "invoke", marker: randomUUID(), ...request }, timeoutMs);
  }

  /** Log lines since the last call. */
  takeLines(): LogLine[] {
    return this.log.take();
  }

  /** Ends the process and those that it started; resolves when it is gone. */
  async kill(): Promise<void> {
    this.end();
    await this.ended;
  }

  private end(): void {
    this.alive = false;
    if (this.child.pid !== undefined) this.props.reaper.end(this.child.pid);
  }

  private isGone(): void {
    this.alive = false;
    clearInterval(this.memoryWatch);
    clearTimeout(this.storageWatch);
    if (this.child.pid !== undefined) this.props.reaper.remove(this.child.pid);
  }

  private async step(request: RuntimeRequest, timeoutMs: number): Promise<StepOutcome> {
    const answered = this.answer(request.marker);
    const late = new AbortController();
    this.channel.write(toFrame(request));
    const end = await Promise.race([
      answered,
      this.ended,
      sleep(timeoutMs, { kind: "timeout" } as const, { signal: late.signal }).catch(() => NEVER),
    ]);
    late.abort();
    if (end.kind === "timeout" || (end.kind === "answer" && isFatal(end.answer))) await this.kill();
    return end;
  }

  private async answer(marker: string): Promise<StepOutcome> {
    const message = new Promise<RuntimeResponse>((resolve) => {
      this.onAnswer = (answer) => {
        if (answer.marker === marker) resolve(answer);
      };
    });
    await Promise.all(this.readers.map((reader) => reader.passed(marker)));
    return { kind: "answer", answer: await message };
  }

  /** Whoever writes to the channel what the runtime would not, ends. */
  private receive(): void {
    const frames = new FrameReader();
    this.channel.on("error", () => undefined);
    this.channel.on("data", (chunk: Buffer) => {
      if (!this.alive) return;
      try {
        for (const message of frames.read(chunk)) {
          const answer = readRuntimeResponse(message);
          if (answer === undefined) return this.end();
          this.onAnswer(answer);
        }
      } catch {
        this.end();
      }
    });
    // Without it the process can be asked for nothing, and tell nothing.
    this.channel.on("close", () => this.end());
  }

  private watchStorage(): void {
    const { tmpFolder, ephemeralStorageMiB } = this.props;
    this.storageWatch = setTimeout(() => {
      void exceedsSize(tmpFolder, ephemeralStorageMiB * 1024 * 1024).then((isFull) => {
        if (isFull) this.end();
        if (this.alive) this.watchStorage();
      });
    }, STORAGE_INTERVAL_MS).unref();
  }

  private async watchMemory(): Promise<void> {
    const { pid } = this.child;
    const memory = pid === undefined ? undefined : await processMemory(pid);
    if (memory === undefined || !this.alive) return;
    this.peakMemoryKiB = Math.max(this.peakMemoryKiB, memory.peakKiB);
    if (memory.nowKiB > this.props.memorySizeMiB * 1024) this.end();
  }
}

function start(props: FunctionProcessProps): ChildProcess {
  const { runtimeFile, taskRoot, tmpFolder, environment, memorySizeMiB, confined } = props;
  const semiSpaceMiB = Math.max(1, Math.floor(memorySizeMiB * SEMI_SPACE_SHARE));
  return spawn(
    process.execPath,
    [
      ...(confined
        ? permissionFlags({ read: [runtimeFile, `${taskRoot}/`], write: [`${tmpFolder}/`] })
        : []),
      `--max-old-space-size=${Math.floor(memorySizeMiB * OLD_SPACE_SHARE)}`,
      `--max-semi-space-size=${semiSpaceMiB}`,
      runtimeFile,
      tmpFolder,
      ...(confined ? [CONFINED] : []),
    ],
    {
      cwd: taskRoot,
      env: environment,
      stdio: ["ignore", "pipe", "pipe", "pipe"],
      // A process group of its own, which is ended as a whole.
      detached: true,
    },
  );
}

function channelOf({ stdio }: ChildProcess): Duplex {
  const channel = stdio[3];
  // What `pipe` means behind the three standard streams; missing only where the process could not be started.
  return channel instanceof Duplex
    ? channel
    : new Duplex({ write: (_chunk, _encoding, done) => done() });
}

/** Only ever returned to a race that is over. */
const NEVER = { kind: "timeout" } as const;

const isFatal = (answer: RuntimeResponse): boolean => answer.kind === "failure" && answer.fatal;
