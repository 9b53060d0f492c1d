import { randomBytes } from "node:crypto";
import { fetchColumns } from "../../local/firehose/conversion/glue-schema";
import { UserError } from "../../errors/user-error";
import { conversionCheck } from "../publish/conversion-check";
import type { Detail } from "../terminal/output";
import { requireParquet } from "../target/require-parquet";
import type { Target } from "../target/target";
import { allSkipped } from "./run/replay-totals";
import type { ReplayTotals } from "./run/replay-totals";
import { Lease } from "./ledger/lease";
import { Ledger } from "./ledger/ledger";
import { readMatch } from "./source/match";
import type { Match } from "./source/match";
import { S3ObjectStore } from "./ledger/object-store";
import { Quarantine } from "./ledger/quarantine";
import { runReplay } from "./run/replay-run";
import type { ReplayResult } from "./run/replay-run-props";
import { backedUpRecords, failedRecords } from "./source/replay-source";
import { findUnreadStream, undeliveredRecords } from "./source/undelivered-records";
import type { ReplaySource } from "./source/replay-source";
import { digest } from "./source/replayable-record";
import { putRecordsTo } from "../../lambda-src/publisher/sending/kinesis-client";
import { KinesisSender, singleAttemptKinesisClient } from "./run/stream-sender";
import { readTimeRange } from "./source/time-range";
import type { TimeRange } from "./source/time-range";
import { Transform } from "./transform/transform";
import { eventPath, jsonKeys, jsonKeySettings } from "../../model/dataset/json-keys";
import { resolveDataset } from "../../model/dataset/resolve-dataset";

/** Which records to replay, and how. */
export interface ReplayRequest {
  readonly from: ReplaySource;
  readonly since?: string;
  readonly until?: string;
  readonly match?: string;
  /** Path of a module. */
  readonly transform?: string;
  /** Time limit of the transform for one record, in seconds. */
  readonly transformTimeout: number;
  /** Records per second. */
  readonly rate: number;
  readonly limit?: number;
  readonly maxReplays: number;
  readonly dryRun: boolean;
  /** Sends records of the raw backup or the stream although the lake may already contain them. */
  readonly yes: boolean;
}

/** What a replay did, and where its ledger and quarantine are. */
export interface ReplayReport extends ReplayResult {
  readonly dataset: string;
  readonly from: ReplaySource;
  readonly dryRun: boolean;
  readonly ledger: string;
  readonly quarantine: string;
}

/**
 * Sends records of a dataset to its stream again, with the caller's own credentials.
 *
 * @throws UserError for an invalid request, before anything is sent
 */
export async function replayDataset(
  target: Target,
  request: ReplayRequest,
  signal: AbortSignal,
  detail: Detail,
): Promise<ReplayReport> {
  requireParquet(
    target.dataset,
    "A replay",
    "Its failed records are below errors/ in the raw bucket, and in the console; publish what you corrected: npx lake publish FILE",
  );
  const startedAt = new Date();
  const range = readTimeRange(request, startedAt);
  const match = readMatch(request.match);
  assertDuplicatesAccepted(request);
  const transform = await loadTransform(request, signal);
  try {
    return await replayWith(target, request, {
      range,
      match,
      transform,
      startedAt,
      signal,
      detail,
    });
  } finally {
    await transform?.close();
  }
}

async function loadTransform(
  { transform, transformTimeout }: ReplayRequest,
  signal: AbortSignal,
): Promise<Transform | undefined> {
  if (transform === undefined) return undefined;
  return Transform.load(transform, { recordMs: transformTimeout * 1_000, signal });
}

/** What a run needs that is known before the first request to AWS. */
interface Preparation {
  readonly range: TimeRange;
  readonly match: Match;
  readonly transform?: Transform | undefined;
  readonly startedAt: Date;
  readonly signal: AbortSignal;
  readonly detail: Detail;
}

