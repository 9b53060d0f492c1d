import type { AwsClients } from "../../aws-clients";
import type { StreamMetrics } from "../monitoring/stream-metrics";
import type { ThroughputLimits } from "../records/throughput-limits";
import { invalidArgument, inUse, streamNotFound } from "../stream/errors";
import type { Stream } from "../stream/stream";
import type { StreamStore } from "../stream/stream-store";

/** A commitment to a minimum throughput; times are in milliseconds since 1970. */
export interface Commitment {
  readonly status: "ENABLED" | "DISABLED";
  readonly startedAt?: number | undefined;
  readonly endedAt?: number | undefined;
}

/** What the operations work with. */
export interface KinesisContext {
  readonly accountId: string;
  readonly store: StreamStore;
  /** The account's commitments to a minimum throughput, by region. */
  readonly commitments: Map<string, Commitment>;
  readonly metrics: StreamMetrics;
  readonly throughput: ThroughputLimits;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** How long a stream is created, updated or deleted, in milliseconds. */
  readonly transitionMs: number;
  /** Clients that act as the service itself. */
  readonly clients: (region: string) => AwsClients;
}

/** A call, whose input the model allows. */
export interface KinesisCall {
  readonly input: Readonly<Record<string, unknown>>;
  readonly region: string;
}

/** An operation; it returns its output, with `Date` for times and `Buffer` for bytes. */
export type KinesisOperation = (
  context: KinesisContext,
  call: KinesisCall,
) => object | Promise<object>;

/** A member that is text; undefined if it is missing. */
export function textOf({ input }: KinesisCall, name: string): string | undefined {
  const value = input[name];
  return typeof value === "string" ? value : undefined;
}

/** A member that is a number; undefined if it is missing. */
export function numberOf({ input }: KinesisCall, name: string): number | undefined {
  const value = input[name];
  return typeof value === "number" ? value : undefined;
}

/** A member that is a map of texts; empty if it is missing. */
export function mapOf({ input }: KinesisCall, name: string): Readonly<Record<string, string>> {
  // The model was checked before.
  return (input[name] ?? {}) as Readonly<Record<string, string>>;
}

/** A member that is a list of texts; empty if it is missing. */
export function listOf({ input }: KinesisCall, name: string): readonly string[] {
  // The model was checked before.
  return (input[name] ?? []) as readonly string[];
}

/**
 * The stream that a call names by name, by ARN or by both.
 *
 * @throws AwsServiceError InvalidArgumentException if it names none or two, ResourceNotFoundException
 */
export function streamOf(context: KinesisContext, call: KinesisCall): Stream {
  const arn = textOf(call, "StreamARN");
  const named = textOf(call, "StreamName");
  if (arn === undefined && named === undefined) {
    throw invalidArgument("Either StreamName or StreamARN must be provided.");
  }
  if (arn === undefined) return findStream(context, call.region, named ?? "");
  const stream = streamOfArn(context, arn);
  if (named === undefined || stream.state.name === named) return stream;
  throw invalidArgument(`StreamName ${named} and StreamARN ${arn} are of different streams.`);
}

/** @throws AwsServiceError ResourceNotFoundException */
export function findStream(context: KinesisContext, region: string, name: string): Stream {
  const stream = context.store.find(region, name);
  if (stream === undefined) throw streamNotFound(name, context.accountId);
  return stream;
}

/** @throws AwsServiceError ResourceNotFoundException */
export function streamOfArn(context: KinesisContext, arn: string): Stream {
  const [, , , region = "", account, resource = ""] = arn.split(":");
  const name = resource.split("/")[1] ?? "";
  if (account !== context.accountId) throw streamNotFound(name, account ?? "");
  return findStream(context, region, name);
}

/** Requires the status ACTIVE. @throws AwsServiceError ResourceInUseException */
export function requireActive(context: KinesisContext, stream: Stream): Stream {
  const status = stream.status(context.now());
  if (status === "ACTIVE") return stream;
  throw inUse(
    `Stream ${stream.state.name} under account ${context.accountId} not ACTIVE, instead in state ${status}`,
  );
}

/**
 * Requires a status in which records can be put and read.
 *
 * @throws AwsServiceError ResourceNotFoundException while the stream is being created
 */
export function requireReadable(context: KinesisContext, stream: Stream): Stream {
  if (stream.status(context.now()) !== "CREATING") return stream;
  throw streamNotFound(stream.state.name, context.accountId);
}

/** Begins a change of an active stream. */
export function beginUpdate(context: KinesisContext, stream: Stream): void {
  stream.begin("UPDATING", context.now() + context.transitionMs);
}
