import type { Writable } from "node:stream";
import { childShards, renderRecord } from "../api/read-operations";
import { inUse, notFound } from "../stream/errors";
import type { AwsServiceError } from "../../gateway/emulated-service";
import type { WireFormat } from "../protocol/wire-format";
import type { Stream } from "../stream/stream";
import type { ShardState } from "../stream/stream-state";
import { encodeMessage } from "./event-stream";

/** Limits of a subscription. @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_SubscribeToShard.html */
const DURATION_MS = 5 * 60 * 1000;

/** An event without records says that the connection is alive. */
const HEARTBEAT_MS = 5_000;

/** Most records and bytes of an event. */
const MAXIMUM_RECORDS = 1_000;
const MAXIMUM_BYTES = 1024 * 1024;

/** Options of {@link Subscription}. */
export interface SubscriptionProps {
  readonly stream: Stream;
  readonly shard: ShardState;
  readonly consumerArn: string;
  /** Number of the first record. */
  readonly from: number;
  readonly format: WireFormat;
  readonly now: () => number;
  /** Called once, when it has ended for any reason. */
  readonly onEnd: () => void;
  /** Called with the records and bytes of each event. */
  readonly onEvent: (records: number, bytes: number, behindMs: number) => void;
  /** @default five minutes */
  readonly durationMs?: number | undefined;
}

/** Pushes the records of a shard to one consumer, from when it is written to a connection until its time is over. */
export class Subscription {
  private readonly timers: NodeJS.Timeout[] = [];
  private next: number;
  private output: Writable | undefined;
  private stopListening: () => void = () => undefined;
  private isScheduled = false;
  private lastEventAt = 0;

  constructor(private readonly props: SubscriptionProps) {
    this.next = props.from;
  }

  /** Begins to write to a connection. */
  start(output: Writable): void {
    const { stream, shard, format, durationMs = DURATION_MS } = this.props;
    this.output = output;
    this.send({ ":message-type": "event", ":event-type": "initial-response" }, format.render({}));
    this.stopListening = stream.logOf(shard).onAppend(() => this.schedule());
    output.on("drain", () => this.schedule());
    output.once("close", () => this.end());
    output.once("error", () => this.end());
    this.timers.push(
      setTimeout(() => this.end(), durationMs).unref(),
      setInterval(() => this.beat(), HEARTBEAT_MS).unref(),
    );
    this.push(true);
  }

  /** Ends it with an error, because another call took over or the consumer is gone. */
  fail(error: AwsServiceError): void {
    if (this.output === undefined) return;
    this.send(
      { ":message-type": "exception", ":exception-type": error.code },
      this.props.format.render({ message: error.message }),
    );
    this.end();
  }

  /** Ends the connection. */
  end(): void {
    const { output } = this;
    if (output === undefined) return;
    this.output = undefined;
    this.stopListening();
    for (const timer of this.timers) clearTimeout(timer);
    output.end();
    this.props.onEnd();
  }

  private beat(): void {
    if (this.props.now() - this.lastEventAt >= HEARTBEAT_MS) this.push(true);
  }

  /** Several appends of one turn make one event. */
  private schedule(): void {
    if (this.isScheduled) return;
    this.isScheduled = true;
    setImmediate(() => {
      this.isScheduled = false;
      this.push(false);
    });
  }

  private push(evenWithoutRecords: boolean): void {
    const { stream, now, consumerArn } = this.props;
    const isRegistered = stream.state.consumers.some(({ arn }) => arn === consumerArn);
    if (stream.closed || !isRegistered) {
      return this.fail(notFound(`Consumer ${consumerArn} was not found.`));
    }
    for (let isForced = evenWithoutRecords; this.output?.writableNeedDrain === false;) {
      const shard = stream.state.shards.find(({ id }) => id === this.props.shard.id);
      if (shard === undefined) return this.fail(notFound(`Shard ${this.props.shard.id} is gone.`));
      const log = stream.logOf(shard);
      const page = log.read(this.next, {
        maximumRecords: MAXIMUM_RECORDS,
        maximumBytes: MAXIMUM_BYTES,
        horizon: stream.horizon(now()),
      });
      const isLatest = page.next >= log.next;
      const isEnd = isLatest && shard.closedAt !== undefined;
      if (page.records.length === 0 && !isEnd && !isForced) return;
      isForced = false;
      this.next = page.next;
      const last = page.records.at(-1);
      const behindMs = isLatest || last === undefined ? 0 : Math.max(1, now() - last.arrival);
      this.sendEvent({
        Records: page.records.map(renderRecord),
        // The last record that was sent: a subscription that continues begins after it.
        ContinuationSequenceNumber: isEnd ? undefined : log.numbers.of(this.next - 1),
        MillisBehindLatest: behindMs,
        ChildShards: isEnd ? childShards(stream, shard) : undefined,
      });
      this.props.onEvent(page.records.length, page.bytes, behindMs);
      if (isEnd) return this.end();
      if (isLatest) return;
    }
  }

  private sendEvent(event: object): void {
    this.lastEventAt = this.props.now();
    this.send(
      { ":message-type": "event", ":event-type": "SubscribeToShardEvent" },
      this.props.format.render(event),
    );
  }

  private send(headers: Readonly<Record<string, string>>, payload: Buffer | string): void {
    const { contentType } = this.props.format;
    this.output?.write(encodeMessage({ ...headers, ":content-type": contentType }, payload));
  }
}

/** The error for a subscription that another call of the same consumer took over. */
export function takenOver(consumerArn: string, shardId: string): AwsServiceError {
  return inUse(`Another active subscription exists for this consumer: ${consumerArn}, ${shardId}.`);
}
