import type { AwsReply } from "../../gateway/aws-request";
import { consumerOf } from "../api/consumer-operations";
import { textOf } from "../api/kinesis-context";
import type { KinesisCall, KinesisContext } from "../api/kinesis-context";
import type { WireFormat } from "../protocol/wire-format";
import { startOf } from "../records/starting-record";
import { EVENT_STREAM_CONTENT_TYPE } from "./event-stream";
import { Subscription, takenOver } from "./subscription";

/** Time in which a second call for the same consumer and shard is refused; later it takes over. */
const EXCLUSIVE_MS = 5_000;

interface Active {
  readonly subscription: Subscription;
  readonly since: number;
}

/** The running calls of SubscribeToShard: one for each consumer and shard. */
export class Subscriptions {
  private readonly active = new Map<string, Active>();

  constructor(
    private readonly context: KinesisContext,
    /** How long one lasts, in milliseconds. @default five minutes */
    private readonly durationMs?: number,
  ) {}

  /**
   * Subscribes a consumer to a shard.
   *
   * @throws AwsServiceError, for example ResourceInUseException within five seconds after another call
   */
  subscribe(call: KinesisCall, format: WireFormat): AwsReply {
    const { context } = this;
    const { stream, consumer } = consumerOf(context, call);
    const shard = stream.shard(textOf(call, "ShardId") ?? "");
    const key = `${consumer.arn} ${shard.id}`;
    const now = context.now();
    const other = this.active.get(key);
    if (other !== undefined && now - other.since < EXCLUSIVE_MS) {
      throw takenOver(consumer.arn, shard.id);
    }
    // The model was checked before.
    const position = call.input["StartingPosition"] as {
      readonly Type: string;
      readonly SequenceNumber?: string;
      readonly Timestamp?: number;
    };
    const { Timestamp: timestamp } = position;
    const from = startOf(context, stream, shard, {
      type: position.Type,
      sequenceNumber: position.SequenceNumber,
      timestampMs: timestamp === undefined ? undefined : timestamp * 1000,
    });
    other?.subscription.fail(takenOver(consumer.arn, shard.id));
    const subscription = new Subscription({
      ...{ stream, shard, from, format, now: context.now, durationMs: this.durationMs },
      consumerArn: consumer.arn,
      onEnd: () => {
        if (this.active.get(key)?.subscription === subscription) this.active.delete(key);
      },
      onEvent: (records, bytes, behindMs) =>
        context.metrics.add(stream.state, {
          "SubscribeToShardEvent.Records": records,
          "SubscribeToShardEvent.Bytes": bytes,
          "SubscribeToShardEvent.MillisBehindLatest": behindMs,
          "SubscribeToShardEvent.Success": 1,
        }),
    });
    this.active.set(key, { subscription, since: now });
    context.metrics.add(stream.state, {
      "SubscribeToShard.Success": 1,
      "SubscribeToShard.RateExceeded": 0,
    });
    return {
      status: 200,
      headers: { "content-type": EVENT_STREAM_CONTENT_TYPE },
      body: "",
      writeTo: (output) => subscription.start(output),
    };
  }

  /** Ends all of them. */
  close(): void {
    for (const { subscription } of this.active.values()) subscription.end();
  }
}
