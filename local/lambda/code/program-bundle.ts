import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { bundleProgram } from "../../processes/bundle-program";

/** Programs that run in separate processes. */
const PROGRAMS = {
  /** Runs a function. */
  runtime: join(__dirname, "..", "runtime", "main.ts"),
  /** Unpacks a deployment package. */
  unzip: join(__dirname, "unzip", "main.ts"),
} as const;

/**
 * Bundles a program on first use.
 *
 * @returns a function that returns the file's path; after a failure the next call tries again
 */
export function bundleOnce(program: keyof typeof PROGRAMS, folder: string): () => Promise<string> {
  let bundled: Promise<string> | undefined;
  return () =>
    (bundled ??= writeProgram(program, folder).catch((error: unknown) => {
      bundled = undefined;
      throw error;
    }));
}

/**
 * Writes a program as one JavaScript file.
 *
 * @returns the file's path
 */
export async function writeProgram(
  program: keyof typeof PROGRAMS,
  folder: string,
): Promise<string> {
  const file = join(folder, `${program}.cjs`);
  const code = await bundleProgram(PROGRAMS[program]);
  await mkdir(folder, { recursive: true });
  await writeFile(file, code);
  return file;
}
