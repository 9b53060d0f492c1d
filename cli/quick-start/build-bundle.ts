import { createHash } from "node:crypto";
import { chmodSync, lstatSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import type { Plugin } from "esbuild";
import {
  PRIVATE_FOLDER_MODE,
  makePrivateFolder,
  writePrivateFile,
} from "../../local/home/private-files";

/** A bundle of the command line. */
export interface BundleProps {
  /** The project's root. */
  readonly project: string;
  /** Where bundles are kept. */
  readonly folder: string;
  readonly name: string;
  /** The command that it can run. @default - none: only help, and what can't be parsed */
  readonly verb?: string | undefined;
}

/** What is known of a bundle: when it has to be made again. */
export interface BundleRecord {
  /** Its name in the folder. */
  readonly file: string;
  /** Size in bytes and time of the last change, in milliseconds since 1970, of each file in it, by its path in the project. */
  readonly inputs: Readonly<Record<string, readonly [size: number, changedAt: number]>>;
}

/**
 * Bundles the command line into one file that Node.js runs without tsx, for the next command. Where it can't be made, or the
 * folder not be written, commands run from their sources as this one did.
 */
export async function buildBundle(props: BundleProps): Promise<void> {
  try {
    const startedAt = Date.now();
    const { code, inputs } = await bundle(props);
    const stats = inputs.map((input) => ({ input, ...statsOf(path.join(props.project, input)) }));
    // What was changed meanwhile may be in it, or not.
    if (stats.some(({ changedAt }) => changedAt >= startedAt)) return;
    write(
      props,
      code,
      Object.fromEntries(stats.map(({ input, size, changedAt }) => [input, [size, changedAt]])),
    );
  } catch {
    // It only saves time.
  }
}

async function bundle({ project, verb }: BundleProps) {
  const { build, stop } = await import("esbuild");
  try {
    const { outputFiles, metafile } = await build({
      absWorkingDir: project,
      entryPoints: ["cli/lake.ts"],
      bundle: true,
      write: false,
      metafile: true,
      platform: "node",
      target: "node20",
      format: "cjs",
      minifyWhitespace: true,
      logLevel: "silent",
      plugins: [leaveOtherCommands(project, verb), keepFolders(project)],
    });
    return { code: outputFiles[0]?.text ?? "", inputs: Object.keys(metafile.inputs) };
  } finally {
    await stop();
  }
}

/** Leaves out what other commands load when they run. */
function leaveOtherCommands(project: string, verb = ""): Plugin {
  const own = path.join(project, "cli", verb, "command.ts");
  return {
    name: "leave-other-commands",
    setup: (build) => {
      build.onResolve({ filter: /^\./ }, ({ path: name, kind, importer }) =>
        kind === "dynamic-import" && /[\\/]command\.ts$/.test(importer) && importer !== own
          ? { path: name, external: true }
          : undefined,
      );
    },
  };
}

/** Sources find the project by their own folder; the bundle is in another one. */
function keepFolders(project: string): Plugin {
  return {
    name: "keep-folders",
    setup: (build) => {
      build.onLoad({ filter: /\.ts$/ }, ({ path: file }) => {
        if (path.relative(project, file).startsWith("node_modules")) return undefined;
        const source = readFileSync(file, "utf8");
        if (!/\b__dirname\b/.test(source)) return undefined;
        const folder = JSON.stringify(path.dirname(file));
        return { contents: source.replace(/\b__dirname\b/g, () => folder), loader: "ts" };
      });
    },
  };
}

function statsOf(file: string) {
  const { size, mtimeMs } = statSync(file);
  return { size, changedAt: mtimeMs };
}

function write({ folder, name }: BundleProps, code: string, inputs: BundleRecord["inputs"]): void {
  // Another name for another content: a command that reads the record now finds the bundle that belongs to it.
  const digest = createHash("sha256").update(code).digest("hex").slice(0, 16);
  const record: BundleRecord = { file: `${name}.${digest}.cjs`, inputs };
  makePrivateFolder(folder);
  // A link of somebody else's could lead anywhere.
  if (!lstatSync(folder).isDirectory()) return;
  chmodSync(folder, PRIVATE_FOLDER_MODE);
  writePrivateFile(path.join(folder, record.file), code);
  writePrivateFile(path.join(folder, `${name}.json`), JSON.stringify(record));
  for (const other of readdirSync(folder)) {
    const isOld = other.startsWith(`${name}.`) && other.endsWith(".cjs") && other !== record.file;
    if (isOld) rmSync(path.join(folder, other), { force: true });
  }
}
