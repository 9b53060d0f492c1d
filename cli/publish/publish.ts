import type { LambdaClient } from "@aws-sdk/client-lambda";
import type { JsonEvent } from "../../lambda-src/publisher/sending/partition-key";
import type { Dataset } from "../../model/dataset/dataset";
import type { Target } from "../target/target";
import { onInterrupt } from "../terminal/interruption";
import type { Detail } from "../terminal/output";
import { partitionKeyOf } from "./partition-key-of";
import { PublishTotals, IncompletePublishError } from "./publish-totals";
import { invokePublisher, singleAttemptClient } from "./publish-invocation";
import type { PublishResult } from "./publish-result";

/**
 * Bytes of events per invocation: a synchronous payload is at most 6 MB, and the function has to publish all of it
 * within its 60 s.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const MAX_PAYLOAD_BYTES = 4 * 1024 * 1024;

/** Events per invocation, for the same 60 s. */
const MAX_EVENTS = 10_000;

/** Events of one partition key per invocation, for the same 60 s: to keep their order, each needs a request. */
const MAX_EVENTS_OF_KEY = 1_000;

/** How events are published. */
export interface PublishEventsOptions {
  /** Number of each event, for messages. @default - from 1 on */
  readonly numbers?: readonly number[];
  /** Partition key of an event, if the publisher keeps the order of keys. @default - each event has its own */
  readonly keyOf?: ((event: unknown) => string) | undefined;
  /** Timeout of one invocation, in milliseconds. @default 90000 */
  readonly invocationMs?: number;
}

/** Payload of one invocation. */
interface Payload {
  readonly text: string;
  readonly events: number;
}

/**
 * Publishes these events by invoking the publisher function, in as many invocations as they need.
 *
 * @throws IncompletePublishError that accounts for every event, if it is not certain that all were published
 */
export async function publishEvents(
  lambda: LambdaClient,
  functionName: string,
  events: readonly unknown[],
  detail: Detail,
  options: PublishEventsOptions = {},
): Promise<PublishResult> {
  const payloads = packPayloads(events, options.keyOf);
  const totals = new PublishTotals(options.numbers ?? numbersUpTo(events.length));
  return invokeAll(lambda, functionName, payloads, totals, detail, options.invocationMs);
}

/**
 * Publishes these events, by their numbers, to a dataset.
 *
 * @throws IncompletePublishError as {@link publishEvents} does
 */
export async function publishToTarget(
  { clients, names, dataset }: Target,
  events: ReadonlyMap<number, unknown>,
  detail: Detail,
): Promise<PublishResult> {
  const lambda = singleAttemptClient(clients.lambda);
  return publishEvents(lambda, names.publisherFunction, [...events.values()], detail, {
    numbers: [...events.keys()],
    keyOf: keyOf(dataset),
  });
}

/**
 * Lets the publisher function generate events that match the schema, and publish them.
 *
 * @throws IncompletePublishError as {@link publishEvents} does
 */
export async function publishGenerated(
  lambda: LambdaClient,
  functionName: string,
  count: number,
  detail: Detail,
): Promise<PublishResult> {
  const full = Array.from({ length: Math.floor(count / MAX_EVENTS) }, () => MAX_EVENTS);
  const rest = count % MAX_EVENTS;
  const payloads = [...full, ...(rest > 0 ? [rest] : [])].map((events) => ({
    text: JSON.stringify({ count: events }),
    events,
  }));
  const totals = new PublishTotals(numbersUpTo(count));
  return invokeAll(lambda, functionName, payloads, totals, detail);
}

/** Splits events into JSON arrays, one per invocation. */
export function packPayloads(
  events: readonly unknown[],
  keyOf?: (event: unknown) => string,
): Payload[] {
  const payloads: Payload[] = [];
  let current: string[] = [];
  let bytes = 0;
  let ofKey = new Map<string, number>();
  const close = () => {
    payloads.push({ text: `[${current.join(",")}]`, events: current.length });
    current = [];
    bytes = 0;
    ofKey = new Map();
  };
  for (const event of events) {
    const text = JSON.stringify(event);
    const size = Buffer.byteLength(text) + 1;
    const key = keyOf?.(event);
    const isFull =
      bytes + size > MAX_PAYLOAD_BYTES ||
      current.length >= MAX_EVENTS ||
      (key !== undefined && (ofKey.get(key) ?? 0) >= MAX_EVENTS_OF_KEY);
    if (current.length > 0 && isFull) close();
    current.push(text);
    bytes += size;
    if (key !== undefined) ofKey.set(key, (ofKey.get(key) ?? 0) + 1);
  }
  if (current.length > 0) close();
  return payloads;
}

async function invokeAll(
  lambda: LambdaClient,
  functionName: string,
  payloads: readonly Payload[],
  totals: PublishTotals,
  detail: Detail,
  invocationMs?: number,
): Promise<PublishResult> {
  let inFlight = 0;
  const forget = onInterrupt(() => {
    process.stderr.write(`${totals.interrupted(inFlight)}\n`);
  });
  try {
    for (const { text, events } of payloads) {
      inFlight = events;
      const outcome = await invokePublisher(lambda, functionName, text, events, invocationMs);
      totals.add(outcome, events);
      const { problem, cause } = outcome;
      if (problem !== undefined) throw new IncompletePublishError(problem, totals.report(), cause);
      inFlight = 0;
      detail(`${totals.result.published} published`);
    }
    return totals.result;
  } finally {
    forget();
  }
}

function numbersUpTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

function keyOf(dataset: Dataset) {
  const { partitionKeyPath, partitionKeyOrder } = dataset;
  if (partitionKeyPath === undefined || partitionKeyOrder === "any") return undefined;
  const keyOfEvent = partitionKeyOf(dataset);
  // readEvents() returns objects only.
  return (event: unknown) => keyOfEvent(event as JsonEvent);
}
