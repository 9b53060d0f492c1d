import type { TrinoSource } from "../../../../toolchain/trino/trino";

/** Which program answers the queries of Athena's API. */
export type SqlEngine = "duckdb" | "trino";

/** All engines; the first one is the default. */
export const SQL_ENGINES: readonly SqlEngine[] = ["duckdb", "trino"];

/** How the server of the engine `trino` runs. */
export interface TrinoSettings {
  readonly source: TrinoSource;
  /** Largest Java heap. */
  readonly memoryMiB: number;
  /** Gets what the server prints. */
  readonly logFile: string;
}

/** Java heap of the server. Below, it does not start; above, no machine of a developer has it. */
export const TRINO_MEMORY_MIB = { default: 1536, minimum: 1024, maximum: 65_536 } as const;

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
