import { lakeHome } from "../../local/home/lake-home";
import { UserError } from "../../errors/user-error";
import { countLines, readFailedRecords } from "../target/lake-contents";
import type { FailedRecord } from "../target/lake-contents";
import { countParquetRows } from "./parquet-rows";
import type { Detail } from "../terminal/output";
import { pollUntil } from "../target/poll";
import type { Target } from "../target/target";

/** Firehose delivers after its buffering interval; this is many times the five seconds of `local`. */
const DELIVERY_TIMEOUT_MS = 90_000;
const PAUSES = { firstMs: 500, slowestMs: 500 };

/** What of a dataset is in the lake; all counts are read from the buckets. */
export interface Deliveries {
  /** Rows of the Parquet objects. */
  readonly rows: number;
  readonly failed: readonly FailedRecord[];
  /** Lines of the backup. */
  readonly backedUp: number;
}

/** Counts what has been delivered until now. */
export async function readDeliveries({ clients, names }: Target): Promise<Deliveries> {
  const lake = names.lakeBucket;
  const [rows, failed, backedUp] = await Promise.all([
    countParquetRows(clients.s3, { bucket: lake, prefix: names.dataPrefix }),
    readFailedRecords(clients.s3, { bucket: lake, prefix: names.errorPrefix }),
    countLines(clients.s3, { bucket: names.rawBucket, prefix: names.rawPrefix }),
  ]);
  return { rows, failed, backedUp };
}

/**
 * Waits until as many events as were published have been delivered, as rows or as failed records, and backed up.
 *
 * @param before what was there before they were published
 * @returns what came since then
 * @throws UserError with the counts when they don't come in time
 */
export async function waitForDelivery(
  target: Target,
  before: Deliveries,
  published: number,
  detail: Detail,
): Promise<Deliveries> {
  const deadline = Date.now() + DELIVERY_TIMEOUT_MS;
  const came = await pollUntil(
    async () => since(before, await readDeliveries(target)),
    (now) => {
      detail(
        `${target.dataset.name}: ${now.rows} of ${published} as Parquet, ${now.failed.length} failed, ${now.backedUp} backed up`,
      );
      return isComplete(now, published) || Date.now() > deadline;
    },
    PAUSES,
  );
  if (isComplete(came, published)) return came;
  throw new UserError(
    `Of ${published} events of ${target.dataset.name} only ${came.rows} reached the lake, ${came.failed.length} the error folder and ${came.backedUp} the backup.`,
    `Read ${lakeHome().logFile}.`,
  );
}

function since(before: Deliveries, now: Deliveries): Deliveries {
  return {
    rows: now.rows - before.rows,
    // Keys carry the time, so that what is new comes last.
    failed: now.failed.slice(before.failed.length),
    backedUp: now.backedUp - before.backedUp,
  };
}

function isComplete({ rows, failed, backedUp }: Deliveries, published: number): boolean {
  return rows + failed.length >= published && backedUp >= published;
}
