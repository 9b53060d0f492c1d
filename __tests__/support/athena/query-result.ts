import type { ResultColumn } from "../../../local/athena/results/column-info";
import type { ResultRow } from "../../../local/athena/results/result-writer";

/** The result of a query. */
export interface QueryResult {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly ResultRow[];
  readonly scannedBytes: number;
}

/** Options of a query. */
export interface RunOptions {
  /** The value of `current_timestamp`. @default that of all tests */
  readonly now?: Date;
  readonly scanLimit?: number;
  readonly parameters?: string[] | undefined;
  readonly enforced?: boolean;
}
