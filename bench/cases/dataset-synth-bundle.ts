import { build } from "esbuild";
import path from "node:path";
import { projectFolder } from "../../local/home/lake-home";

/** Bundles programs/dataset-synth.ts into one file, so that the synth is timed without the compilation of TypeScript. */
export async function bundleDatasetSynth(): Promise<string> {
  const program = path.join(projectFolder, ".lake", "bench", "dataset-synth.cjs");
  await build({
    entryPoints: [path.join(projectFolder, "bench/programs/dataset-synth.ts")],
    bundle: true,
    platform: "node",
    packages: "external",
    outfile: program,
  });
  return program;
}
