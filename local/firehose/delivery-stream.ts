import { setTimeout as sleep } from "node:timers/promises";
import { join } from "node:path";
import type { AwsClients } from "../aws-clients";
import type { EmulatorContext } from "../emulator-context";
import type { RecordBuffer } from "./destination/buffer";
import type { Checkpoint } from "./source/checkpoint";
import { Delivery } from "./delivery";
import type { DeliveryDependencies } from "./delivery";
import { DeliveryError } from "./destination/delivery-error";
import { DeliveryMonitor } from "./monitoring/delivery-monitor";
import type { DeliverySettings } from "./settings/deployed-settings";
import type { DeliveryStreamStatus } from "./monitoring/delivery-status";
import { fetchColumns } from "./conversion/glue-schema";
import { objectWriter } from "./destination/object-writer";
import type { PollingIntervals } from "./polling-intervals";
import type { ParquetWriter } from "./conversion/parquet-writer";
import { PartitionedSink } from "./partitioning/partitioned-sink";
import { Partitioner } from "./partitioning/partitioner";
import type { Partition } from "./partitioning/partitioner";
import { ShardReader } from "./source/shard-reader";
import { Sink } from "./destination/sink";
import type { RecordSink } from "./destination/sink";
import { kinesisSource } from "./source/source-stream";
import type { StartingPosition } from "./source/source-stream";

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 30_000;

/** What a delivery stream works with. */
export interface DeliveryStreamProps {
  readonly context: EmulatorContext;
  readonly region: string;
  readonly settings: DeliverySettings;
  readonly checkpoint: Checkpoint;
  readonly parquet: ParquetWriter;
  readonly intervals: PollingIntervals;
}

