import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { bundleProgram } from "../../processes/bundle-program";

/**
 * Bundles the program that runs queries into one JavaScript file, which starts much faster than its sources. DuckDB is
 * external: it has native code.
 *
 * @param folder must exist
 * @returns the file's path
 */
export async function bundleEngine(folder: string): Promise<string> {
  const file = join(folder, "engine.cjs");
  await writeFile(file, await bundleProgram(join(__dirname, "main.ts"), ["@duckdb/node-api"]));
  return file;
}
