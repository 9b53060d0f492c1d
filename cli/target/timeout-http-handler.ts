import { NodeHttpHandler } from "@smithy/node-http-handler";
import type { IncomingMessage } from "node:http";
import { HEALTH_TIMEOUT_MS, healthOf } from "../../local/lifecycle/emulator-state";
import { UserError } from "../../errors/user-error";

/** How long a call may take before the emulator is asked whether it is still there. */
const UNASKED_MS = 5_000;
/** How often it is asked, and how often a body is looked at. */
const INTERVAL_MS = 1_000;

/** Where calls go, and how long they may take. */
export interface TimeoutHttpHandlerProps {
  /** For messages, for example `athena`. */
  readonly service: string;
  readonly endpointUrl: string;
  /** Until an answer begins, and between two pieces of it, in milliseconds. */
  readonly timeoutMs: number;
  /** @default 5000 */
  readonly healthCheckAfterMs?: number;
  /** @default {@link HEALTH_TIMEOUT_MS} */
  readonly healthTimeoutMs?: number;
}

type Handle = NodeHttpHandler["handle"];

/** A call that the embedded AWS did not answer in time. */
export class EmulatorTimeoutError extends UserError {
  /** The SDK adds a hint for programmers to the message of errors without it. */
  readonly $metadata = {};
}

/**
 * Sends the SDK's calls to the embedded AWS, and waits no longer than it should: neither for one that has no answer,
 * nor for an emulator that is stopped.
 */
export class TimeoutHttpHandler extends NodeHttpHandler {
  constructor(private readonly limits: TimeoutHttpHandlerProps) {
    super();
  }

  override async handle(...[request, options]: Parameters<Handle>): ReturnType<Handle> {
    const target = request.headers["x-amz-target"] ?? `${request.method} ${request.path}`;
    const given = new AbortController();
    const late = this.failsWhenLate(target, given.signal);
    const abort = new AbortController();
    const forward = (): void => abort.abort();
    const asked = options?.abortSignal;
    // The SDK's older form of a signal has no events; nobody passes one here.
    if (asked instanceof AbortSignal) asked.addEventListener("abort", forward, { once: true });
    if (asked?.aborted === true) forward();
    try {
      const call = super.handle(request, { ...options, abortSignal: abort.signal });
      const answer = await Promise.race([call, late]);
      // Typed as any there; this handler's own are streams of Node.js.
      this.watchBody(answer.response.body as IncomingMessage, target);
      return answer;
    } catch (error) {
      // An open connection would keep the process alive long after the error was printed.
      abort.abort();
      throw error;
    } finally {
      given.abort();
    }
  }

  /** Rejects when the time is over or the emulator is not there any more; resolves never. */
  private failsWhenLate(target: string, given: AbortSignal): Promise<never> {
    const { endpointUrl, timeoutMs, healthCheckAfterMs = UNASKED_MS } = this.limits;
    const { healthTimeoutMs = HEALTH_TIMEOUT_MS } = this.limits;
    const begun = Date.now();
    return new Promise((_, reject) => {
      let timer: NodeJS.Timeout;
      const look = async (): Promise<void> => {
        const waited = Date.now() - begun;
        if (given.aborted) return;
        if (waited >= timeoutMs) return reject(this.noAnswer(target, waited));
        if (
          waited >= healthCheckAfterMs &&
          (await healthOf(endpointUrl, healthTimeoutMs)) === undefined
        ) {
          return reject(this.noAnswer(target, Date.now() - begun));
        }
        lookLater();
      };
      const lookLater = (): void => {
        const rest = timeoutMs - (Date.now() - begun);
        const pause = Math.max(0, Math.min(INTERVAL_MS, healthCheckAfterMs, rest));
        if (!given.aborted) timer = setTimeout(() => void look(), pause);
      };
      given.addEventListener("abort", () => clearTimeout(timer));
      lookLater();
    });
  }

  /** Ends a body of which nothing more comes, as long as it is not the reader who lets it wait. */
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
      if (waited >= this.limits.timeoutMs) body.destroy(this.noAnswer(target, waited));
    }, INTERVAL_MS).unref();
    body.once("close", () => clearInterval(timer));
  }

  private noAnswer(target: string, waitedMs: number): EmulatorTimeoutError {
    const { service, endpointUrl } = this.limits;
    return new EmulatorTimeoutError(
      `The embedded AWS at ${endpointUrl} did not answer ${service} (${target}) for ${Math.round(waitedMs / 1000)} s.`,
      "See what it does by npx lake logs and try again, or end it and start anew: npx lake down && npx lake up",
    );
  }
}
