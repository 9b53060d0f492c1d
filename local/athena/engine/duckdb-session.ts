import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";

import type {
  DuckDBConnection,
  DuckDBDataChunk,
  DuckDBInstance,
  DuckDBResultReader,
} from "@duckdb/node-api";

import { type Sql, SQL } from "../../duckdb/sql";
import { openDuckDb } from "../../duckdb/open-duckdb";
import { planRows, runCopy, runCreate, runSet, readRows, streamRows } from "../../duckdb/run-sql";
import { MACROS } from "./macros/macros";
import { JSON_UDFS } from "./udf/json/json-udfs";
import { TIMESTAMP_UDFS } from "./udf/timestamp-udfs";
import { registerUdfs } from "./udf/scalar-udf";
import { NUMBER_UDFS } from "./udf/number-udfs";
import { SQL_JSON_UDFS } from "./udf/json/sql-json-udfs";
import { SPLIT_TO_MAP_UDFS } from "./udf/split-to-map";
import { REGEXP_UDFS } from "./udf/regexp/regexp-udfs";
import { STRING_UDFS } from "./udf/string-udfs";
import { URL_UDFS } from "./udf/url-udfs";

/** The DuckDB instance of a process, with Trino's functions and a memory limit. Opened on first use. */
export class DuckDb {
  private opened: Promise<DuckDBInstance> | undefined;

  /**
   * @param folder for spilled data and what queries write
   * @param objectFolder for the cached copies of objects; queries can access no other files
   */
  constructor(
    private readonly folder: string,
    private readonly objectFolder: string,
  ) {}

  /** Opens a session for one query. */
  async session(): Promise<DuckDbSession> {
    this.opened ??= this.open();
    const connection = await (await this.opened).connect();
    return new DuckDbSession(connection, () => mkdtempSync(join(this.folder, "query-")));
  }

  async close(): Promise<void> {
    const instance = await this.opened;
    this.opened = undefined;
    instance?.closeSync();
  }

  private open(): Promise<DuckDBInstance> {
    return openDuckDb({
      folders: [this.folder, this.objectFolder],
      spillFolder: join(this.folder, "spill"),
      settings: {
        memory_limit: "256MB",
        threads: "2",
        // Trino takes a literal that is no ordinal as a key that orders nothing.
        order_by_non_integer_literal: "true",
        // The first computes what a TRY and another expression have in common before both, where an error is not caught.
        // The second computes no expression for rows beyond a LIMIT, of which Trino may report the error.
        disabled_optimizers: "common_subexpressions,late_materialization",
      },
      setUp: async (connection) => {
        await registerUdfs(connection, {
          ...STRING_UDFS,
          ...REGEXP_UDFS,
          ...SPLIT_TO_MAP_UDFS,
          ...SQL_JSON_UDFS,
          ...URL_UDFS,
          ...JSON_UDFS,
          ...NUMBER_UDFS,
          ...TIMESTAMP_UDFS,
        });
        for (const macro of MACROS) await runCreate(connection, macro);
        // DuckDB reads a footer to plan a view, to plan a query and to run it. The entries count to its memory limit.
        await runSet(connection, SQL`SET GLOBAL parquet_metadata_cache = TRUE`);
      },
    });
  }
}

/** A DuckDB connection for one query. */
export class DuckDbSession {
  private folder: string | undefined;

  constructor(
    private readonly connection: DuckDBConnection,
    private readonly makeFolder: () => string,
  ) {}

  /** A folder that is removed when the session is closed, made when it is first asked for. */
  get scratchFolder(): string {
    this.folder ??= this.makeFolder();
    return this.folder;
  }

  /** Reads all rows of a query. */
  rows(query: Sql): Promise<DuckDBResultReader> {
    return readRows(this.connection, query);
  }

  /** Plans a query without running it. */
  plan(query: Sql): Promise<void> {
    return planRows(this.connection, query);
  }

  /** Streams the rows of a query in chunks. */
  stream(query: Sql): AsyncGenerator<DuckDBDataChunk, void> {
    return streamRows(this.connection, query);
  }

  /** Writes a query's rows to files. @returns the number of rows */
  copy(statement: Sql): Promise<number> {
    return runCopy(this.connection, statement);
  }

  /** Interrupts the running statement. */
  interrupt(): void {
    this.connection.interrupt();
  }

  close(): void {
    this.connection.closeSync();
    if (this.folder !== undefined) rmSync(this.folder, { recursive: true, force: true });
  }
}
