import { setTimeout as sleep } from "node:timers/promises";
import type { SourceStream } from "../../local/firehose/source/source-stream";

/** A shard allows five reads a second to all its consumers, and Firehose is one of them. */
const READ_INTERVAL_MS = 250;

/** Reads of a shard, after which its producers count as busy: up to 10 MB each, which Firehose needs to read, too. */
const MAXIMUM_READS = 20;

/** How far back to look for a pause, as a multiple of the longest time that a delivery takes. */
const LOOKBACK = 10;

/** What arrived in a stream and may not be delivered yet. */
export interface RecentArrivals {
  /** When the first of these records arrived. */
  readonly since: Date;
  /** When the last of them arrived. */
  readonly last: Date;
  /** How many they are; undefined if producers made no pause, so that no count tells them from earlier ones. */
  readonly records: number | undefined;
}

/** Where and when to look. */
export interface RecentArrivalsProps {
  readonly stream: SourceStream;
  /** When the delivery stream was created: it delivers nothing that arrived earlier. */
  readonly createdAt: Date;
  /** The longest time from arrival to delivery. */
  readonly deliveryMs: number;
  readonly now: Date;
  /** @default - sleeps */
  readonly wait?: (milliseconds: number) => Promise<unknown>;
}

/**
 * Finds the records that may be on their way, by reading the stream. Everything that arrived before a pause in which
 * Firehose delivers is delivered, so the records since then can be counted exactly, whoever sent them.
 *
 * @returns undefined if everything that arrived is delivered
 */
export async function recentArrivals(
  props: RecentArrivalsProps,
): Promise<RecentArrivals | undefined> {
  const { now, createdAt, deliveryMs } = props;
  const from = new Date(Math.max(createdAt.getTime(), now.getTime() - LOOKBACK * deliveryMs));
  const shards = await props.stream.shards();
  const reads = await Promise.all(shards.map(({ shardId }) => readShard(shardId, from, props)));
  const arrivals = reads
    .flatMap((read) => read.arrivals)
    .sort((one, other) => one.time - other.time);
  const last = arrivals.at(-1)?.time;
  const isBusy = reads.some((read) => read.isBusy);
  if (isBusy || last === undefined) {
    return isBusy ? { since: from, last: now, records: undefined } : undefined;
  }
  if (now.getTime() - last >= deliveryMs) return undefined;
  const first = afterPause(arrivals, from, props);
  const since = new Date(arrivals[first ?? 0]?.time ?? last);
  const records =
    first === undefined
      ? undefined
      : arrivals.slice(first).reduce((sum, arrival) => sum + arrival.records, 0);
  return { since, last: new Date(last), records };
}

interface Arrival {
  /** Milliseconds since 1970. */
  readonly time: number;
  /** More than one if a producer aggregated them. */
  readonly records: number;
}

/** Index of the first arrival after the newest pause; undefined if there was no pause. */
function afterPause(
  arrivals: readonly Arrival[],
  from: Date,
  { createdAt, deliveryMs }: RecentArrivalsProps,
): number | undefined {
  for (let index = arrivals.length - 1; index > 0; index -= 1) {
    const pause = (arrivals[index]?.time ?? 0) - (arrivals[index - 1]?.time ?? 0);
    if (pause >= deliveryMs) return index;
  }
  const isFirstOfAll = from.getTime() === createdAt.getTime();
  return isFirstOfAll || (arrivals[0]?.time ?? 0) - from.getTime() >= deliveryMs ? 0 : undefined;
}

async function readShard(
  shardId: string,
  from: Date,
  { stream, wait = sleep }: RecentArrivalsProps,
): Promise<{ readonly arrivals: readonly Arrival[]; readonly isBusy: boolean }> {
  const arrivals: Arrival[] = [];
  let iterator = await stream.iterator(shardId, { atTimestamp: from });
  for (let reads = 1; ; reads += 1) {
    const { records, nextIterator, behindMs } = await stream.read(iterator);
    for (const { arrival, aggregated } of records) {
      // Not compared with the clock of this machine, which may be slow: what arrived a moment ago counts.
      arrivals.push({ time: arrival, records: aggregated?.length ?? 1 });
    }
    if (behindMs === 0 || nextIterator === undefined) return { arrivals, isBusy: false };
    if (reads === MAXIMUM_READS) return { arrivals, isBusy: true };
    iterator = nextIterator;
    await wait(READ_INTERVAL_MS);
  }
}
