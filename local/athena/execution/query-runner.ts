import type { QuerySettings } from "./work-group";

/** A query as whoever runs it has to know it. */
export interface QueryJob {
  /** Names the files of its result too. */
  readonly id: string;
  readonly region: string;
  /** Access key of whoever asked: Athena reads the catalog and the objects as its caller. */
  readonly caller: string | undefined;
  readonly text: string;
  readonly parameters: readonly string[];
  /** Database of names without one. */
  readonly database: string | undefined;
  readonly settings: QuerySettings;
  /** Object that the result is put into. */
  readonly outputLocation: string;
  /** The instant of `current_timestamp`. */
  readonly submitted: Date;
}

/** How a query ended. */
export type QueryOutcome =
  | {
      readonly state: "SUCCEEDED";
      /** Rows without the header. */
      readonly resultRows: number;
      /** Rows that the statement wrote into a table. */
      readonly updateCount: number;
      /** Bytes of the result's files on this machine. */
      readonly resultBytes: number;
    }
  | {
      readonly state: "FAILED";
      /** Athena's error code. */
      readonly code: string;
      /** Starts with the code. */
      readonly reason: string;
    }
  | { readonly state: "CANCELLED"; readonly reason: string };

/** Runs queries, each from its text to the files of its result. */
export interface QueryRunner {
  /**
   * Runs a query to its end. It never rejects: a failure is the outcome.
   *
   * @param planned called once the tables were found, with the bytes that the query reads
   * @param signal ends the query
   */
  run(
    job: QueryJob,
    planned: (scannedBytes: number) => void,
    signal: AbortSignal,
  ): Promise<QueryOutcome>;
  /** Makes the first query quicker. */
  start?(): void;
  /** Ends everything that runs. */
  stop(): Promise<void>;
}

/** The outcome of a query that its caller stopped. */
export const CANCELLED_BY_USER: QueryOutcome = {
  state: "CANCELLED",
  reason: "Query cancelled by user",
};
