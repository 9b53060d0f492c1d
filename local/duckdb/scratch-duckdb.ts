import { tmpdir } from "node:os";
import type { DuckDBConnection } from "@duckdb/node-api";
import { makeScratchFolder } from "../../toolchain/scratch-folder";
import { openDuckDb } from "./open-duckdb";
import type { DuckDbProps } from "./open-duckdb";

/** A DuckDB for one piece of work. */
export interface ScratchDuckDb {
  readonly connection: DuckDBConnection;
  /** The only folder whose files it can read and write. */
  readonly folder: string;
}

/**
 * Does a piece of work with a DuckDB of its own, and a temporary folder for its files, which is removed afterwards.
 *
 * @param prefix start of the folder's name
 */
export async function withScratchDuckDb<Result>(
  prefix: string,
  work: (duckDb: ScratchDuckDb) => Promise<Result>,
  settings: DuckDbProps["settings"] = {},
): Promise<Result> {
  const scratch = await makeScratchFolder(tmpdir(), prefix);
  const { folder } = scratch;
  try {
    const spillFolder = `${folder}/spill`;
    const instance = await openDuckDb({ folders: [folder], spillFolder, settings });
    try {
      const connection = await instance.connect();
      const result = await work({ connection, folder });
      connection.closeSync();
      return result;
    } finally {
      instance.closeSync();
    }
  } finally {
    await scratch.remove();
  }
}
