import path from "node:path";
import { messageOf } from "../../../errors/message-of";
import { UserError } from "../../../errors/user-error";
import { bundleProgram } from "../../../local/processes/bundle-program";
import { digest } from "../source/replayable-record";
import type { ReplayableRecord } from "../source/replayable-record";
import { TransformProcess, TransformStoppedError } from "./transform-process";

/** What a transform receives in addition to the event. */
export interface TransformContext {
  /** The record as it was published. */
  readonly text: string;
  /** Why it failed; empty for a record of the raw backup. */
  readonly errorCode: string;
  readonly errorMessage: string;
  /** Approximate arrival in the stream. */
  readonly arrival: Date;
  /** Object that contains the record, and its position there. */
  readonly place: string;
}

/**
 * The default export of a `--transform` file: returns the event to send, or null to send none; may be async. Data
 * that is not JSON is passed as text. A number that JavaScript can't represent exactly is passed as an `ExactNumber`,
 * and written back digit for digit.
 */
export type TransformEvent = (event: unknown, context: TransformContext) => unknown;

/** What a transform made of a record: what to send, or nothing. */
export type Transformed = { readonly data: Buffer } | { readonly skipped: true };

/** Limits of a transform. */
export interface TransformLimits {
  /**
   * For one record, in milliseconds.
   *
   * @default 10000
   */
  readonly recordMs?: number;
  /**
   * Memory of its process, including Node.js, in MiB.
   *
   * @default 1024
   */
  readonly memoryMiB?: number;
  /** Stops the transform at once. @default - never */
  readonly signal?: AbortSignal;
}

const RECORD_MS = 10_000;
const MEMORY_MIB = 1_024;
/** Timeout for loading the module with everything that it imports. */
const LOAD_MS = 30_000;
const SHAPE = "export default (event, context) => event";

/** A user's module that corrects events, in a process of its own. */
export class Transform {
  private requests = 0;

  private constructor(
    private readonly child: TransformProcess,
    /** Changes with the module, and with everything that it imports. */
    readonly fingerprint: string,
    private readonly recordMs: number,
    private readonly signal: AbortSignal,
  ) {}

  /**
   * Loads a module: TypeScript or JavaScript, with everything that it imports.
   *
   * @throws UserError when it can't be built, fails or hangs while it loads, or has no function as its default export
   */
  static async load(file: string, limits: TransformLimits = {}): Promise<Transform> {
    const { recordMs = RECORD_MS, memoryMiB = MEMORY_MIB } = limits;
    const signal = limits.signal ?? new AbortController().signal;
    const code = await bundle(file);
    const child = await TransformProcess.start(memoryMiB);
    try {
      const reply = await child.request({ type: "load", code, file }, LOAD_MS, signal);
      if (reply.reply === "unusable") {
        throw new UserError(
          `The transform ${file} ${reply.problem}`,
          `Nothing was sent. Its default export must be a function: ${SHAPE}`,
        );
      }
    } catch (error) {
      await child.close();
      if (!(error instanceof TransformStoppedError)) throw error;
      throw new UserError(
        `The transform ${file} can't be loaded: it ${child.stoppedBy ?? "has ended"}.`,
        `Nothing was sent. Its default export must be a function: ${SHAPE}`,
      );
    }
    return new Transform(child, digest(code), recordMs, signal);
  }

  /**
   * @throws Error of the module's own, or one that names what it returned instead of an event
   * @throws {@link TransformStoppedError} when it timed out, ended its process, or was interrupted: it can't be used any
   * more
   */
  async apply({ data, failure, arrival, place }: ReplayableRecord): Promise<Transformed> {
    const id = (this.requests += 1);
    const record = {
      text: data.toString("utf8"),
      errorCode: failure?.code ?? "",
      errorMessage: failure?.message ?? "",
      arrival: arrival.getTime(),
      place,
    };
    const reply = await this.child.request(
      { type: "apply", id, record },
      this.recordMs,
      this.signal,
    );
    if (reply.reply === "data") return { data: Buffer.from(reply.data) };
    if (reply.reply === "skipped") return { skipped: true };
    throw new Error(reply.reply === "failed" ? reply.reason : "it did not respond");
  }

  /** @throws {@link TransformStoppedError} if its process has ended since the last record */
  assertRunning(): void {
    const { stoppedBy } = this.child;
    if (stoppedBy !== undefined)
      throw new TransformStoppedError(`${stoppedBy} after its last record`);
  }

  /** Kills its process. */
  async close(): Promise<void> {
    await this.child.close();
  }
}

async function bundle(file: string): Promise<string> {
  try {
    return await bundleProgram(path.resolve(file));
  } catch (error) {
    throw new UserError(
      `The transform ${file} can't be built: ${messageOf(error)}`,
      `Nothing was sent. Give a TypeScript or JavaScript module: ${SHAPE}`,
    );
  }
}
