import type { RecordBuffer } from "./destination/buffer";
import type { Positions } from "./destination/buffer";
import { Sink } from "./destination/sink";
import type { RecordSink } from "./destination/sink";
import { Delivery } from "./delivery";
import type { DeliveryDependencies } from "./delivery";
import { IcebergDelivery } from "./iceberg/iceberg-delivery";
import type { DeliveryMonitor } from "./monitoring/delivery-monitor";
import { PartitionedSink } from "./partitioning/partitioned-sink";
import { Partitioner } from "./partitioning/partitioner";
import type { Partition } from "./partitioning/partitioner";
import type { DeliveryStreamSettings } from "./settings/delivery-stream-settings";
import type { Checkpoint, ShardPosition } from "./source/checkpoint";
import type { ReadRound } from "./source/shard-reader";

type SinkName = "data" | "backup";

/** Options of {@link DeliverySinks}. */
export interface DeliverySinksProps {
  /** The current settings: a changed configuration applies to buffered records as well. */
  readonly settings: () => DeliveryStreamSettings;
  readonly checkpoint: Checkpoint;
  readonly dependencies: DeliveryDependencies;
  readonly monitor: DeliveryMonitor;
  /** Aborted when the delivery stream stops. */
  readonly signal: AbortSignal;
}

/** The sinks of one delivery stream: the destination, and the backup of source records if it is enabled. */
export class DeliverySinks {
  private readonly data: RecordSink;
  private backup: RecordSink | undefined;

  constructor(private readonly props: DeliverySinksProps) {
    const settings = props.settings();
    this.data = splitsRecords(settings) ? this.partitionedSink() : new Sink(this.sinkProps("data"));
    if (settings.backup !== undefined) this.backup = new Sink(this.sinkProps("backup"));
  }

  /**
   * Adds the backup if it is enabled now and was not before.
   *
   * @param positions start of the backup: the last records read, not the start of the delivery stream
   */
  async addBackup(positions: Positions): Promise<void> {
    if (this.backup !== undefined || this.props.settings().backup === undefined) return;
    await this.props.checkpoint.advance("backup", positions);
    this.backup = new Sink(this.sinkProps("backup"));
  }

  /** Records what was delivered to the destination, where it is more than is known. */
  async advanceData(delivered: Positions): Promise<void> {
    const { checkpoint } = this.props;
    const further = [...delivered].filter(([shardId, sequenceNumber]) => {
      const { sequenceNumber: known } = checkpoint.position("data", shardId);
      return known === undefined || BigInt(known) < BigInt(sequenceNumber);
    });
    if (further.length > 0) await checkpoint.advance("data", new Map(further));
  }

  /** What each sink has delivered of a shard. */
  positions(shardId: string): ShardPosition[] {
    return this.names.map((name) => this.props.checkpoint.position(name, shardId));
  }

  /** Buffers the records of one read; waits while the buffers are full. */
  async accept({ records, ended }: ReadRound): Promise<void> {
    for (const sink of this.all) {
      await sink.accept(records);
      for (const shardId of ended) await sink.endShard(shardId);
    }
  }

  /** Starts the deliveries that are due; called several times a second. */
  tick(now: number): void {
    for (const sink of this.all) sink.tick(now);
  }

  /** Arrival of the oldest record that is not delivered, for each sink. */
  waitingSince() {
    const data = this.data.waitingSince;
    return this.backup === undefined ? { data } : { data, backup: this.backup.waitingSince };
  }

  /** Resolves when no delivery is in progress; call it after the signal was aborted. */
  async stopped(): Promise<void> {
    await Promise.all(this.all.map((sink) => sink.stopped()));
  }

  private get all(): RecordSink[] {
    return this.backup === undefined ? [this.data] : [this.data, this.backup];
  }

  private get names(): SinkName[] {
    return this.backup === undefined ? ["data"] : ["data", "backup"];
  }

  private partitionedSink(): PartitionedSink {
    const { settings, monitor } = this.props;
    return new PartitionedSink({
      ...this.sinkProps("data"),
      partitioner: new Partitioner(settings, (ms) => monitor.jqProcessed(ms)),
      onPartitioned: (active, rejected) => {
        if (settings().dynamicPartitioning) monitor.partitioned(active, rejected);
      },
    });
  }

  private sinkProps(name: SinkName) {
    const { settings, checkpoint, dependencies, monitor, signal } = this.props;
    return {
      name,
      hints: () =>
        (name === "backup" ? (settings().backup ?? settings().data) : settings().data).hints,
      deliver: (buffer: RecordBuffer, partition?: Partition) => {
        const { iceberg } = settings();
        if (name === "data" && iceberg !== undefined) {
          const commit = new IcebergDelivery(buffer, dependencies);
          return {
            attempt: () => commit.attempt(settings(), settings().iceberg ?? iceberg),
            close: () => commit.close(),
          };
        }
        const delivery = new Delivery(buffer, name, dependencies, partition);
        return {
          attempt: () => delivery.attempt(settings()),
          close: () => delivery.close(),
        };
      },
      checkpoint,
      onFailure: (error: unknown, retryInMs: number) => monitor.failed(name, error, retryInMs),
      signal,
    };
  }
}

/** Whether records are split before they are buffered, by partition or into sub-records. */
export function splitsRecords({
  dynamicPartitioning,
  processing,
}: DeliveryStreamSettings): boolean {
  return dynamicPartitioning || processing.deAggregation !== undefined;
}
