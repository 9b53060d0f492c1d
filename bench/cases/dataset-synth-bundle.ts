import { build } from "esbuild";
import path from "node:path";
import { projectFolder } from "../../local/runtime/lake-home";

/** Makes one file of dataset-synth.ts, so that what is timed is the synth and not the translation of TypeScript. */
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
