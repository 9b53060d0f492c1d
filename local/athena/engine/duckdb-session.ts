import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";

import type { DuckDBConnection, DuckDBInstance, DuckDBResultReader } from "@duckdb/node-api";

import { openDuckDb } from "../../duckdb/open-duckdb";
import { MACROS } from "./macros";
import { JSON_NATIVES } from "./native/json-natives";
import { MOMENT_NATIVES } from "./native/moment-natives";
import { registerNativeFunctions } from "./native/native-function";
import { NUMBER_NATIVES } from "./native/number-natives";
import { TEXT_NATIVES } from "./native/text-natives";
import { URL_NATIVES } from "./native/url-natives";

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
        registerNativeFunctions(connection, {
          ...TEXT_NATIVES,
          ...URL_NATIVES,
          ...JSON_NATIVES,
          ...NUMBER_NATIVES,
          ...MOMENT_NATIVES,
        });
        await connection.run(MACROS.join(";\n"));
      },
    });
  }
}

/** DuckDB for one query. */
export class DuckDbSession {
  constructor(
    readonly connection: DuckDBConnection,
    /** A folder that lives as long as the session. */
    readonly scratchFolder: string,
  ) {}

  async rows(sql: string): Promise<DuckDBResultReader> {
    return this.connection.runAndReadAll(sql);
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
