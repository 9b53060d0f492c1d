const MIB = 1024 * 1024;

/** What a process that runs queries may take. */
export interface EngineLimits {
  /** Bytes of memory, beyond which it is killed. @default 1 GiB */
  readonly memoryBytes: number;
  /**
   * Bytes of the disk for what doesn't fit into memory and for what a statement writes, beyond which it is killed.
   * DuckDB's own limit, `max_temp_directory_size`, does not hold: a sort went 100 times beyond it. @default 4 GiB
   */
  readonly diskBytes: number;
  /** MiB of memory for what is written in JavaScript: the query's text, functions, results. @default 384 */
  readonly heapMiB: number;
  /** Milliseconds that a stopped query has to end by itself before its process is killed. @default 300 */
  readonly stopGraceMs: number;
  /** Milliseconds that a process may take to be ready for a query. @default 60,000 */
  readonly startTimeoutMs: number;
  /** Milliseconds that a query may run. @default 30 minutes, as on AWS */
  readonly timeoutMs: number;
  /** Queries after which a process is replaced. @default 200 */
  readonly maxQueries: number;
  /** Bytes of memory that a process may keep between two queries before it is replaced. @default 512 MiB */
  readonly idleMemoryBytes: number;
  /** Milliseconds after which a process that nobody needs is ended; one is always kept. @default 30,000 */
  readonly idleMs: number;
}

/** The limits of the embedded Athena; DuckDB's own are below them. */
export const ENGINE_LIMITS: EngineLimits = {
  memoryBytes: 1024 * MIB,
  diskBytes: 4096 * MIB,
  heapMiB: 384,
  stopGraceMs: 300,
  startTimeoutMs: 60_000,
  timeoutMs: 30 * 60 * 1000,
  maxQueries: 200,
  idleMemoryBytes: 512 * MIB,
  idleMs: 30_000,
};
