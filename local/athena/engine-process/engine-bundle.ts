import { join } from "node:path";

import { build } from "esbuild";

/**
 * Makes one JavaScript file of the program that runs queries: it starts in a fraction of the time that its sources
 * take to be found and read. DuckDB stays where it is installed.
 *
 * @returns the file's path
 */
export async function bundleEngine(folder: string): Promise<string> {
  const outfile = join(folder, "engine.cjs");
  const duckDb = require.resolve("@duckdb/node-api");
  await build({
    entryPoints: [join(__dirname, "main.ts")],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    logLevel: "silent",
    plugins: [
      {
        name: "installed-duckdb",
        setup: (program) =>
          program.onResolve({ filter: /^@duckdb\/node-api$/ }, () => ({
            path: duckDb,
            external: true,
          })),
      },
    ],
  });
  return outfile;
}
