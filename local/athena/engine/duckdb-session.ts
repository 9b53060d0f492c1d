import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";

import { type DuckDBConnection, DuckDBInstance, type DuckDBResultReader } from "@duckdb/node-api";

import { MACROS } from "./macros";
import { JSON_NATIVES } from "./native/json-natives";
import { MOMENT_NATIVES } from "./native/moment-natives";
import { registerNativeFunctions } from "./native/native-function";
import { NUMBER_NATIVES } from "./native/number-natives";
import { TEXT_NATIVES } from "./native/text-natives";

/** DuckDB for one query: its own memory, its own folder for what doesn't fit. */
export class DuckDbSession {
  private constructor(
    private readonly instance: DuckDBInstance,
    readonly connection: DuckDBConnection,
    private readonly spillFolder: string,
  ) {}

  /** @param scratchFolder an existing folder; what is written there is gone after {@link close} */
  static async open(scratchFolder: string): Promise<DuckDbSession> {
    const spillFolder = mkdtempSync(join(scratchFolder, "spill-"));
    const instance = await DuckDBInstance.create(":memory:", {
      memory_limit: "256MB",
      threads: "2",
      temp_directory: spillFolder,
    });
    const connection = await instance.connect();
    await connection.run("SET TimeZone = 'UTC'");
    registerNativeFunctions(connection, {
      ...TEXT_NATIVES,
      ...JSON_NATIVES,
      ...NUMBER_NATIVES,
      ...MOMENT_NATIVES,
    });
    await connection.run(MACROS.join(";\n"));
    return new DuckDbSession(instance, connection, spillFolder);
  }

  async rows(sql: string): Promise<DuckDBResultReader> {
    return this.connection.runAndReadAll(sql);
  }

  /** Makes whatever runs fail. */
  interrupt(): void {
    this.connection.interrupt();
  }

  close(): void {
    this.connection.closeSync();
    this.instance.closeSync();
    rmSync(this.spillFolder, { recursive: true, force: true });
  }
}
