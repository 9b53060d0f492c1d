const MIB = 1024 * 1024;

/** Limits of a process that runs queries. */
export interface EngineLimits {
  /** Bytes of resident memory above which it is killed. @default 1 GiB */
  readonly memoryBytes: number;
  /**
   * Bytes on disk, for spilled data and for what a statement writes, above which it is killed. DuckDB's own limit,
   * `max_temp_directory_size`, is not reliable: a sort exceeded it 100 times over. @default 4 GiB
   */
  readonly diskBytes: number;
  /**
   * Bytes of resident memory of all processes. While they use more than three quarters of it, queries wait; above it, the
   * largest one is killed. @default 4 GiB
   */
  readonly totalMemoryBytes: number;
  /** Bytes on disk of all processes above which the one with the most is killed. @default 12 GiB */
  readonly totalDiskBytes: number;
  /** MiB of JavaScript heap: the query's text, user-defined functions, results. @default 384 */
  readonly heapMiB: number;
  /** Milliseconds until the process of a cancelled query is killed. @default 300 */
  readonly stopGraceMs: number;
  /** Milliseconds until a starting process must be ready. @default 60,000 */
  readonly startTimeoutMs: number;
  /** Milliseconds after which a query times out. @default 30 minutes, as on AWS */
  readonly timeoutMs: number;
  /** Milliseconds after which a query's process gets a lower priority than others. @default 500 */
  readonly longAfterMs: number;
  /** Queries after which a process is replaced. @default 200 */
  readonly maxQueries: number;
  /** Bytes of resident memory above which an idle process is replaced. @default 512 MiB */
  readonly idleMemoryBytes: number;
  /** Milliseconds after which an idle process is ended; one is always kept. @default 30,000 */
  readonly idleMs: number;
}

/** The limits of the embedded Athena; DuckDB's memory limit is lower. */
export const ENGINE_LIMITS: EngineLimits = {
  memoryBytes: 1024 * MIB,
  diskBytes: 4096 * MIB,
  totalMemoryBytes: 4096 * MIB,
  totalDiskBytes: 3 * 4096 * MIB,
  heapMiB: 384,
  stopGraceMs: 300,
  startTimeoutMs: 60_000,
  timeoutMs: 30 * 60 * 1000,
  longAfterMs: 500,
  maxQueries: 200,
  idleMemoryBytes: 512 * MIB,
  idleMs: 30_000,
};
