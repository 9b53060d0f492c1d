import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { bundleProgram } from "../../processes/bundle-program";

/** The modules of DuckDB that the program loads: its package, and one of its files by a path of its own. */
const DUCKDB = ["@duckdb/node-api", "@duckdb/node-api/lib/vectors/dataAccessors"];

/**
 * Bundles the program that runs queries into one JavaScript file, which starts much faster than its sources. DuckDB is
 * external: it has native code.
 *
 * @param folder must exist
 * @returns the file's path
 */
export async function bundleEngine(folder: string): Promise<string> {
  const file = join(folder, "engine.cjs");
  await writeFile(file, await bundleProgram(join(__dirname, "main.ts"), DUCKDB));
  return file;
}
