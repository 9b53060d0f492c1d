import { join } from "node:path";
import { build } from "esbuild";

/** Programs that run in processes of their own. */
const PROGRAMS = {
  /** Runs a function. */
  runtime: join(__dirname, "..", "runtime", "main.ts"),
  /** Unpacks a deployment package. */
  unzip: join(__dirname, "unzip", "main.ts"),
} as const;

/**
 * Makes a program when it is first needed.
 *
 * @returns gives the file's path; after a failure the next call tries again
 */
export function bundleOnce(program: keyof typeof PROGRAMS, folder: string): () => Promise<string> {
  let bundled: Promise<string> | undefined;
  return () =>
    (bundled ??= bundleProgram(program, folder).catch((error: unknown) => {
      bundled = undefined;
      throw error;
    }));
}

/**
 * Makes one JavaScript file of a program, so that its process is plain Node.js without any loader, which would change
 * how a function's own modules are found, and needs to read no other file.
 *
 * @returns the file's path
 */
export async function bundleProgram(
  program: keyof typeof PROGRAMS,
  folder: string,
): Promise<string> {
  const outfile = join(folder, `${program}.cjs`);
  await build({
    entryPoints: [PROGRAMS[program]],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    logLevel: "silent",
  });
  return outfile;
}
