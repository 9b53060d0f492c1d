import { build, stop } from "esbuild";
import type { BuildOptions, OutputFile } from "esbuild";

let running = 0;

/**
 * Builds without writing a file, and ends esbuild's own process with the last build that runs: idle, it would keep more
 * than 100 MB as long as this process lives.
 *
 * @throws the error of esbuild, which names each place that can't be compiled
 */
export async function runEsbuild(options: BuildOptions): Promise<OutputFile[]> {
  running += 1;
  try {
    const { outputFiles } = await build({ ...options, write: false, logLevel: "silent" });
    return outputFiles;
  } finally {
    running -= 1;
    if (running === 0) await stop();
  }
}
