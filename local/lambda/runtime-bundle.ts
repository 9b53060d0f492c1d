import { join } from "node:path";
import { build } from "esbuild";

/**
 * Makes one JavaScript file of the program that runs functions, so that their processes are plain Node.js without any
 * loader that would change how the function's own modules are found.
 *
 * @returns the file's path
 */
export async function bundleRuntime(folder: string): Promise<string> {
  const outfile = join(folder, "runtime.cjs");
  await build({
    entryPoints: [join(__dirname, "runtime", "main.ts")],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    logLevel: "silent",
  });
  return outfile;
}
