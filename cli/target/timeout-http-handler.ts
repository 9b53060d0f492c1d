import { NodeHttpHandler } from "@smithy/node-http-handler";
import type { IncomingMessage } from "node:http";
import { HEALTH_TIMEOUT_MS, healthOf } from "../../local/lifecycle/emulator-state";
import { UserError } from "../../errors/user-error";

/** Duration of a call after which the health of the emulator is checked. */
const HEALTH_CHECK_AFTER_MS = 5_000;
/** Interval of health checks, and of checks of a response body. */
const INTERVAL_MS = 1_000;

/** Endpoint of the calls, and their timeouts. */
export interface TimeoutHttpHandlerProps {
  /** For messages, for example `athena`. */
  readonly service: string;
  readonly endpointUrl: string;
  /** Until a response starts, and between two chunks of it. */
  readonly timeoutMs: number;
  /** @default 5000 */
  readonly healthCheckAfterMs?: number;
  /** @default {@link HEALTH_TIMEOUT_MS} */
  readonly healthTimeoutMs?: number;
}

type Handle = NodeHttpHandler["handle"];

/** A call to which the embedded AWS did not respond in time. */
export class EmulatorTimeoutError extends UserError {
  /** Without this property, the SDK appends a hint for developers to the message. */
  readonly $metadata = {};
}

/**
 * Sends the SDK's calls to the embedded AWS, with a timeout for responses and for an emulator that has stopped.
 */
export class TimeoutHttpHandler extends NodeHttpHandler {
  constructor(private readonly props: TimeoutHttpHandlerProps) {
    super();
  }

  override async handle(...[request, options]: Parameters<Handle>): ReturnType<Handle> {
    const target = request.headers["x-amz-target"] ?? `${request.method} ${request.path}`;
    const settled = new AbortController();
    const timeout = this.rejectOnTimeout(target, settled.signal);
    const abort = new AbortController();
    const forward = (): void => abort.abort();
    const callerSignal = options?.abortSignal;
    // The SDK's deprecated kind of signal has no events; it is not used here.
    if (callerSignal instanceof AbortSignal)
      callerSignal.addEventListener("abort", forward, { once: true });
    if (callerSignal?.aborted === true) forward();
    try {
      const call = super.handle(request, { ...options, abortSignal: abort.signal });
      const response = await Promise.race([call, timeout]);
      // Typed as any by the SDK; the bodies of this handler are Node.js streams.
      this.watchBody(response.response.body as IncomingMessage, target);
      return response;
    } catch (error) {
      // An open connection would keep the process alive after the error was printed.
      abort.abort();
      throw error;
    } finally {
      settled.abort();
    }
  }

  /** Rejects after the timeout, or when the emulator is gone; never resolves. */
  private rejectOnTimeout(target: string, settled: AbortSignal): Promise<never> {
    const { endpointUrl, timeoutMs, healthCheckAfterMs = HEALTH_CHECK_AFTER_MS } = this.props;
    const { healthTimeoutMs = HEALTH_TIMEOUT_MS } = this.props;
    const startedAt = Date.now();
    return new Promise((_, reject) => {
      let timer: NodeJS.Timeout;
      const check = async (): Promise<void> => {
        const waited = Date.now() - startedAt;
        if (settled.aborted) return;
        if (waited >= timeoutMs) return reject(this.timeoutError(target, waited));
        if (
          waited >= healthCheckAfterMs &&
          (await healthOf(endpointUrl, healthTimeoutMs)) === undefined
        ) {
          return reject(this.timeoutError(target, Date.now() - startedAt));
        }
        checkLater();
      };
      const checkLater = (): void => {
        const rest = timeoutMs - (Date.now() - startedAt);
        const pause = Math.max(0, Math.min(INTERVAL_MS, healthCheckAfterMs, rest));
        if (!settled.aborted) timer = setTimeout(() => void check(), pause);
      };
      settled.addEventListener("abort", () => clearTimeout(timer));
      checkLater();
    });
  }

  /** Aborts a body that stalls, unless its reader is the cause. */
  private watchBody(body: IncomingMessage, target: string): void {
    if (typeof body.once !== "function") return;
    let seen = -1;
    let since = Date.now();
    const timer = setInterval(() => {
      const bytes = body.socket?.bytesRead ?? 0;
      if (bytes !== seen || body.readableLength > 0) {
        seen = bytes;
        since = Date.now();
      }
      const waited = Date.now() - since;
      if (waited >= this.props.timeoutMs) body.destroy(this.timeoutError(target, waited));
    }, INTERVAL_MS).unref();
    body.once("close", () => clearInterval(timer));
  }

  private timeoutError(target: string, waitedMs: number): EmulatorTimeoutError {
    const { service, endpointUrl } = this.props;
    return new EmulatorTimeoutError(
      `The embedded AWS at ${endpointUrl} did not respond to ${service} (${target}) for ${Math.round(waitedMs / 1000)} s.`,
      "Check npx lake logs and try again, or restart it: npx lake down && npx lake up",
    );
  }
}
