import { UserError } from "../../errors/user-error";
import { resolveEnvironment } from "../../model/environment/resolve-environment";
import { findUnreadStream } from "../replay/source/undelivered-records";
import { pollUntil } from "../target/poll";
import type { Target } from "../target/target";
import type { Detail } from "../terminal/output";
import { countOf } from "../terminal/count-of";
import { DeliveredObjects } from "./delivered-objects";
import type { DeliveredRecords } from "./delivered-objects";
import { recentArrivals } from "./recent-arrivals";

const POLLING = { firstMs: 500, slowestMs: 5_000 };

/** How long Firehose takes to convert and write what it has buffered, at most, unless something keeps it from it. */
const WRITE_MS = 60_000;

/** When to give up, as a multiple of the longest time that a delivery takes. */
const MAXIMUM_DELIVERIES = 5;

/** What was on its way, and arrived. */
export interface AwaitedDelivery extends DeliveredRecords {
  /** Records that were awaited; undefined if producers send without pause, so that only time tells. */
  readonly records: number | undefined;
  /** When the first of them arrived. */
  readonly since: Date;
}

/**
 * Waits until everything that arrived in a dataset's stream is delivered, by whomever it was sent: as rows of the table or
 * as failed records.
 *
 * @returns undefined if nothing was on its way
 * @throws UserError with the counts, if Firehose does not deliver them
 */
export async function waitForDelivery(
  target: Target,
  detail: Detail,
): Promise<AwaitedDelivery | undefined> {
  const { clients, names, environment, dataset } = target;
  const { intervalSeconds } = resolveEnvironment(environment).delivery.buffering;
  const deliveryMs = intervalSeconds * 1_000 + WRITE_MS;
  const { stream, createdAt } = await findUnreadStream(clients, names.deliveryStream);
  const arrivals = await recentArrivals({ stream, createdAt, deliveryMs, now: new Date() });
  if (arrivals === undefined) return undefined;
  const { since, last, records } = arrivals;
  const objects = new DeliveredObjects(target, since);
  const giveUpAt = Date.now() + MAXIMUM_DELIVERIES * deliveryMs;
  const isDone = ({ rows, failed }: DeliveredRecords) =>
    records === undefined
      ? Date.now() >= last.getTime() + deliveryMs
      : rows + failed >= records || Date.now() > giveUpAt;
  const delivered = await pollUntil(
    async () => {
      const counted = await objects.count();
      const of = records === undefined ? "" : ` of ${countOf(records, "record")}`;
      detail(`${counted.rows + counted.failed}${of} delivered, buffered ${intervalSeconds} s`);
      return counted;
    },
    isDone,
    POLLING,
  );
  const arrived = delivered.rows + delivered.failed;
  if (records === undefined || arrived >= records) return { ...delivered, records, since };
  throw new UserError(
    `Of ${countOf(records, "record")} that arrived in ${names.stream} since ${since.toISOString()}, Firehose delivered ${arrived} within ${Math.round((MAXIMUM_DELIVERIES * deliveryMs) / 1_000)} s.`,
    `See what keeps it from the others: npx lake status --env ${environment.name} --dataset ${dataset.name}. To register what is delivered: npx lake crawl --no-wait --env ${environment.name} --dataset ${dataset.name}`,
  );
}
