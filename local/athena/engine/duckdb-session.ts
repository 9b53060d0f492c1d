import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";

import { type DuckDBConnection, DuckDBInstance, type DuckDBResultReader } from "@duckdb/node-api";

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

  /** @param folder holds what doesn't fit into memory */
  constructor(private readonly folder: string) {}

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

  private async open(): Promise<DuckDBInstance> {
    mkdirSync(this.folder, { recursive: true });
    const instance = await DuckDBInstance.create(":memory:", {
      memory_limit: "256MB",
      threads: "2",
      temp_directory: join(this.folder, "spill"),
    });
    const connection = await instance.connect();
    registerNativeFunctions(connection, {
      ...TEXT_NATIVES,
      ...URL_NATIVES,
      ...JSON_NATIVES,
      ...NUMBER_NATIVES,
      ...MOMENT_NATIVES,
    });
    await connection.run(["SET GLOBAL TimeZone = 'UTC'", ...MACROS].join(";\n"));
    connection.closeSync();
    return instance;
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