/** One running delivery stream: it reads the source stream and fills the sinks until it is stopped. */
export class DeliveryStream {
  private settings: DeliverySettings;
  private readonly abort = new AbortController();
  private readonly roles = new Map<string, AwsClients>();
  private readonly dependencies: DeliveryDependencies;
  private readonly monitor: DeliveryMonitor;
  private readonly data: RecordSink;
  private backup: Sink | undefined;
  private reader: ShardReader | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly props: DeliveryStreamProps) {
    this.settings = props.settings;
    const { context, region } = props;
    this.monitor = new DeliveryMonitor({
      region,
      settings: () => this.settings,
      log: context.log,
      cloudwatch: () => context.clients(region).cloudwatch,
      logsAs: (roleArn) => this.clientsAs(roleArn).logs,
    });
    const put = objectWriter((roleArn) => this.clientsAs(roleArn).s3);
    this.dependencies = {
      put: (...object) => DeliveryError.of("S3", () => put(...object)),
      fetchColumns: (schema) =>
        DeliveryError.of("DataFormatConversion", () =>
          fetchColumns(this.clientsAs(schema.roleArn, schema.region).glue, schema),
        ),
      parquet: props.parquet,
      scratchFolder: join(context.stateFolder, "firehose", "scratch"),
      delivered: (object) => this.monitor.delivered(object),
    };
    this.data = splitsRecords(props.settings)
      ? this.makePartitionedSink()
      : new Sink(this.sinkProps("data"));
    if (props.settings.backup !== undefined) this.backup = new Sink(this.sinkProps("backup"));
  }

  /** What it has done so far. */
  get status(): DeliveryStreamStatus {
    return this.monitor.status.report();
  }

  /** Begins to read and deliver. */
  start(): void {
    this.running = Promise.all([this.read(), this.runTimers()]).then(() => undefined);
  }

  /** Whether `update` can take up these settings; otherwise the delivery stream must be stopped and started anew. */
  canUpdateTo(settings: DeliverySettings): boolean {
    return splitsRecords(settings) === splitsRecords(this.settings);
  }

  /** Takes up a changed configuration; buffered records follow it. */
  async update(settings: DeliverySettings): Promise<void> {
    if (settings.versionId !== this.settings.versionId) {
      this.monitor.info(`configuration version ${settings.versionId} taken up`);
    }
    this.settings = settings;
    if (this.backup === undefined && settings.backup !== undefined) {
      // A backup that is switched on later begins here, not where the delivery stream began.
      await this.props.checkpoint.advance("backup", this.reader?.positions ?? new Map());
      this.backup = new Sink(this.sinkProps("backup"));
    }
  }

  /** Ends at once: what is buffered stays in the source stream and is read again. */
  async stop(): Promise<void> {
    this.abort.abort();
    await this.running;
    await Promise.all(this.sinks.map((sink) => sink.stopped()));
    for (const clients of this.roles.values()) clients.destroy();
    this.roles.clear();
  }

  private get sinks(): RecordSink[] {
    return this.backup === undefined ? [this.data] : [this.data, this.backup];
  }

  private async read(): Promise<void> {
    const { signal } = this.abort;
    const { readIntervalMs } = this.props.intervals;
    let retryMs = FIRST_RETRY_MS;
    while (!signal.aborted) {
      try {
        const more = await this.readRound();
        retryMs = FIRST_RETRY_MS;
        if (!more) await sleep(readIntervalMs, undefined, { signal });
      } catch (error) {
        if (signal.aborted) return;
        this.monitor.failed("source", new DeliveryError("Kinesis", error), retryMs);
        await sleep(retryMs, undefined, { signal }).catch(() => undefined);
        retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS);
      }
    }
  }

  private async readRound(): Promise<boolean> {
    this.reader ??= this.makeReader();
    let more = false;
    for await (const round of this.reader.readRound()) {
      const bytes = round.records.reduce((sum, { data }) => sum + data.length, 0);
      this.monitor.read(round.records.length, bytes, round.behindMs);
      for (const sink of this.sinks) {
        await sink.accept(round.records);
        for (const shardId of round.ended) await sink.endShard(shardId);
      }
      more ||= round.more;
    }
    return more;
  }

  private async runTimers(): Promise<void> {
    const { signal } = this.abort;
    const { tickIntervalMs, metricsIntervalMs } = this.props.intervals;
    let publishAt = Date.now() + metricsIntervalMs;
    while (!signal.aborted) {
      const now = Date.now();
      for (const sink of this.sinks) sink.tick(now);
      if (now >= publishAt) {
        publishAt = now + metricsIntervalMs;
        await this.monitor.publishMetrics(this.waitingSince());
      }
      await sleep(tickIntervalMs, undefined, { signal }).catch(() => undefined);
    }
  }

  private waitingSince() {
    const data = this.data.waitingSince;
    return this.backup === undefined ? { data } : { data, backup: this.backup.waitingSince };
  }

  private makeReader(): ShardReader {
    const { source, createdAt } = this.settings;
    const stream = kinesisSource(this.clientsAs(source.roleArn).kinesis, source.streamArn);
    return new ShardReader(stream, (shardId) => this.startingPosition(shardId, createdAt));
  }

  /** Where the slower of the sinks stands. */
  private startingPosition(shardId: string, createdAt: Date): StartingPosition | undefined {
    const names = this.backup === undefined ? ["data"] : ["data", "backup"];
    const positions = names
      .map((name) => this.props.checkpoint.position(name, shardId))
      .filter(({ ended }) => ended !== true);
    if (positions.length === 0) return undefined;
    const delivered = positions.map(({ sequenceNumber }) => sequenceNumber);
    if (delivered.some((sequenceNumber) => sequenceNumber === undefined)) {
      return { atTimestamp: createdAt };
    }
    const [slowest] = delivered
      .filter((sequenceNumber) => sequenceNumber !== undefined)
      .sort((left, right) => (BigInt(left) < BigInt(right) ? -1 : 1));
    return { afterSequenceNumber: slowest ?? "0" };
  }

  private makePartitionedSink(): PartitionedSink {
    return new PartitionedSink({
      ...this.sinkProps("data"),
      partitioner: new Partitioner(
        () => this.settings,
        (ms) => this.monitor.jqProcessed(ms),
      ),
      onPartitioned: (active, refused) => {
        if (this.settings.dynamicPartitioning) this.monitor.partitioned(active, refused);
      },
    });
  }

  private sinkProps(name: "data" | "backup") {
    return {
      name,
      hints: () =>
        (name === "data" ? this.settings.data : (this.settings.backup ?? this.settings.data)).hints,
      deliver: (buffer: RecordBuffer, partition?: Partition) => {
        const delivery = new Delivery(buffer, name, this.dependencies, partition);
        return {
          attempt: () => delivery.attempt(this.settings),
          close: () => delivery.close(),
        };
      },
      checkpoint: this.props.checkpoint,
      onFailure: (error: unknown, retryInMs: number) => this.monitor.failed(name, error, retryInMs),
      signal: this.abort.signal,
    };
  }

  private clientsAs(roleArn: string, region = this.props.region): AwsClients {
    const existing = this.roles.get(`${roleArn} ${region}`);
    if (existing !== undefined) return existing;
    const clients = this.props.context
      .clients(region)
      .assumeRole(roleArn, this.settings.name.slice(0, 64), this.settings.accountId);
    this.roles.set(`${roleArn} ${region}`, clients);
    return clients;
  }
}

/** Records that go their own ways need a buffer each. */
function splitsRecords({ dynamicPartitioning, processing }: DeliverySettings): boolean {
  return dynamicPartitioning || processing.deAggregation !== undefined;
}
