import type { StepOutcome, FunctionProcess } from "./function-process";
import type { FunctionSettings } from "../function-settings";
import { reportLines, startLine } from "../invocation/invocation-report";
import type { InvocationReport } from "../invocation/invocation-report";
import type { LogLine } from "./line-reader";
import type { LogDelivery } from "../log-delivery";
import { MAXIMUM_RESPONSE_BYTES } from "../runtime/runtime-messages";

/** One invocation of a function. */
export interface Invocation {
  readonly requestId: string;
  /** The event as JSON text. */
  readonly event: string;
  readonly invokedFunctionArn: string;
  /** JSON text of the caller's client context. */
  readonly clientContext?: string;
}

/** What the caller of a function receives. */
export interface InvocationResult {
  /** JSON text: the handler's result, or the error document. */
  readonly payload: string;
  readonly failed: boolean;
  readonly durationMs: number;
  /** The log of this invocation, including Lambda's own lines. */
  readonly log: string;
}

/** Time to load the function; if it takes longer, loading continues in the time of the first invocation. */
const INIT_TIMEOUT_MS = 10_000;

type Outcome = Pick<InvocationResult, "payload" | "failed"> &
  Pick<InvocationReport, "status" | "errorType"> & {
    readonly maxMemoryKiB?: number;
    /** What Lambda logs about the end of the process. */
    readonly notice?: string;
  };

/** A warm function: its process and its log stream. */
export class FunctionInstance {
  private initialized = false;
  private maxMemoryKiB = 0;

  constructor(
    private readonly settings: FunctionSettings,
    private readonly process: FunctionProcess,
    private readonly log: LogDelivery,
    /** Milliseconds since 1970 after which the role's credentials are too old for another invocation. */
    private readonly retiresAtMs: number,
    /** Removes the files of the process. */
    private readonly cleanUp: () => Promise<void>,
  ) {}

  /** Whether the instance can take another invocation. */
  get usable(): boolean {
    return this.process.usable && Date.now() < this.retiresAtMs;
  }

  /** Ends the process and delivers its remaining log lines. */
  async close(): Promise<void> {
    await this.process.kill();
    await this.log.flush();
    await this.cleanUp();
  }

  /** Invokes the function. */
  async invoke(invocation: Invocation): Promise<InvocationResult> {
    const { requestId } = invocation;
    const { version, logFormat } = this.settings;
    const init = await this.init();
    const lines = this.process.takeLines();
    lines.push({ timestamp: Date.now(), message: startLine(logFormat, { requestId, version }) });
    const begin = performance.now();
    const outcome = this.toOutcome(requestId, init.failure ?? (await this.run(invocation)));
    const durationMs = performance.now() - begin;
    lines.push(...this.process.takeLines(), ...toLines(outcome.notice));
    const seenKiB = Math.max(outcome.maxMemoryKiB ?? 0, this.process.peakMemoryKiB);
    // A process that exceeded its memory is reported as having used all of it.
    const limitKiB = this.settings.memorySizeMiB * 1024;
    this.maxMemoryKiB = Math.min(limitKiB, Math.max(this.maxMemoryKiB, seenKiB));
    const report = reportLines(logFormat, {
      requestId,
      version,
      durationMs,
      memorySizeMiB: this.settings.memorySizeMiB,
      maxMemoryUsedMiB: Math.ceil(this.maxMemoryKiB / 1024),
      initDurationMs: init.durationMs,
      status: outcome.status,
      errorType: outcome.errorType,
    });
    lines.push(...report.flatMap(toLines));
    this.log.add(lines);
    const { payload, failed } = outcome;
    return {
      payload,
      failed,
      durationMs,
      log: lines.map(({ message }) => `${message}\n`).join(""),
    };
  }

  private async init(): Promise<{ durationMs?: number; failure?: StepOutcome }> {
    if (this.initialized) return {};
    this.initialized = true;
    const begin = performance.now();
    const timeoutMs = Math.max(INIT_TIMEOUT_MS, this.settings.timeoutSeconds * 1000);
    const end = await this.process.init(timeoutMs);
    const durationMs = performance.now() - begin;
    const good = end.kind === "response" && end.response.kind === "success";
    return { durationMs, ...(good ? {} : { failure: end }) };
  }

  private run(invocation: Invocation): Promise<StepOutcome> {
    const timeoutMs = this.settings.timeoutSeconds * 1000;
    return this.process.invoke({ ...invocation, deadlineMs: Date.now() + timeoutMs }, timeoutMs);
  }

  private toOutcome(requestId: string, end: StepOutcome): Outcome {
    switch (end.kind) {
      case "timeout": {
        const message = `Task timed out after ${this.settings.timeoutSeconds.toFixed(2)} seconds`;
        return failure("timeout", "Sandbox.Timedout", `RequestId: ${requestId} Error: ${message}`);
      }
      case "exit": {
        const message = `RequestId: ${requestId} Error: ${exitReason(end.code, end.signal)}`;
        const outcome = failure("error", "Runtime.ExitError", message);
        return { ...outcome, notice: `${message}\nRuntime.ExitError` };
      }
      case "response": {
        const { response } = end;
        const { maxMemoryKiB } = response;
        if (response.kind === "failure") {
          const payload = JSON.stringify(response.error);
          return { payload, failed: true, status: "error", maxMemoryKiB };
        }
        if (response.kind === "success") {
          return { payload: response.payload, failed: false, status: "success", maxMemoryKiB };
        }
        const message = `Response payload size exceeded maximum allowed payload size (${MAXIMUM_RESPONSE_BYTES} bytes).`;
        return { ...failure("error", "Function.ResponseSizeTooLarge", message), maxMemoryKiB };
      }
    }
  }
}

function failure(status: "error" | "timeout", errorType: string, errorMessage: string): Outcome {
  return { payload: JSON.stringify({ errorType, errorMessage }), failed: true, status, errorType };
}

function exitReason(code: number | null, signal: NodeJS.Signals | null): string {
  if (signal !== null) return `Runtime exited with error: signal: ${SIGNALS[signal] ?? signal}`;
  return code === 0
    ? "Runtime exited without providing a reason"
    : `Runtime exited with error: exit status ${code}`;
}

/** Signals in Lambda's words. */
const SIGNALS: Partial<Record<NodeJS.Signals, string>> = {
  SIGABRT: "aborted",
  SIGKILL: "killed",
  SIGSEGV: "segmentation fault",
  SIGTERM: "terminated",
};

function toLines(message: string | undefined): LogLine[] {
  return message === undefined ? [] : [{ timestamp: Date.now(), message }];
}
