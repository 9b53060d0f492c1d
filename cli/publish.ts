import { InvokeCommand } from "@aws-sdk/client-lambda";
import type { LambdaClient } from "@aws-sdk/client-lambda";
import { UserError } from "../local/user-error";
import { onInterrupt } from "./interruption";
import type { Detail } from "./output";

/**
 * Bytes of events sent in one invocation: a synchronous payload is at most 6 MB, and the function must publish all of
 * it within its 60 s.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const MAX_PAYLOAD_BYTES = 4 * 1024 * 1024;

/** Events of one invocation, for the same 60 s. */
const MAX_EVENTS = 10_000;

/** What the publisher function answers; sums of several invocations too. */
export interface PublishResult {
  readonly published: number;
  readonly failed: number;
  readonly batches: number;
  readonly retries: number;
  /** Violations of the contract in what was published; there when the dataset's publisher looks for them. */
  readonly violations?: number;
}

const NOTHING: PublishResult = { published: 0, failed: 0, batches: 0, retries: 0 };

/** Publishes these events by invoking the publisher function, in as many invocations as they need. */
export async function publishEvents(
  lambda: LambdaClient,
  functionName: string,
  events: readonly unknown[],
  detail: Detail,
): Promise<PublishResult> {
  return invokeAll(lambda, functionName, packPayloads(events), detail);
}

/** Lets the publisher function generate events that match the schema, and publish them. */
export async function publishGenerated(
  lambda: LambdaClient,
  functionName: string,
  count: number,
  detail: Detail,
): Promise<PublishResult> {
  const full = Array.from({ length: Math.floor(count / MAX_EVENTS) }, () => MAX_EVENTS);
  const rest = count % MAX_EVENTS;
  const payloads = [...full, ...(rest > 0 ? [rest] : [])].map((n) => JSON.stringify({ count: n }));
  return invokeAll(lambda, functionName, payloads, detail);
}

/** Splits events into JSON arrays that each fit one invocation. */
export function packPayloads(events: readonly unknown[]): string[] {
  const payloads: string[] = [];
  let current: string[] = [];
  let bytes = 0;
  for (const event of events) {
    const text = JSON.stringify(event);
    const size = Buffer.byteLength(text) + 1;
    if (current.length > 0 && (bytes + size > MAX_PAYLOAD_BYTES || current.length >= MAX_EVENTS)) {
      payloads.push(`[${current.join(",")}]`);
      current = [];
      bytes = 0;
    }
    current.push(text);
    bytes += size;
  }
  if (current.length > 0) payloads.push(`[${current.join(",")}]`);
  return payloads;
}

async function invokeAll(
  lambda: LambdaClient,
  functionName: string,
  payloads: readonly string[],
  detail: Detail,
): Promise<PublishResult> {
  let sum = NOTHING;
  const forget = onInterrupt(() => {
    process.stderr.write(
      `${sum.published} events were published for certain. The invocation under way goes on, and may publish its own.\n`,
    );
  });
  try {
    for (const payload of payloads) {
      sum = add(sum, await invoke(lambda, functionName, payload, sum.published));
      detail(`${sum.published} published`);
    }
    return sum;
  } finally {
    forget();
  }
}

async function invoke(
  lambda: LambdaClient,
  functionName: string,
  payload: string,
  publishedBefore: number,
): Promise<PublishResult> {
  const answer = await lambda.send(
    new InvokeCommand({ FunctionName: functionName, Payload: payload }),
  );
  const document: unknown = JSON.parse(
    Buffer.from(answer.Payload ?? []).toString("utf8") || "null",
  );
  if (answer.FunctionError === undefined) {
    // The function is this project's own, and returns this on success.
    return document as PublishResult;
  }
  // Lambda's documented form of a function's error.
  const { errorType, errorMessage } = document as { errorType?: string; errorMessage?: string };
  throw new UserError(
    `The publisher function failed (${errorType ?? answer.FunctionError}): ${errorMessage ?? "no message"}`,
    `${publishedBefore} events of earlier invocations were published; the message tells about the others.`,
  );
}

function add(a: PublishResult, b: PublishResult): PublishResult {
  return {
    published: a.published + b.published,
    failed: a.failed + b.failed,
    batches: a.batches + b.batches,
    retries: a.retries + b.retries,
    ...(b.violations === undefined ? {} : { violations: (a.violations ?? 0) + b.violations }),
  };
}
