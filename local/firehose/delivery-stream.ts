import { setTimeout as sleep } from "node:timers/promises";
import type { EmulatorContext } from "../emulator-context";
import type { ParquetWriter } from "./conversion/parquet-writer";
import { deliveryDependencies } from "./delivery-dependencies";
import { DeliverySinks, splitsRecords } from "./delivery-sinks";
import { DeliveryError } from "./destination/delivery-error";
import { deliveryStreamId } from "./iceberg/iceberg-delivery";
import { IcebergTables } from "./iceberg/iceberg-tables";
import type { CommitWorker } from "../iceberg/commits/commit-worker";
import { DeliveryMonitor } from "./monitoring/delivery-monitor";
import type { DeliveryStreamStatus } from "./monitoring/delivery-status";
import type { DeliveryIntervals } from "./delivery-intervals";
import { retryUntilSuccess } from "./retry-until-success";
import { RoleClients } from "./role-clients";
import type { DeliveryStreamSettings } from "./settings/delivery-stream-settings";
import type { Checkpoint } from "./source/checkpoint";
import { ShardReader } from "./source/shard-reader";
import { DIRECT_PUT_SHARD } from "./source/direct-put-source";
import type { DirectPutSource } from "./source/direct-put-source";
import { kinesisSource } from "./source/source-stream";
import type { SourceStream } from "./source/source-stream";
import { startingPosition } from "./source/starting-position";

/** Longest role session name that STS accepts. */
const SESSION_NAME_LENGTH = 64;

/** Options of {@link DeliveryStream}. */
export interface DeliveryStreamProps {
  readonly context: EmulatorContext;
  readonly region: string;
  readonly settings: DeliveryStreamSettings;
  readonly checkpoint: Checkpoint;
  readonly parquet: ParquetWriter;
  /** Commits to Iceberg tables. @default - nothing does */
  readonly commits?: CommitWorker | undefined;
  readonly intervals: DeliveryIntervals;
  /** Records of PutRecord, for a delivery stream without a source. */
  readonly directPut: DirectPutSource;
  /** Reads a Kinesis stream by its ARN, without permissions. @default - the Kinesis API, as the role */
  readonly recordsOf?: ((streamArn: string) => SourceStream) | undefined;
}

/** One running delivery stream: it reads the source stream and fills the sinks until it is stopped. */
export class DeliveryStream {
  private settings: DeliveryStreamSettings;
  private readonly abort = new AbortController();
  private readonly roles: RoleClients;
  private readonly monitor: DeliveryMonitor;
  private readonly sinks: DeliverySinks;
  private readonly iceberg: IcebergTables;
  private reader: ShardReader | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly props: DeliveryStreamProps) {
    const { context, region, settings, checkpoint } = props;
    this.settings = settings;
    this.roles = new RoleClients({
      clients: (roleRegion) => context.clients(roleRegion),
      region,
      sessionName: settings.name.slice(0, SESSION_NAME_LENGTH),
      externalId: settings.accountId,
    });
    this.monitor = new DeliveryMonitor({
      region,
      settings: () => this.settings,
      log: context.log,
      cloudwatch: () => context.clients(region).cloudwatch,
      logsAs: (roleArn) => this.roles.as(roleArn).logs,
    });
    this.iceberg = new IcebergTables({
      endpointUrl: context.endpointUrl,
      clientsAs: (...role) => this.roles.as(...role),
      worker: props.commits,
    });
    this.sinks = new DeliverySinks({
      settings: () => this.settings,
      checkpoint,
      dependencies: deliveryDependencies({
        ...{ context, roles: this.roles, monitor: this.monitor, iceberg: this.iceberg },
        parquet: props.parquet,
      }),
      monitor: this.monitor,
      signal: this.abort.signal,
    });
  }

  /** Counts, lag and last error so far. */
  get status(): DeliveryStreamStatus {
    return this.monitor.status.report();
  }

  /** Starts to read and deliver. */
  start(): void {
    this.running = Promise.all([this.read(), this.runTimers()]).then(() => undefined);
  }

  /** Whether `update` can apply these settings; otherwise the delivery stream must be stopped and started again. */
  canUpdateTo(settings: DeliveryStreamSettings): boolean {
    return splitsRecords(settings) === splitsRecords(this.settings);
  }

  /** Applies a changed configuration, also to buffered records. */
  async update(settings: DeliveryStreamSettings): Promise<void> {
    if (settings.versionId !== this.settings.versionId) {
      this.monitor.info(`configuration version ${settings.versionId} applied`);
    }
    this.settings = settings;
    await this.sinks.addBackup(this.reader?.positions ?? new Map());
  }

  /** Stops at once: buffered records stay in the source stream and are read again. */
  async stop(): Promise<void> {
    this.abort.abort();
    await this.running;
    await this.sinks.stopped();
    this.roles.destroy();
  }

  private async read(): Promise<void> {
    const { signal } = this.abort;
    const { readIntervalMs } = this.props.intervals;
    try {
      await retryUntilSuccess(
        () => this.findCommitted(),
        signal,
        (error, retryInMs) => this.monitor.failed("data", error, retryInMs),
      );
      for (;;) {
        const more = await retryUntilSuccess(
          () => this.readRound(),
          signal,
          (error, retryInMs) =>
            this.monitor.failed("source", new DeliveryError("Kinesis", error), retryInMs),
        );
        if (!more) await sleep(readIntervalMs, undefined, { signal });
      }
    } catch (error) {
      // Only a stop ends the loop.
      if (!signal.aborted) throw error;
    }
  }

  /** A process that was killed may have committed what its checkpoint does not have. */
  private async findCommitted(): Promise<void> {
    const { iceberg } = this.settings;
    if (iceberg === undefined) return;
    const id = deliveryStreamId(this.settings);
    const committed = await DeliveryError.of("Iceberg", () => this.iceberg.positions(iceberg, id));
    await this.sinks.advanceData(new Map(Object.entries(committed)));
  }

  /** @returns whether more records are available */
  private async readRound(): Promise<boolean> {
    this.reader ??= this.makeReader();
    let more = false;
    this.discardDelivered();
    for await (const round of this.reader.readRound()) {
      const bytes = round.records.reduce((sum, { data }) => sum + data.length, 0);
      this.monitor.read(round.records.length, bytes, round.behindMs);
      await this.sinks.accept(round);
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
      this.sinks.tick(now);
      if (now >= publishAt) {
        publishAt = now + metricsIntervalMs;
        await this.monitor.publishMetrics(this.sinks.waitingSince());
      }
      await sleep(tickIntervalMs, undefined, { signal }).catch(() => undefined);
    }
  }

  /** A Kinesis stream keeps its records itself. */
  private discardDelivered(): void {
    if (this.settings.source !== undefined) return;
    const start = startingPosition(this.sinks.positions(DIRECT_PUT_SHARD), this.settings.createdAt);
    if (start !== undefined && "afterSequenceNumber" in start) {
      this.props.directPut.discardThrough(start.afterSequenceNumber);
    }
  }

  private makeReader(): ShardReader {
    const { source, createdAt } = this.settings;
    const { directPut, recordsOf } = this.props;
    const stream =
      source === undefined
        ? directPut
        : (recordsOf?.(source.streamArn) ??
          kinesisSource(this.roles.as(source.roleArn).kinesis, source.streamArn));
    return new ShardReader(stream, (shardId) =>
      startingPosition(this.sinks.positions(shardId), createdAt),
    );
  }
}
