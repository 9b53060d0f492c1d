import { createHash, randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import archiver from "archiver";
import { build } from "esbuild";
import type { Dataset } from "../../model/dataset/dataset";
import { bundleContract } from "./contract-bundle";

/** What the publisher's package is made from, and where to. */
export interface PublisherPackageProps {
  /**
   * Dataset whose events the publisher can generate; travels in the package as `dataset.json`, and the validator of its
   * contract as `contract.js` where it asks for validation.
   */
  readonly dataset: Dataset;
  /** Absolute path of the folder that holds the function's `index.ts`. */
  readonly sourceFolder: string;
  /**
   * The function's bundled code, which is the same for all datasets.
   *
   * @default - bundled anew
   */
  readonly code?: Buffer;
  /** Folder that receives the zip; made when missing, an older zip in it is replaced. */
  readonly outputFolder: string;
}

/** A zip that AWS Lambda accepts as the publisher's code. */
export interface PublisherPackage {
  /** Path of the zip. */
  readonly path: string;
  /** SHA-256 of the zip in base64, as Lambda's `CodeSha256` and Terraform's `source_code_hash` have it. */
  readonly sha256Base64: string;
  /** Value of the function's `handler`. */
  readonly handler: string;
}

/** Oldest date that a zip entry can hold; any fixed one keeps the clock out of the bytes. */
const ENTRY_DATE = new Date("1980-01-01T00:00:00Z");
/** Lambda runs as another user than the one that unpacks, so everyone may read. */
const ENTRY_MODE = 0o644;

/**
 * Bundles the publisher with its part of the AWS SDK and zips it.
 *
 * The same sources give the same bytes whatever the folder, clock, time zone or umask, so that a plan shows a change
 * of the function only when there is one.
 *
 * @throws when a source file is missing or can't be compiled; the message names file and line
 */
export async function buildPublisherPackage(
  props: PublisherPackageProps,
): Promise<PublisherPackage> {
  const path = join(props.outputFolder, "publisher.zip");
  // Two synths may share the folder: each makes a file of its own and puts it in place whole.
  const scratch = `${path}.${randomUUID()}`;
  const code = props.code ?? (await bundlePublisher(props.sourceFolder));
  // For its owner alone, as all that lies beside it.
  await mkdir(props.outputFolder, { recursive: true, mode: 0o700 });
  const { validation = "off" } = props.dataset;
  const contract =
    validation === "off" ? undefined : await bundleContract(props.dataset, props.sourceFolder);
  await writeZip(scratch, [
    ...(contract === undefined ? [] : [{ name: "contract.js", content: contract }]),
    { name: "dataset.json", content: Buffer.from(JSON.stringify(props.dataset)) },
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
    // The SDK's ES modules shake down to two thirds of its CommonJS ones.
    mainFields: ["module", "main"],
    tsconfigRaw: {},
    logLevel: "silent",
  });
  const [code] = outputFiles;
  if (code === undefined) throw new Error(`esbuild made no code of ${sourceFolder}/index.ts`);
  return Buffer.from(code.contents);
}

interface ZipEntry {
  readonly name: string;
  readonly content: Buffer;
}

/** Entries must come sorted by name: their order is part of the bytes. */
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
