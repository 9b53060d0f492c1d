/** Programs that can answer the queries of Athena's API. */
export const sqlEngines = ["duckdb", "trino"] as const;

/** One of {@link sqlEngines}. */
export type SqlEngine = (typeof sqlEngines)[number];

/** Java heap of Trino in MiB. Below, it does not start; above, no machine of a developer has it. */
export const trinoMemoryRange = { min: 1024, max: 65_536 } as const;

/** An AWS API that runs on this machine. */
export interface EmulatorSettings {
  /** Base URL on the loopback interface, for example `http://127.0.0.1:4566`. */
  readonly endpointUrl: string;
  /**
   * Which program answers the queries of Athena's API: `"duckdb"` at once, `"trino"` every statement that Athena has.
   * `lake up --sql-engine` overrides it.
   *
   * @default "duckdb"
   */
  readonly sqlEngine?: SqlEngine;
  /**
   * Largest Java heap of Trino in MiB, 1024 to 65536. `LAKE_TRINO_HEAP` overrides it.
   *
   * @default 1536
   */
  readonly trinoMemoryMiB?: number;
}
