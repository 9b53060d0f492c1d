import type { TrinoSource } from "../../../../toolchain/trino/trino";

/** Which program answers the queries of Athena's API. */
export type SqlEngine = "duckdb" | "trino";

/** All engines. */
export const SQL_ENGINES: readonly SqlEngine[] = ["duckdb", "trino"];

/** How the server of the engine `trino` runs. */
export interface TrinoSettings {
  readonly source: TrinoSource;
  /** Largest Java heap. */
  readonly memoryMiB: number;
  /** Gets what the server prints. */
  readonly logFile: string;
}

/** State of the engine `trino`. */
export interface TrinoStatus {
  readonly engine: "trino";
  readonly version: string;
  readonly state: "starting" | "ready" | "failed";
  /** Why it failed. */
  readonly reason?: string;
  readonly url?: string;
  readonly pid?: number;
  readonly heapMiB?: number;
  /** Resident memory; on Linux. */
  readonly residentBytes?: number;
  /** Seconds from the start of the embedded AWS. */
  readonly readyAfterSeconds?: number;
  readonly logFile?: string;
}

/** State of the engine that answers queries. */
export type SqlEngineStatus = TrinoStatus | { readonly engine: "duckdb" };
