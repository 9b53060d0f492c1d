import { setTimeout as sleep } from "node:timers/promises";
import type { EmulatorContext } from "../../emulator-context";
import { commitTargetOf } from "../../iceberg/commits/commit-target";
import type { CommitTarget, CommitWorker } from "../../iceberg/commits/commit-worker";
import type { Fields } from "../catalog/catalog-call";
import { icebergSettings } from "./optimizer-rules";
import type { KeptOptimizer } from "./table-optimizer-service";

const HOUR_MS = 3_600_000;
const CHECK_INTERVAL_MS = 60_000;
const SESSION_NAME = "table-optimizer";
/** Runs that are kept of each optimizer. */
const MAX_RUNS = 100;

/** Values of settings that are not given. @see https://docs.aws.amazon.com/glue/latest/dg/snapshot-retention-management.html */
const DEFAULTS = { runRateInHours: 24, retentionDays: 5, retainedSnapshots: 1, orphanDays: 3 };

/** Options of {@link OptimizerRunner}. */
export interface OptimizerRunnerProps {
  readonly context: EmulatorContext;
  readonly kept: Map<string, KeptOptimizer>;
  readonly worker: CommitWorker;
}

/** Runs the enabled optimizers of tables when they are due. */
export class OptimizerRunner {
  private readonly abort = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly props: OptimizerRunnerProps) {}

  start(): void {
    this.running = this.poll();
  }

  async stop(): Promise<void> {
    this.abort.abort();
    await this.running;
  }

  /** Runs what is due at a time, one after another. */
  async runDue(now: number): Promise<void> {
    for (const [key, optimizer] of this.props.kept) {
      if (this.abort.signal.aborted || !isDue(optimizer, now)) continue;
      const run = await this.run(optimizer);
      // It may have been changed or deleted meanwhile.
      const current = this.props.kept.get(key);
      if (current === undefined || current.created !== optimizer.created) continue;
      this.props.kept.set(key, { ...current, runs: [run, ...current.runs].slice(0, MAX_RUNS) });
    }
  }

  private async poll(): Promise<void> {
    const { signal } = this.abort;
    while (!signal.aborted) {
      await sleep(CHECK_INTERVAL_MS, undefined, { signal }).catch(() => undefined);
      if (!signal.aborted) await this.runDue(Date.now());
    }
  }

  private async run(optimizer: KeptOptimizer): Promise<Fields> {
    const startTimestamp = Date.now() / 1000;
    const ended = () => ({ startTimestamp, endTimestamp: Date.now() / 1000 });
    try {
      const metrics = await this.carryOut(optimizer);
      return { eventType: "completed", ...ended(), ...metrics };
    } catch (error) {
      const { log } = this.props.context;
      const { databaseName, tableName, type } = optimizer;
      log.error("glue", `optimizer ${type} of ${databaseName}.${tableName}: ${String(error)}`);
      const message = error instanceof Error ? error.message : String(error);
      return { eventType: "failed", ...ended(), error: message };
    }
  }

  private async carryOut(optimizer: KeptOptimizer): Promise<object> {
    const { type, configuration } = optimizer;
    const { worker } = this.props;
    const settings = icebergSettings(type, configuration);
    if (type === "compaction") {
      throw new Error(
        "The embedded AWS compacts no files by itself: run OPTIMIZE with the SQL engine trino (lake up --sql-engine trino).",
      );
    }
    const target = await this.target(optimizer);
    if (type === "retention") {
      const deleted = await worker.expire({
        ...target,
        days: numberOf(settings["snapshotRetentionPeriodInDays"], DEFAULTS.retentionDays),
        retain: numberOf(settings["numberOfSnapshotsToRetain"], DEFAULTS.retainedSnapshots),
        clean: settings["cleanExpiredFiles"] === true,
      });
      return {
        retentionMetrics: {
          IcebergMetrics: {
            NumberOfDataFilesDeleted: deleted.dataFiles,
            NumberOfManifestFilesDeleted: deleted.manifests,
            NumberOfManifestListsDeleted: deleted.manifestLists,
          },
        },
      };
    }
    const { location } = settings;
    const { orphans } = await worker.removeOrphans({
      ...target,
      days: numberOf(settings["orphanFileRetentionPeriodInDays"], DEFAULTS.orphanDays),
      ...(typeof location === "string" ? { location } : {}),
    });
    return {
      orphanFileDeletionMetrics: { IcebergMetrics: { NumberOfOrphanFilesDeleted: orphans } },
    };
  }

  private async target(optimizer: KeptOptimizer): Promise<CommitTarget> {
    const { region, configuration } = optimizer;
    const { context } = this.props;
    const role = String(configuration["roleArn"]);
    const clients = context.clients(region).assumeRole(role, SESSION_NAME);
    try {
      const { endpointUrl } = context;
      return await commitTargetOf(clients, { endpointUrl, region }, optimizer);
    } finally {
      clients.destroy();
    }
  }
}

function isDue({ type, configuration, runs: [last] }: KeptOptimizer, now: number): boolean {
  if (configuration["enabled"] !== true) return false;
  const { runRateInHours } = icebergSettings(type, configuration);
  const intervalMs = numberOf(runRateInHours, DEFAULTS.runRateInHours) * HOUR_MS;
  return last === undefined || Number(last["startTimestamp"]) * 1000 + intervalMs <= now;
}

function numberOf(value: unknown, otherwise: number): number {
  return typeof value === "number" ? value : otherwise;
}
