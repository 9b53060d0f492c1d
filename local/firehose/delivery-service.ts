import { createHash } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { DeliveryStreamDescription } from "@aws-sdk/client-firehose";
import type { PublishedModels } from "../api-models/published-models";
import { DedupedErrorLog } from "../deduped-error-log";
import type { EmulatorContext } from "../emulator-context";
import type { AwsRequest } from "../gateway/aws-request";
import type { EmulatedService } from "../gateway/emulated-service";
import { DeliveryStreamApi } from "./api/delivery-stream-api";
import { DirectPutSource } from "./source/direct-put-source";
import { Checkpoint } from "./source/checkpoint";
import type { SourceStream } from "./source/source-stream";
import { readDeliveryStreamSettings } from "./settings/deployed-settings";
import { describe, identityOf, listNames } from "./settings/deployed-streams";
import type { DeliveryStreamStatus } from "./monitoring/delivery-status";
import { DeliveryStream } from "./delivery-stream";
import { DEFAULT_DELIVERY_INTERVALS } from "./delivery-intervals";
import type { DeliveryIntervals } from "./delivery-intervals";
import { ParquetWriter } from "./conversion/parquet-writer";
import type { CommitWorker } from "../iceberg/commits/commit-worker";

interface Running {
  readonly stream: DeliveryStream;
  readonly checkpoint: Checkpoint;
  readonly region: string;
}

/**
 * The data plane of Firehose: it polls the Firehose API for what is deployed, about once a second, and runs each
 * delivery stream whose records come from a Kinesis stream or from PutRecord, and that has an S3 bucket or an Iceberg table as destination.
 */
export class DeliveryService implements EmulatedService {
  readonly service = "firehose";
  private readonly running = new Map<string, Running>();
  /** Records that were put, by the identity of their delivery stream, which may not be running yet. */
  private readonly directPuts = new Map<string, DirectPutSource>();
  private readonly api: DeliveryStreamApi;
  private readonly errors: DedupedErrorLog;
  private readonly abort = new AbortController();
  private readonly checkpointFolder: string;
  private readonly parquet: ParquetWriter;
  private polling: Promise<void> = Promise.resolve();

  /**
   * @param intervals @default - {@link DEFAULT_DELIVERY_INTERVALS}
   * @param models AWS's published models. @default - calls are not held against them
   * @param commits commits to Iceberg tables. @default - nothing does, and their deliveries fail
   * @param recordsOf reads a Kinesis stream by its ARN, without permissions. @default - the Kinesis API, as the role
   */
  constructor(
    private readonly context: EmulatorContext,
    private readonly intervals: DeliveryIntervals = DEFAULT_DELIVERY_INTERVALS,
    models?: () => Promise<PublishedModels>,
    private readonly recordsOf?: (streamArn: string) => SourceStream,
    private readonly commits?: CommitWorker,
  ) {
    this.api = new DeliveryStreamApi({
      sourceOf: (identity) => this.directPut(identity),
      model: models === undefined ? undefined : async () => (await models()).of("firehose"),
    });
    this.errors = new DedupedErrorLog(context.log, "firehose");
    this.checkpointFolder = join(context.stateFolder, "firehose", "checkpoints");
    this.parquet = new ParquetWriter(join(context.scratchFolder, "firehose"));
  }

  /** Answers what the control plane can't; it keeps the configuration. */
  accepts({ operation }: AwsRequest): boolean {
    return this.api.operations.has(operation);
  }

  readonly handle: DeliveryStreamApi["handle"] = (request, forward) =>
    this.api.handle(request, forward);

  async start(): Promise<void> {
    // Left by a process that was killed; its records are read again.
    await rm(join(this.context.scratchFolder, "firehose"), { recursive: true, force: true });
    this.polling = this.poll();
  }

  async stop(): Promise<void> {
    this.abort.abort();
    await this.polling;
    await Promise.all([...this.running.values()].map(({ stream }) => stream.stop()));
    await this.parquet.close();
    for (const source of this.directPuts.values()) source.close();
  }

  /** Counts, lag, last object and last error of each running delivery stream. */
  status(): readonly DeliveryStreamStatus[] {
    return [...this.running.values()].map(({ stream }) => stream.status);
  }

  private async poll(): Promise<void> {
    const { signal } = this.abort;
    while (!signal.aborted) {
      for (const region of this.context.regions("firehose")) {
        await this.errors.attempt(region, () => this.pollRegion(region));
      }
      await sleep(this.intervals.pollIntervalMs, undefined, { signal }).catch(() => undefined);
    }
  }

  private async pollRegion(region: string): Promise<void> {
    const { firehose } = this.context.clients(region);
    const deployed = new Set<string>();
    for (const name of await listNames(firehose)) {
      const description = await describe(firehose, name);
      if (description === undefined || description.DeliveryStreamStatus === "DELETING") continue;
      const identity = identityOf(description.DeliveryStreamARN, description.CreateTimestamp);
      deployed.add(identity);
      await this.errors.attempt(identity, () => this.reconcile(identity, region, description));
    }
    for (const [identity, { stream, checkpoint, region: home }] of this.running) {
      if (home !== region || deployed.has(identity)) continue;
      this.running.delete(identity);
      await stream.stop();
      await checkpoint.remove();
      this.directPut(identity).remove();
      this.directPuts.delete(identity);
    }
  }

  private async reconcile(
    identity: string,
    region: string,
    description: DeliveryStreamDescription,
  ): Promise<void> {
    const settings = readDeliveryStreamSettings(description);
    if (settings === undefined) return;
    const existing = this.running.get(identity);
    if (existing?.stream.canUpdateTo(settings) === true) {
      await existing.stream.update(settings);
      return;
    }
    await existing?.stream.stop();
    const { context, parquet, commits, intervals } = this;
    const checkpoint = await Checkpoint.open(this.checkpointFolder, identity);
    const stream = new DeliveryStream({
      context,
      region,
      settings,
      checkpoint,
      parquet,
      commits,
      intervals,
      directPut: this.directPut(identity),
      recordsOf: this.recordsOf,
    });
    this.running.set(identity, { stream, checkpoint, region });
    stream.start();
    const source = settings.source?.streamArn ?? "PutRecord";
    context.log.info("firehose", `${settings.name}: started, source ${source}`);
  }

  private directPut(identity: string): DirectPutSource {
    const existing = this.directPuts.get(identity);
    if (existing !== undefined) return existing;
    const name = createHash("sha256").update(identity).digest("hex").slice(0, 32);
    const source = new DirectPutSource(
      join(this.context.stateFolder, "firehose", "direct-put", name),
    );
    this.directPuts.set(identity, source);
    return source;
  }
}
