import { mkdir } from "node:fs/promises";

import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
// Not of the package's index.
import { textDecoder } from "@duckdb/node-api/lib/vectors/dataAccessors";

import { runSet } from "./run-sql";
import { join, literal, SQL } from "./sql";

// DuckDB's client takes a byte order mark at the start of a text away, in results and in arguments of functions.
const keepingMark = new TextDecoder("utf-8", { ignoreBOM: true });
// Its type is of the DOM's library, which is not in use here.
const clientDecoder = textDecoder as { decode: (bytes: Uint8Array) => string };
clientDecoder.decode = (bytes) => keepingMark.decode(bytes);

/** Options of {@link openDuckDb}. */
export interface DuckDbProps {
  /** Folders that it may read and write; it can access no other file, no network and no extension. */
  readonly folders: readonly string[];
  /** Folder for data that does not fit into memory. */
  readonly spillFolder: string;
  /** Other settings, locked afterwards. @default - DuckDB's defaults */
  readonly settings?: Readonly<Record<string, string>>;
  /** Registers functions and macros before the first query. @default - none */
  readonly setUp?: (connection: DuckDBConnection) => Promise<void>;
}

/**
 * Opens a sandboxed in-memory DuckDB: no SQL can access anything outside of its folders, nor change that.
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
    // In this order: allowed_directories can't be changed once external access is disabled.
    await runSet(connection, SQL`SET GLOBAL TimeZone = ${literal("UTC")}`);
    await runSet(connection, SQL`SET GLOBAL allowed_directories = [${folders}]`);
    await runSet(connection, SQL`SET GLOBAL enable_external_access = FALSE`);
    await runSet(connection, SQL`SET GLOBAL lock_configuration = TRUE`);
  } catch (error) {
    instance.closeSync();
    throw error;
  } finally {
    connection.closeSync();
  }
  return instance;
}
