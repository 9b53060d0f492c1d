import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";

import type {
  DuckDBConnection,
  DuckDBInstance,
  DuckDBResult,
  DuckDBResultReader,
} from "@duckdb/node-api";

import type { Sql } from "../../duckdb/sql";
import { openDuckDb } from "../../duckdb/open-duckdb";
import { runCopy, runCreate, readRows, streamRows } from "../../duckdb/run-sql";
import { MACROS } from "./macros/macros";
import { JSON_UDFS } from "./udf/json-udfs";
import { TIMESTAMP_UDFS } from "./udf/timestamp-udfs";
import { registerUdfs } from "./udf/scalar-udf";
import { NUMBER_UDFS } from "./udf/number-udfs";
import { STRING_UDFS } from "./udf/string-udfs";
import { URL_UDFS } from "./udf/url-udfs";

/** The one DuckDB of all queries: it knows Trino's functions, and its memory is bounded. */
export class DuckDb {
  private opened: Promise<DuckDBInstance> | undefined;

  /**
   * @param folder holds what doesn't fit into memory, and what queries write
   * @param objectFolder holds the copies of objects; no other file is in reach of a query
   */
  constructor(
    private readonly folder: string,
    private readonly objectFolder: string,
  ) {}

  /** A session for one query; the views that it makes are its own. */
  async session(): Promise<DuckDbSession> {
    this.opened ??= this.open();
    const connection = await (await this.opened).connect();
    return new DuckDbSession(connection, mkdtempSync(join(this.folder, "query-")));
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
      settings: { memory_limit: "256MB", threads: "2" },
      setUp: async (connection) => {
        registerUdfs(connection, {
          ...STRING_UDFS,
          ...URL_UDFS,
          ...JSON_UDFS,
          ...NUMBER_UDFS,
          ...TIMESTAMP_UDFS,
        });
        for (const macro of MACROS) await runCreate(connection, macro);
      },
    });
  }
}

/** DuckDB for one query. */
export class DuckDbSession {
  constructor(
    private readonly connection: DuckDBConnection,
    /** A folder that lives as long as the session. */
    readonly scratchFolder: string,
  ) {}

  /** The rows of a query, all at once. */
  rows(query: Sql): Promise<DuckDBResultReader> {
    return readRows(this.connection, query);
  }

  /** The rows of a query as they come. */
  stream(query: Sql): Promise<DuckDBResult> {
    return streamRows(this.connection, query);
  }

  /** Makes a view of the session's own. */
  create(statement: Sql): Promise<void> {
    return runCreate(this.connection, statement);
  }

  /** Writes a file. @returns its rows */
  copy(statement: Sql): Promise<number> {
    return runCopy(this.connection, statement);
  }

  /** Makes whatever runs fail. */
  interrupt(): void {
    this.connection.interrupt();
  }

  close(): void {
    this.connection.closeSync();
    rmSync(this.scratchFolder, { recursive: true, force: true });
  }
}
