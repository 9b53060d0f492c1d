import { lakeHome } from "../../local/home/lake-home";
import { UserError } from "../../errors/user-error";
import { countLines, readErrorRecords } from "../target/lake-contents";
import type { ErrorRecord } from "../target/lake-contents";
import { countParquetRows } from "../delivery/parquet-rows";
import type { Detail } from "../terminal/output";
import { pollUntil } from "../target/poll";
import type { Target } from "../target/target";

/** Firehose delivers after its buffering interval; this is a multiple of the five seconds of `local`. */
const DELIVERY_TIMEOUT_MS = 90_000;
const PAUSES = { firstMs: 500, slowestMs: 500 };

/** What was delivered of a dataset, as read from the buckets. */
export interface Deliveries {
  /** Rows of the Parquet objects. */
  readonly rows: number;
  readonly failed: readonly ErrorRecord[];
  /** Lines of the backup. */
  readonly backedUp: number;
}

/** Reads what has been delivered until now. */
export async function readDeliveries({ clients, names }: Target): Promise<Deliveries> {
  const lake = names.lakeBucket;
  const [rows, failed, backedUp] = await Promise.all([
    countParquetRows(clients.s3, { bucket: lake, prefix: names.dataPrefix }),
    readErrorRecords(clients.s3, { bucket: lake, prefix: names.errorPrefix }),
    countLines(clients.s3, { bucket: names.rawBucket, prefix: names.rawPrefix }),
  ]);
  return { rows, failed, backedUp };
}

/**
 * Waits until all published events are delivered, as rows or as failed records, and backed up.
 *
 * @param before what was delivered before they were published
 * @returns what was delivered since then
 * @throws UserError with the counts after a timeout
 */
export async function waitForDelivery(
  target: Target,
  before: Deliveries,
  published: number,
  detail: Detail,
): Promise<Deliveries> {
  const deadline = Date.now() + DELIVERY_TIMEOUT_MS;
  const delivered = await pollUntil(
    async () => since(before, await readDeliveries(target)),
    (now) => {
      detail(
        `${target.dataset.name}: ${now.rows} of ${published} as Parquet, ${now.failed.length} failed, ${now.backedUp} backed up`,
      );
      return isComplete(now, published) || Date.now() > deadline;
    },
    PAUSES,
  );
  if (isComplete(delivered, published)) return delivered;
  throw new UserError(
    `Of ${published} events of ${target.dataset.name} only ${delivered.rows} reached the lake, ${delivered.failed.length} the error prefix and ${delivered.backedUp} the backup.`,
    `Check the log: ${lakeHome().logFile}`,
  );
}

function since(before: Deliveries, now: Deliveries): Deliveries {
  return {
    rows: now.rows - before.rows,
    // Keys contain the time, so new records are last.
    failed: now.failed.slice(before.failed.length),
    backedUp: now.backedUp - before.backedUp,
  };
}

function isComplete({ rows, failed, backedUp }: Deliveries, published: number): boolean {
  return rows + failed.length >= published && backedUp >= published;
}
