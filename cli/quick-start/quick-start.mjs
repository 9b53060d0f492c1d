// Runs a command line: that of a few commands from a bundle, all others from the sources, which need tsx.
//
// tsx alone takes more than twice the time that Node.js needs to start, so the bundles are read without it.
import fs from "node:fs";
import module from "node:module";
import path from "node:path";
import url from "node:url";

const require = module.createRequire(import.meta.url);
const project = path.resolve(path.dirname(url.fileURLToPath(import.meta.url)), "..", "..");
const folder = path.join(project, ".lake", "quick-start");

/** Commands with a bundle of their own: people and shells wait for them again and again. */
const verbs = ["status", "completion"];

/** Runs the command line of this process, and leaves a bundle for the next such one. */
export async function start() {
  const name = bundleOf(process.argv.slice(2));
  if (name !== undefined && (await runBundle(name))) return;
  const sources = await loadSources();
  if (sources === undefined) return;
  const { isLoaded } = await sources.runLake();
  if (name === undefined || !isLoaded) return;
  const { buildBundle } = require("./build-bundle.ts");
  await buildBundle({ project, folder, name, verb: verbs.find((verb) => verb === name) });
}

/** The command line from its sources; undefined if they can't be loaded, which is reported. */
async function loadSources() {
  try {
    await import("tsx");
    return require("../lake.ts");
  } catch (error) {
    if (process.env.LAKE_DEBUG === "1") throw error;
    const { message, advice } = explain(error);
    process.exitCode = 1;
    process.stderr.write(`error: ${message}\n${advice}\n`);
    if (process.argv.includes("--json")) {
      process.stdout.write(`${JSON.stringify({ error: { message, advice } }, null, 2)}\n`);
    }
    return undefined;
  }
}

/** Why the sources can't be loaded; what explains that is one of them. */
function explain(error) {
  try {
    const explained = require("../terminal/explain-broken-source.ts").explainBrokenSource(error);
    if (explained !== undefined) return explained;
  } catch {
    // The error itself says most of it.
  }
  return {
    message: `The lake command can't be loaded: ${error.message}`,
    advice: "Install the packages of this project: npm ci",
  };
}

/** The bundle that can run a command line. */
function bundleOf(args) {
  // A stack trace names the lines of the sources.
  if (process.env.LAKE_DEBUG === "1") return undefined;
  const verb = verbs.find((each) => each === args[0]);
  if (verb !== undefined) return verb;
  const runsNothing = args.some((arg) => ["--help", "-h", "--version"].includes(arg));
  return args.length === 0 || runsNothing ? "command-line" : undefined;
}

/** @returns whether the command line was run */
async function runBundle(name) {
  const bundle = loadBundle(name);
  return bundle !== undefined && (await bundle.runLake({ bundled: name })).isRun;
}

/** The bundle if it is there and whole, and no file has changed that it was made of. */
function loadBundle(name) {
  try {
    const recordFile = path.join(folder, `${name}.json`);
    const record = JSON.parse(fs.readFileSync(recordFile, "utf8"));
    const isFresh = Object.entries(record.inputs).every(([input, [size, changedAt]]) => {
      const found = fs.statSync(path.join(project, input));
      return found.size === size && found.mtimeMs === changedAt;
    });
    if (!isFresh) return undefined;
    const file = path.join(folder, path.basename(record.file));
    if (![folder, recordFile, file].every(isPrivate)) return undefined;
    const bundle = require(file);
    return typeof bundle.runLake === "function" ? bundle : undefined;
  } catch {
    // Not there, of another version, broken off, just being replaced, or made of a file that was removed: the sources are there.
    return undefined;
  }
}

/** Whether nobody but this user could have made what is there. */
function isPrivate(file) {
  const found = fs.lstatSync(file);
  const isOwn = found.uid === process.getuid?.() || process.getuid === undefined;
  return isOwn && !found.isSymbolicLink() && (found.mode & 0o022) === 0;
}
