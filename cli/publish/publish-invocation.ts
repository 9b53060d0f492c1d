import { setTimeout as sleep } from "node:timers/promises";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { backoffMs } from "../../aws/backoff";
import { isTransient, mayHaveSucceeded } from "../../aws/transient-errors";
import { withTimeout } from "../../aws/with-timeout";
import { messageOf } from "../../errors/message-of";
import type { PublishResult } from "./publish-result";

/** Timeout of an invocation including its response: the function has 60 s, and its start takes some more. */
const INVOCATION_TIMEOUT_MS = 90_000;
const RETRIES = { maximumAttempts: 4, baseDelayMs: 200, maximumDelayMs: 2_000 };

/** What happened to the events of one invocation; positions count from 0. */
export interface InvocationOutcome {
  /** Totals reported by the function. */
  readonly result: PublishResult;
  /** Positions of events that are certainly not in the stream. */
  readonly notPublished: readonly number[];
  /** Positions of events that may be in the stream, since the response was lost. */
  readonly mayBePublished: readonly number[];
  /** Why not all events were published; absent if they were. */
  readonly problem?: string;
  /** The error of a call without a response. */
  readonly cause?: unknown;
}

/**
 * A client like the given one without retries: an invocation whose response was lost may have published its events, and
 * a retry of the SDK would publish them again silently.
 */
export function singleAttemptClient({ config }: LambdaClient): LambdaClient {
  const { region, credentials, endpoint } = config;
  const requestHandler = new NodeHttpHandler({ connectionTimeout: 5_000 });
  return new LambdaClient({
    region,
    credentials,
    ...(endpoint === undefined ? {} : { endpoint }),
    requestHandler,
    maxAttempts: 1,
  });
}

/** Invokes the publisher function, and accounts for each of the payload's events. Never throws. */
export async function invokePublisher(
  lambda: LambdaClient,
  functionName: string,
  payload: string,
  events: number,
  timeoutMs = INVOCATION_TIMEOUT_MS,
): Promise<InvocationOutcome> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const command = new InvokeCommand({ FunctionName: functionName, Payload: payload });
      const response = await withTimeout(timeoutMs, (abortSignal) =>
        lambda.send(command, { abortSignal }),
      );
      const text = Buffer.from(response.Payload ?? []).toString("utf8");
      return response.FunctionError === undefined
        ? published(text)
        : failed(text, response.FunctionError, events);
    } catch (error) {
      // Only an invocation that certainly did not run may be repeated.
      const isFinal =
        attempt === RETRIES.maximumAttempts || mayHaveSucceeded(error) || !isTransient(error);
      if (isFinal) return withoutResponse(error, events);
      await sleep(backoffMs(RETRIES, attempt, Math.random));
    }
  }
}

const NOTHING: PublishResult = { published: 0, failed: 0, batches: 0, retries: 0 };

function published(text: string): InvocationOutcome {
  // The function is this project's own, and returns this on success.
  const result = JSON.parse(text || "null") as PublishResult | null;
  if (typeof result?.published !== "number") throw new Error("its response has no event counts");
  return { result, notPublished: [], mayBePublished: [] };
}

function failed(text: string, functionError: string, events: number): InvocationOutcome {
  // Lambda's documented form of a function's error.
  const document = JSON.parse(text || "{}") as { errorType?: string; errorMessage?: string };
  const { errorType = functionError, errorMessage = "no message" } = document;
  const [tail = "", json] = / ?Outcome: (\{[^{}]*\})$/.exec(errorMessage) ?? [];
  const problem = `The publisher function failed (${errorType}): ${errorMessage.slice(0, errorMessage.length - tail.length)}`;
  if (json !== undefined) return { ...accounted(json), problem };
  const all = Array.from({ length: events }, (_, position) => position);
  // It validates all events before it sends the first; any other error may have occurred at any point.
  return errorType === "InvalidInputError"
    ? { result: NOTHING, notPublished: all, mayBePublished: [], problem }
    : { result: NOTHING, notPublished: [], mayBePublished: all, problem };
}

function accounted(json: string): InvocationOutcome {
  // The publisher writes PublishOutcome in this form.
  const accounts = JSON.parse(json) as {
    readonly published: number;
    readonly notPublished: string;
    readonly mayBePublished: string;
  };
  return {
    result: { ...NOTHING, published: accounts.published },
    notPublished: readPositions(accounts.notPublished),
    mayBePublished: readPositions(accounts.mayBePublished),
  };
}

/** `0-2, 5` as `[0, 1, 2, 5]`. */
function readPositions(text: string): number[] {
  return text
    .split(", ")
    .filter(Boolean)
    .flatMap((range) => {
      const [first = 0, last = first] = range.split("-").map(Number);
      return Array.from({ length: last - first + 1 }, (_, offset) => first + offset);
    });
}

function withoutResponse(error: unknown, events: number): InvocationOutcome {
  const all = Array.from({ length: events }, (_, position) => position);
  return mayHaveSucceeded(error)
    ? {
        result: NOTHING,
        notPublished: [],
        mayBePublished: all,
        problem: `The response of the publisher function was lost: ${messageOf(error)}`,
      }
    : {
        result: NOTHING,
        notPublished: all,
        mayBePublished: [],
        problem: `The publisher function was not invoked: ${messageOf(error)}`,
        cause: error,
      };
}
