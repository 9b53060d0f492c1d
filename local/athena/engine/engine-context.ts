import type { AwsClients } from "../../aws-clients";
import type { DuckDb } from "./duckdb-session";
import type { LakeReader } from "./lake-reader";
import type { ObjectCache } from "./sources/objects/object-cache";
import type { ParquetFooters } from "./sources/parquet/parquet-footers";

/** What the engine needs to run a query. */
export interface EngineContext {
  readonly clients: AwsClients;
  readonly reader: LakeReader;
  readonly cache: ObjectCache;
  readonly footers: ParquetFooters;
  readonly duckDb: DuckDb;
  /** Database of unqualified names. */
  readonly database: string | undefined;
  /** Value of `current_timestamp`. */
  readonly now: Date;
  /** Bytes that a query may scan. @default - no limit */
  readonly scanLimit?: number | undefined;
  readonly signal: AbortSignal;
}
