import { mkdir } from "node:fs/promises";

import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";

import { runSettings } from "./run-sql";
import { join, literal, SQL } from "./sql";

/** What an instance of DuckDB is opened with. */
export interface DuckDbProps {
  /** The folders whose files it may read and write; it reaches no other file, no other host and no extension. */
  readonly folders: readonly string[];
  /** Takes what does not fit into memory. */
  readonly spillFolder: string;
  /** Other settings, which nothing changes later. @default - DuckDB's own */
  readonly settings?: Readonly<Record<string, string>>;
  /** Makes functions and macros before the first query. @default - there are none */
  readonly setUp?: (connection: DuckDBConnection) => Promise<void>;
}

/**
 * Opens a DuckDB in memory that is shut in, whatever SQL comes to it: the rest of the machine is out of its reach, and
 * no statement opens it again.
 *
 * @see https://duckdb.org/docs/stable/operations_manual/securing_duckdb/overview
 */
export async function openDuckDb(props: DuckDbProps): Promise<DuckDBInstance> {
  for (const folder of props.folders) await mkdir(folder, { recursive: true });
  const instance = await DuckDBInstance.create(":memory:", {
    ...props.settings,
    temp_directory: props.spillFolder,
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    allow_community_extensions: "false",
    allow_unsigned_extensions: "false",
    allow_persistent_secrets: "false",
  });
  const connection = await instance.connect();
  try {
    await props.setUp?.(connection);
    const folders = join(props.folders.map(literal));
    // The order counts: what may be read can't be said any more once access is off.
    await runSettings(connection, SQL`SET GLOBAL TimeZone = ${literal("UTC")}`);
    await runSettings(connection, SQL`SET GLOBAL allowed_directories = [${folders}]`);
    await runSettings(connection, SQL`SET GLOBAL enable_external_access = FALSE`);
    await runSettings(connection, SQL`SET GLOBAL lock_configuration = TRUE`);
  } catch (error) {
    instance.closeSync();
    throw error;
  } finally {
    connection.closeSync();
  }
  return instance;
}
