import { join } from "node:path";

import { build } from "esbuild";

/**
 * Bundles the program that runs queries into one JavaScript file, which starts much faster than its sources. DuckDB is
 * external: it has native code.
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
