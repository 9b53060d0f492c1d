import type { ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import type { Duplex } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { LineReader } from "./line-reader";
import type { LogLine } from "./line-reader";
import { LogBuffer } from "./log-buffer";
import type { ProcessReaper } from "./process-reaper";
import { ResourceWatch } from "./resource-watch";
import type { ResourceLimits } from "./resource-watch";
import { channelOf, spawnRuntime } from "./runtime-child";
import type { RuntimeChildProps } from "./runtime-child";
import { FrameReader, toFrame } from "../runtime/frames";
import { readRuntimeResponse } from "../runtime/runtime-messages";
import type { RuntimeResponse, RuntimeRequest } from "../runtime/runtime-messages";

/** Options of {@link FunctionProcess}. */
export interface FunctionProcessProps extends RuntimeChildProps, ResourceLimits {
  readonly reaper: ProcessReaper;
}

/** Outcome of a request to the process. */
export type StepOutcome =
  | { readonly kind: "response"; readonly response: RuntimeResponse }
  | { readonly kind: "exit"; readonly code: number | null; readonly signal: NodeJS.Signals | null }
  | { readonly kind: "timeout" };

/** A grandchild may keep the output streams open; they are read for this long. */
const CLOSE_GRACE_MS = 500;

/** A Node.js process that runs one function and stays warm between invocations. */
export class FunctionProcess {
  private readonly child: ChildProcess;
  private readonly channel: Duplex;
  private readonly readers: readonly LineReader[];
  private readonly ended: Promise<StepOutcome>;
  private readonly log = new LogBuffer();
  private readonly resources: ResourceWatch;
  private onResponse: (response: RuntimeResponse) => void = () => undefined;
  private alive = true;

  constructor(private readonly props: FunctionProcessProps) {
    this.child = spawnRuntime(props);
    this.channel = channelOf(this.child);
    const { pid } = this.child;
    if (pid !== undefined) props.reaper.add(pid);
    this.readers = [this.child.stdout, this.child.stderr].flatMap((stream) =>
      stream === null ? [] : [new LineReader(stream, (line) => this.log.add(line))],
    );
    this.receive();
    this.resources = new ResourceWatch(pid, props, () => this.end());
    this.ended = new Promise((resolve) => {
      const end = (code: number | null, signal: NodeJS.Signals | null): void =>
        resolve({ kind: "exit", code, signal });
      this.child.once("close", end);
      this.child.once("exit", (code, signal) => {
        this.onGone();
        setTimeout(() => end(code, signal), CLOSE_GRACE_MS).unref();
      });
      this.child.once("error", () => {
        this.onGone();
        end(null, null);
      });
    });
  }

  /** Peak memory in KiB. */
  get peakMemoryKiB(): number {
    return this.resources.peakMemoryKiB;
  }

  /** Whether the process can take another request. */
  get usable(): boolean {
    return this.alive;
  }

  /** Loads the function. */
  init(timeoutMs: number): Promise<StepOutcome> {
    return this.step({ kind: "init", marker: randomUUID() }, timeoutMs);
  }

  /** Invokes the function; after a timeout the process is gone. */
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

  /** Ends the process and its children; resolves when it is gone. */
  async kill(): Promise<void> {
    this.end();
    await this.ended;
  }

  private end(): void {
    this.alive = false;
    this.resources.stop();
    if (this.child.pid !== undefined) this.props.reaper.end(this.child.pid);
  }

  private onGone(): void {
    this.alive = false;
    this.resources.stop();
    if (this.child.pid !== undefined) this.props.reaper.remove(this.child.pid);
  }

  private async step(request: RuntimeRequest, timeoutMs: number): Promise<StepOutcome> {
    const responded = this.responseTo(request.marker);
    const late = new AbortController();
    this.channel.write(toFrame(request));
    const end = await Promise.race([
      responded,
      this.ended,
      sleep(timeoutMs, { kind: "timeout" } as const, { signal: late.signal }).catch(() => NEVER),
    ]);
    late.abort();
    if (end.kind === "timeout" || (end.kind === "response" && isFatal(end.response)))
      await this.kill();
    return end;
  }

  private async responseTo(marker: string): Promise<StepOutcome> {
    const message = new Promise<RuntimeResponse>((resolve) => {
      this.onResponse = (response) => {
        if (response.marker === marker) resolve(response);
      };
    });
    await Promise.all(this.readers.map((reader) => reader.passed(marker)));
    return { kind: "response", response: await message };
  }

  /** A process that writes an invalid message to the channel is ended. */
  private receive(): void {
    const frames = new FrameReader();
    this.channel.on("error", () => undefined);
    this.channel.on("data", (chunk: Buffer) => {
      if (!this.alive) return;
      try {
        for (const message of frames.read(chunk)) {
          const response = readRuntimeResponse(message);
          if (response === undefined) return this.end();
          this.onResponse(response);
        }
      } catch {
        this.end();
      }
    });
    // Without the channel the process can't be used.
    this.channel.on("close", () => this.end());
  }
}

/** Returned only after the race is decided. */
const NEVER = { kind: "timeout" } as const;

const isFatal = (response: RuntimeResponse): boolean =>
  response.kind === "failure" && response.fatal;
