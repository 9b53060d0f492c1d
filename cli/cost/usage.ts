/** Usage of a lake. The stream of each dataset gets the same events. */
export interface Usage {
  /** Events per second into each stream, all day long. */
  readonly eventsPerSecond: number;
  /** Bytes of one event as JSON, with its newline. */
  readonly eventBytes: number;
  /** Events that producers put into one Kinesis record. */
  readonly eventsPerRecord: number;
  /** Queries per day over the whole lake. */
  readonly queriesPerDay: number;
  /** Queries per day, of those, without a condition on the partition keys. */
  readonly unfilteredQueriesPerDay: number;
  /** Bytes that Athena scans per query. */
  readonly scanBytesPerQuery: number;
  /** Month since the first deploy, from 1: Parquet objects accumulate. */
  readonly month: number;
  /** Bytes of Parquet per byte of JSON. */
  readonly parquetRatio: number;
  /** Bytes of GZIP per byte of JSON. */
  readonly gzipRatio: number;
  /** Partitions that dynamic partitioning writes at the same time. */
  readonly activePartitions: number;
  /** Events per invocation of the publisher function; 0 if producers call Kinesis directly. */
  readonly eventsPerInvocation: number;
  /** Duration of one invocation of a function. */
  readonly invocationMilliseconds: number;
  /** Data processing units of a crawl. */
  readonly crawlerDpus: number;
  /** Minutes of a crawl; at least ten are billed. */
  readonly crawlMinutes: number;
  /** Notifications per topic and month. */
  readonly notificationsPerMonth: number;
}

/** A small lake: the defaults of `lake cost`. */
export const usageDefaults: Usage = {
  eventsPerSecond: 100,
  eventBytes: 500,
  eventsPerRecord: 1,
  queriesPerDay: 50,
  unfilteredQueriesPerDay: 1,
  scanBytesPerQuery: 100 * 1024 ** 2,
  month: 1,
  parquetRatio: 0.25,
  gzipRatio: 0.2,
  activePartitions: 10,
  eventsPerInvocation: 500,
  invocationMilliseconds: 200,
  crawlerDpus: 1,
  crawlMinutes: 1,
  notificationsPerMonth: 100,
};

/** AWS calculates with months of 730 hours. */
export const HOURS_PER_MONTH = 730;
export const SECONDS_PER_MONTH = HOURS_PER_MONTH * 3600;
export const DAYS_PER_MONTH = HOURS_PER_MONTH / 24;
export const KIB = 1024;
export const MIB = 1024 ** 2;
export const GIB = 1024 ** 3;
export const TIB = 1024 ** 4;

/** Kinesis records per second into each stream. */
export function recordsPerSecond({ eventsPerSecond, eventsPerRecord }: Usage): number {
  return eventsPerSecond / eventsPerRecord;
}

/** Bytes of one Kinesis record. */
export function recordBytes({ eventBytes, eventsPerRecord }: Usage): number {
  return eventBytes * eventsPerRecord;
}

/** Bytes per second into each stream. */
export function bytesPerSecond({ eventsPerSecond, eventBytes }: Usage): number {
  return eventsPerSecond * eventBytes;
}
