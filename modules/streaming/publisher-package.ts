import { createHash, randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import archiver from "archiver";
import { build } from "esbuild";
import type { Dataset } from "../../model/dataset/dataset";
import { resolveDataset } from "../../model/dataset/resolve-dataset";
import { bundleContract } from "./contract-bundle";

/** Inputs and output folder of the publisher's deployment package. */
export interface PublisherPackageProps {
  /**
   * Dataset whose events the publisher can generate. It is packaged as `dataset.json` with
   * every default applied, and the validator of its contract as
   * `contract.js` if the dataset has validation.
   */
  readonly dataset: Dataset;
  /** Absolute path of the folder that holds the function's `index.ts`. */
  readonly sourceFolder: string;
  /**
   * The function's bundled code, which is the same for all datasets.
   *
   * @default - bundled from the sources
   */
  readonly code?: Buffer;
  /** Folder of the zip, which is created if it is missing; an existing zip is replaced. */
  readonly outputFolder: string;
}

/** The publisher's deployment package for AWS Lambda. */
export interface PublisherPackage {
  /** Path of the zip. */
  readonly path: string;
  /** SHA-256 of the zip in base64, like Lambda's `CodeSha256` and Terraform's `source_code_hash`. */
  readonly sha256Base64: string;
  /** Value of the function's `handler`. */
  readonly handler: string;
}

/** Earliest date of a zip entry; with a fixed date the bytes don't depend on the clock. */
const ENTRY_DATE = new Date("1980-01-01T00:00:00Z");
/** Lambda runs the function as another user than the one that unpacks the zip, so all users may read. */
const ENTRY_MODE = 0o644;

/**
 * Bundles the publisher with the required parts of the AWS SDK and zips it.
 *
 * The result is reproducible: the same sources give the same bytes whatever the folder, clock, time zone or umask, so that a
 * plan shows a change of the function only when there is one.
 *
 * @throws when a source file is missing or can't be compiled; the message names file and line
 */
export async function buildPublisherPackage(
  props: PublisherPackageProps,
): Promise<PublisherPackage> {
  const path = join(props.outputFolder, "publisher.zip");
  // Concurrent synths may share the folder: each writes a file of its own and renames it.
  const scratch = `${path}.${randomUUID()}`;
  const code = props.code ?? (await bundlePublisher(props.sourceFolder));
  // Accessible only to its owner, like everything next to it.
  await mkdir(props.outputFolder, { recursive: true, mode: 0o700 });
  const dataset = resolveDataset(props.dataset);
  const contract =
    dataset.validation === "off" ? undefined : await bundleContract(dataset, props.sourceFolder);
  await writeZip(scratch, [
    ...(contract === undefined ? [] : [{ name: "contract.js", content: contract }]),
    { name: "dataset.json", content: Buffer.from(JSON.stringify(dataset)) },
    { name: "index.js", content: code },
  ]);
  const zip = await readFile(scratch);
  await rename(scratch, path);
  const sha256Base64 = createHash("sha256").update(zip).digest("base64");
  return { path, sha256Base64, handler: "index.handler" };
}

/**
 * Bundles the publisher's code.
 *
 * @param sourceFolder absolute path of the folder that holds the function's `index.ts`
 * @throws when a source file is missing or can't be compiled; the message names file and line
 */
export async function bundlePublisher(sourceFolder: string): Promise<Buffer> {
  const { outputFiles } = await build({
    absWorkingDir: sourceFolder,
    entryPoints: ["index.ts"],
    bundle: true,
    minify: true,
    write: false,
    platform: "node",
    // The function's runtime is Node.js 22; the embedded AWS runs the same zip on the user's Node.js 20.
    target: "node20",
    format: "cjs",
    // Tree shaking reduces the SDK's ES modules to two thirds of its CommonJS modules.
    mainFields: ["module", "main"],
    tsconfigRaw: {},
    logLevel: "silent",
  });
  const [code] = outputFiles;
  if (code === undefined) throw new Error(`esbuild returned no code for ${sourceFolder}/index.ts`);
  return Buffer.from(code.contents);
}

interface ZipEntry {
  readonly name: string;
  readonly content: Buffer;
}

/** Entries must be sorted by name: their order is part of the bytes. */
function writeZip(path: string, entries: readonly ZipEntry[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const archive = archiver("zip", { zlib: { level: 9 } });
    const output = createWriteStream(path, { mode: 0o600 });
    output.on("close", resolve);
    output.on("error", reject);
    archive.on("warning", reject);
    archive.on("error", reject);
    archive.pipe(output);
    for (const { name, content } of entries) {
      archive.append(content, { name, date: ENTRY_DATE, mode: ENTRY_MODE });
    }
    archive.finalize().catch(reject);
  });
}
