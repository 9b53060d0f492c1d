import type { StatementClass } from "./statement-class";
import type { ExecutionSettings } from "./work-group";

/** A query to be run. */
export interface QueryJob {
  /** The execution's id, which also names its result files. */
  readonly id: string;
  readonly region: string;
  /** Access key id of the caller: Athena reads the catalog and the objects with the caller's permissions. */
  readonly caller: string | undefined;
  readonly text: string;
  readonly parameters: readonly string[];
  /** Database of unqualified names. */
  readonly database: string | undefined;
  readonly settings: ExecutionSettings;
  /** S3 URI of the result object. */
  readonly outputLocation: string;
  /** The value of `current_timestamp`. */
  readonly submitted: Date;
}

/** A statement that is not queued yet. */
export type StatementText = Pick<QueryJob, "region" | "text" | "parameters"> & {
  readonly workGroup: string;
};

/** How a query ended. */
export type QueryOutcome =
  | {
      readonly state: "SUCCEEDED";
      /** Rows without the header. */
      readonly resultRows: number;
      /** Rows written to a table. */
      readonly updateCount: number;
      /** Bytes of the local result files. */
      readonly resultBytes: number;
      /** S3 URI of the list of written files. @default - the statement writes none */
      readonly manifestLocation?: string | undefined;
    }
  | {
      readonly state: "FAILED";
      /** Athena's error code. */
      readonly code: string;
      /** Starts with the code. */
      readonly reason: string;
      /** Athena's category: 1 system, 2 user, 3 other. @default - that of the code */
      readonly category?: 1 | 2 | 3;
    }
  | { readonly state: "CANCELLED"; readonly reason: string };

/** Runs queries and writes their result files. */
export interface QueryRunner {
  /**
   * Runs a query. Never rejects: a failure is an outcome.
   *
   * @param planned called after planning, with the bytes that the query scans
   * @param signal cancels the query
   */
  run(
    job: QueryJob,
    planned: (scannedBytes: number) => void,
    signal: AbortSignal,
  ): Promise<QueryOutcome>;
  /**
   * Classifies a statement before it is queued.
   *
   * @throws QueryError for a statement with a syntax error
   */
  classify(statement: StatementText): Promise<StatementClass>;
  /** Whether there is memory for one more query. @default - always */
  hasRoom?(): boolean;
  /** Prepares for the first query. */
  start?(): void;
  /** Ends all running queries. */
  stop(): Promise<void>;
}

/** The outcome of a query stopped by StopQueryExecution. */
export const CANCELLED_BY_USER: QueryOutcome = {
  state: "CANCELLED",
  reason: "Query cancelled by user",
};
