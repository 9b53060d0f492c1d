/** What a lake is used for. The stream of each dataset gets the same events. */
export interface Usage {
  /** Events that each stream takes in a second, all day long. */
  readonly eventsPerSecond: number;
  /** Bytes of one event as JSON, with its newline. */
  readonly eventBytes: number;
  /** Events that producers put into one Kinesis record. */
  readonly eventsPerRecord: number;
  /** Questions asked of the whole lake in a day. */
  readonly queriesPerDay: number;
  /** Bytes that Athena scans for one of them. */
  readonly scanBytesPerQuery: number;
  /** Which month of the lake's life, 1 for the first: Parquet objects add up. */
  readonly month: number;
  /** Bytes of Parquet for one byte of JSON. */
  readonly parquetRatio: number;
  /** Bytes of GZIP for one byte of JSON. */
  readonly gzipRatio: number;
  /** Folders that dynamic partitioning fills at the same time. */
  readonly activePartitions: number;
  /** Events that one call of the publisher function sends; 0 when producers put their events themselves. */
  readonly eventsPerInvocation: number;
  /** Milliseconds that one call of a function takes. */
  readonly invocationMilliseconds: number;
  /** Data processing units of a crawler's run. */
  readonly crawlerDpus: number;
  /** Minutes of a crawler's run; ten are billed at least. */
  readonly crawlMinutes: number;
  /** Alarms sent by each topic in a month. */
  readonly notificationsPerMonth: number;
}

/** A small lake: what `lake cost` takes for what it isn't told. */
export const usageDefaults: Usage = {
  eventsPerSecond: 100,
  eventBytes: 500,
  eventsPerRecord: 1,
  queriesPerDay: 50,
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

/** AWS reckons a month as 730 hours. */
export const HOURS_PER_MONTH = 730;
export const SECONDS_PER_MONTH = HOURS_PER_MONTH * 3600;
export const DAYS_PER_MONTH = HOURS_PER_MONTH / 24;
export const KIB = 1024;
export const MIB = 1024 ** 2;
export const GIB = 1024 ** 3;
export const TIB = 1024 ** 4;

/** Kinesis records that each stream takes in a second. */
export function recordsPerSecond({ eventsPerSecond, eventsPerRecord }: Usage): number {
  return eventsPerSecond / eventsPerRecord;
}

/** Bytes of one Kinesis record. */
export function recordBytes({ eventBytes, eventsPerRecord }: Usage): number {
  return eventBytes * eventsPerRecord;
}

/** Bytes that each stream takes in a second. */
export function bytesPerSecond({ eventsPerSecond, eventBytes }: Usage): number {
  return eventsPerSecond * eventBytes;
}
