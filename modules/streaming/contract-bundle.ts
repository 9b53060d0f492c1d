import { build } from "esbuild";
import type { Dataset } from "../../model/dataset/dataset";

/**
 * Bundles the validator of a dataset's contract into one CommonJS file, without Ajv's compiler.
 *
 * @param resolveFolder folder from which Ajv is resolved
 */
export async function bundleContract(dataset: Dataset, resolveFolder: string): Promise<Buffer> {
  // The compiler is loaded only for datasets with validation.
  const { contractCode } = await import("../../model/contract/compile-contract");
  const { outputFiles } = await build({
    stdin: { contents: contractCode(dataset), resolveDir: resolveFolder },
    bundle: true,
    minify: true,
    write: false,
    platform: "node",
    target: "node20",
    format: "cjs",
    tsconfigRaw: {},
    logLevel: "silent",
  });
  const [code] = outputFiles;
  if (code === undefined)
    throw new Error(`esbuild returned no code for the contract of ${dataset.name}`);
  return Buffer.from(code.contents);
}
