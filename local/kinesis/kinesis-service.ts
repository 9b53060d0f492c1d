import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ownValue } from "../../formats/own-value";
import type { PublishedModels } from "../api-models/published-models";
import { validateCall } from "../api-models/validate-call";
import { DedupedErrorLog } from "../deduped-error-log";
import type { EmulatorContext } from "../emulator-context";
import type { SourceStream } from "../firehose/source/source-stream";
import type { AwsReply, AwsRequest } from "../gateway/aws-request";
import { AwsServiceError } from "../gateway/emulated-service";
import type { EmulatedService } from "../gateway/emulated-service";
import { openMap } from "../storage/durable-map";
import { streamOf, textOf } from "./api/kinesis-context";
import type { KinesisCall, KinesisContext } from "./api/kinesis-context";
import { KINESIS_OPERATIONS } from "./api/operations";
import { readEntries } from "./api/put-entries";
import { notBase64, putRecords } from "./api/put-operations";
import { Subscriptions } from "./fan-out/subscriptions";
import { StreamMetrics } from "./monitoring/stream-metrics";
import { renderResults } from "./protocol/put-records-reply";
import { formatOf, renderReply } from "./protocol/wire-format";
import type { WireFormat } from "./protocol/wire-format";
import { recordSource } from "./records/record-source";
import { ThroughputLimits } from "./records/throughput-limits";
import { StreamStore } from "./stream/stream-store";

/** Options of {@link KinesisService}. */
export interface KinesisServiceProps {
  readonly context: EmulatorContext;
  readonly accountId: string;
  /** AWS's published models. */
  readonly models: () => Promise<PublishedModels>;
  /** Whether shards have the throughput of AWS. @default false */
  readonly limitThroughput?: boolean;
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
  /** How long a stream is created, updated or deleted, in milliseconds. @default 0 */
  readonly transitionMs?: number;
  /** How long a subscription lasts, in milliseconds. @default five minutes */
  readonly subscriptionMs?: number;
}

const EXPIRE_EVERY_MS = 60_000;

/** Kinesis Data Streams, on disk: all operations of its API, none of which reaches the control plane. */
export class KinesisService implements EmulatedService {
  readonly service = "kinesis";
  private readonly streams: KinesisContext;
  private readonly subscriptions: Subscriptions;
  private readonly errors: DedupedErrorLog;
  private readonly abort = new AbortController();
  private background: Promise<void> = Promise.resolve();

  /** @throws Error if the streams were stored by a version that this one can't read */
  constructor(private readonly props: KinesisServiceProps) {
    const { context, accountId, now = Date.now, transitionMs = 0, subscriptionMs } = props;
    this.streams = {
      ...{ accountId, now, transitionMs },
      store: StreamStore.open({
        folder: join(context.stateFolder, "kinesis", "streams"),
        ...{ accountId, now },
      }),
      commitments: openMap(context.stateFolder, "kinesis", "commitments"),
      metrics: new StreamMetrics(),
      throughput: new ThroughputLimits(props.limitThroughput ?? false),
      clients: (region) => context.clients(region),
    };
    this.subscriptions = new Subscriptions(this.streams, subscriptionMs);
    this.errors = new DedupedErrorLog(context.log, "kinesis");
  }

  /** Reads a stream without a call, so that nothing is authorized. @param streamArn of a stream that may be missing */
  recordSource(streamArn: string): SourceStream {
    return recordSource(this.streams, streamArn);
  }

  async handle(request: AwsRequest): Promise<AwsReply> {
    const format = formatOf(request.headers["content-type"]);
    try {
      const call = { input: format.parse(request.body), region: request.region };
      return await this.answer(request.operation, call, format);
    } catch (error) {
      if (!(error instanceof AwsServiceError)) throw error;
      const { code, message, status, members } = error;
      return renderReply(format, status, { ...members, __type: code, message }, code);
    }
  }

  start(): void {
    this.background = Promise.all([
      this.every(StreamMetrics.intervalMs, () => this.publishMetrics()),
      this.every(EXPIRE_EVERY_MS, () => Promise.resolve(this.expire())),
    ]).then(() => undefined);
  }

  async stop(): Promise<void> {
    this.abort.abort();
    this.subscriptions.close();
    await this.background;
    this.streams.store.close();
  }

  /** Removes records and shards whose retention period is over. */
  expire(): void {
    const { store, now } = this.streams;
    for (const stream of store.all) stream.expire(now());
  }

  private async answer(
    operation: string,
    call: KinesisCall,
    format: WireFormat,
  ): Promise<AwsReply> {
    if (operation === "PutRecords") return this.putRecords(call, format);
    const run = ownValue(KINESIS_OPERATIONS, operation);
    if (run === undefined && operation !== "SubscribeToShard") {
      throw new AwsServiceError(
        "UnknownOperationException",
        `The embedded AWS does not support the kinesis operation ${operation}`,
      );
    }
    const valid = await this.validated(operation, call);
    if (run === undefined) return this.subscriptions.subscribe(valid, format);
    return renderReply(format, 200, await run(this.streams, valid));
  }

  /** The model is asked only about a call that is unusual: it takes longer than everything else. */
  private async putRecords(call: KinesisCall, format: WireFormat): Promise<AwsReply> {
    const entries = readEntries(call.input["Records"]);
    const name = textOf(call, "StreamName");
    const isUsual = name !== undefined && this.streams.store.find(call.region, name) !== undefined;
    const valid =
      isUsual && entries !== undefined ? call : await this.validated("PutRecords", call);
    if (entries === undefined) throw notBase64();
    const stream = streamOf(this.streams, valid);
    return renderResults(format, stream, putRecords(this.streams, stream, entries));
  }

  /** @throws AwsServiceError for a call that the model does not allow */
  private async validated(operation: string, { input, region }: KinesisCall): Promise<KinesisCall> {
    const model = (await this.props.models()).of("kinesis");
    // SDKs leave out what is not set; some programs write it as null.
    const present = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null));
    validateCall(model, { service: "kinesis", operation, input: present });
    return { input: present, region };
  }

  private publishMetrics(): Promise<void> {
    return this.streams.metrics.publish((region) => this.props.context.clients(region).cloudwatch);
  }

  private async every(intervalMs: number, work: () => Promise<void>): Promise<void> {
    const { signal } = this.abort;
    while (!signal.aborted) {
      await sleep(intervalMs, undefined, { signal }).catch(() => undefined);
      if (!signal.aborted) await this.errors.attempt("background", work);
    }
  }
}
