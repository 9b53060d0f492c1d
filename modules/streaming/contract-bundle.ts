import { build } from "esbuild";
import type { Dataset } from "../../model/dataset/dataset";

/**
 * The validator of a dataset's contract as one file of CommonJS, without Ajv's compiler.
 *
 * @param resolveFolder from which Ajv is found
 */
export async function bundleContract(dataset: Dataset, resolveFolder: string): Promise<Buffer> {
  // Only datasets that ask for it pay for loading the compiler.
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
    throw new Error(`esbuild made no code of the contract of ${dataset.name}`);
  return Buffer.from(code.contents);
}