async function replayWith(
  { clients, names, dataset }: Target,
  request: ReplayRequest,
  { range, match, transform, startedAt, signal, detail }: Preparation,
): Promise<ReplayReport> {
  const columns = await fetchColumns(clients.glue, {
    databaseName: names.database,
    tableName: names.table,
    versionId: "LATEST",
  });
  const keys = jsonKeys(dataset.columns);
  const hasKeys = Object.keys(keys).length > 0;

  const unread =
    request.from === "stream" ? await findUnreadStream(clients, names.deliveryStream) : undefined;
  if (unread !== undefined) assertUndelivered(request, range, unread.createdAt);
  const lake = new S3ObjectStore(clients.s3, names.lakeBucket);
  const run = runName(startedAt);
  const folders = {
    ledger: `${names.replayPrefix}ledger/`,
    quarantine: `${names.replayPrefix}quarantine/`,
  };
  const lease = request.dryRun
    ? undefined
    : await Lease.take(lake, `${names.replayPrefix}lease.json`, run);
  const confirmLease = async () => lease?.confirm();
  try {
    const source = { range, horizon: lease?.takenAt ?? startedAt };
    const result = await runReplay({
      ...request,
      entries:
        unread !== undefined
          ? undeliveredRecords({ ...unread, range })
          : request.from === "errors"
            ? failedRecords({ ...source, store: lake, folder: names.errorPrefix })
            : backedUpRecords({
                ...source,
                store: new S3ObjectStore(clients.s3, names.rawBucket),
                folder: names.rawPrefix,
              }),
      range,
      match,
      transform,
      check: conversionCheck(columns, jsonKeySettings(dataset.columns)),
      schema: digest(JSON.stringify(hasKeys ? { columns, keys } : columns)),
      ledger: await Ledger.read(lake, folders.ledger, run),
      quarantine: new Quarantine(lake, folders.quarantine, run),
      sender: new KinesisSender({
        putRecords: putRecordsTo(singleAttemptKinesisClient(clients.kinesis), names.stream),
        beforeRequest: confirmLease,
        order: resolveDataset(dataset).partitionKeyOrder,
        partitionKeyPath:
          dataset.partitionKeyPath === undefined
            ? undefined
            : eventPath(dataset.columns, dataset.partitionKeyPath),
        rate: request.rate,
      }),
      confirmLease,
      signal,
      progress: (accounts) => detail(progressText(accounts)),
    });
    return {
      dataset: dataset.name,
      from: request.from,
      dryRun: request.dryRun,
      ...result,
      ledger: `s3://${names.lakeBucket}/${folders.ledger}`,
      quarantine: `s3://${names.lakeBucket}/${folders.quarantine}`,
    };
  } finally {
    await lease?.release();
  }
}

/** The backup contains what is in the lake already, so sending it again must be intended. */
function assertDuplicatesAccepted({ from, since, until, match, yes, dryRun }: ReplayRequest): void {
  if (from !== "raw") return;
  if (since === undefined && until === undefined && match === undefined) {
    throw new UserError(
      "--from raw would send every record of the backup.",
      "Select the records that are missing in the lake: --since, --until or --match.",
    );
  }
  if (!yes && !dryRun) {
    throw new UserError(
      "--from raw sends records that the lake may already contain: they would be in it twice.",
      "Check with --dry-run first. Then add --yes; the saved queries remove duplicates.",
    );
  }
}

/** What arrived after the creation of the delivery stream is delivered by it, so sending it again must be intended. */
function assertUndelivered(
  { yes, dryRun }: ReplayRequest,
  { until }: TimeRange,
  createdAt: Date,
): void {
  if (until === undefined || until <= createdAt || yes || dryRun) return;
  throw new UserError(
    `--until ${until.toISOString()} is after the creation of the delivery stream, ${createdAt.toISOString()}: records that it has delivered would be in the lake twice.`,
    "Leave --until away to send what arrived before. If records are missing that arrived in the first minutes, add --yes.",
  );
}

/** A unique name that sorts by time. */
function runName(startedAt: Date): string {
  const time = startedAt.toISOString().replace(/[-:]|\.\d+/g, "");
  return `${time}-${randomBytes(4).toString("hex")}`;
}

function progressText(accounts: ReplayTotals): string {
  const { read, sent, quarantined, failed } = accounts;
  return `${read} read: ${sent} sent, ${allSkipped(accounts)} skipped, ${quarantined} quarantined, ${failed} failed`;
}
