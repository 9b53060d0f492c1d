// The app command of cdktf.json: runs main.ts, or restores the cached result of the same inputs.
//
// A synth of all environments takes a second, and `cdktf diff`, `deploy` and `lake` all start with one. Its result depends
// only on its inputs, so it is cached by their hash: all source files, the installed packages, Node.js, the project's folder
// and the environment variables. Only successful synths are cached. LAKE_SYNTH_CACHE=off disables the cache.
//
// Of Node.js's modules it imports the defaults: a name that an old version lacks would end it before that version is refused.
import "./errors/require-node.cjs";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import module from "node:module";
import path from "node:path";

const { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync } = fs;
const { renameSync, rmSync, statSync, utimesSync, writeFileSync } = fs;
const { createRequire, isBuiltin } = module;

/** Everything that main.ts may import or read, except packages. */
const sources = ["main.ts", "aws", "errors", "model", "config", "stacks", "modules", "lambda-src"];
const providerLock = ".terraform.lock.hcl";
const settings = [
  "synth.mjs",
  "cdktf.json",
  "tsconfig.json",
  "package.json",
  "node_modules/.package-lock.json",
  providerLock,
];

/** Variables of shells and npm, which differ between terminals and don't affect the app. */
const ignoredVariable =
  /^(_|COLORTERM|COLUMNS|INIT_CWD|LINES|NODE_APP_INSTANCE|OLDPWD|PATH|PWD|SHLVL|TERM.*|WINDOWID|npm_.*|(DBUS|SSH|VSCODE|XDG)_.*)$/;

/** Maximum number of cached results. */
const maxEntries = 8;

const outdir = process.env.CDKTF_OUTDIR ?? "cdktf.out";
const home = process.env.LAKE_HOME || ".lake";
const cache = path.join(home, "synth");
const key = inputsHash();
const entry = path.join(cache, key);

if (process.env.LAKE_SYNTH_CACHE !== "off" && existsSync(entry)) restore(entry);
else await synthesize();

function restore(from) {
  for (const stack of readdirSync(path.join(from, "stacks"))) {
    const target = path.join(outdir, "stacks", stack);
    rmSync(path.join(target, "assets"), { recursive: true, force: true });
    cpSync(path.join(from, "stacks", stack), target, { recursive: true });
  }
  cpSync(path.join(from, "manifest.json"), path.join(outdir, "manifest.json"));
  process.stdout.write(readFileSync(path.join(from, "stdout"), "utf8"));
  const now = new Date();
  utimesSync(from, now, now);
}

async function synthesize() {
  const bundle = path.join(home, "app", "main.cjs");
  const { build } = await import("esbuild");
  const { metafile } = await build({
    entryPoints: ["main.ts"],
    bundle: true,
    platform: "node",
    packages: "external",
    sourcemap: true,
    logLevel: "warning",
    outfile: bundle,
    metafile: true,
  }).catch(() => process.exit(1));
  rejectUnhashedInputs(Object.keys(metafile.inputs));
  rejectMissingPackages(Object.values(metafile.inputs).flatMap(({ imports }) => imports));
  // LAKE_HOME may be outside of the project, where Node.js would not find the packages.
  const { NODE_PATH = "" } = process.env;
  const packages = [path.resolve("node_modules"), NODE_PATH].filter(Boolean).join(path.delimiter);
  cacheResult(run(bundle, { NODE_PATH: packages }));
}

/** Changes of inputs that are not part of the hash would not be noticed. */
function rejectUnhashedInputs(inputs) {
  const unhashed = inputs.filter(
    (input) => !sources.some((source) => input === source || input.startsWith(`${source}/`)),
  );
  if (unhashed.length === 0) return;
  console.error(
    `main.ts imports ${unhashed.join(", ")}, expected only ${sources.join(", ")} and packages. Move it there, or add its folder to the sources in synth.mjs.`,
  );
  process.exit(1);
}

/** An installation without development dependencies has everything that the command line needs, but not CDKTF. */
function rejectMissingPackages(imports) {
  const { resolve } = createRequire(path.resolve("main.ts"));
  const isMissing = (name) => {
    try {
      resolve(name);
      return false;
    } catch (error) {
      return error.code === "MODULE_NOT_FOUND";
    }
  };
  const packages = imports
    .filter(({ external, path: name }) => external && !isBuiltin(name) && isMissing(name))
    .map(({ path: name }) => /^(@[^/]+\/)?[^/]+/.exec(name)[0]);
  if (packages.length === 0) return;
  console.error(
    `main.ts needs packages that are not installed: ${[...new Set(packages)].sort().join(", ")}. Run npm ci; with --omit=dev it leaves CDKTF out.`,
  );
  process.exit(1);
}

/**
 * Runs a program and returns its output; exits with its exit code if it fails. Source maps cost a fifth of the memory and of the
 * time, so only a program with a stack trace in the bundle is run with them, a second time.
 */
function run(program, variables) {
  const start = (...options) =>
    spawnSync(process.execPath, [...options, program], {
      encoding: "utf8",
      env: { ...process.env, ...variables },
      stdio: ["ignore", "pipe", "pipe"],
    });
  const first = start();
  const hasStackTrace =
    first.status !== 0 && first.stderr?.includes(`${path.basename(program)}:`) === true;
  const { error, status, stdout, stderr } = hasStackTrace ? start("--enable-source-maps") : first;
  process.stdout.write(stdout ?? "");
  process.stderr.write(withoutStackOfConfig(stderr ?? ""));
  if (error !== undefined) console.error(`${process.execPath} did not start: ${error.message}`);
  if (error !== undefined || status !== 0) process.exit(status ?? 1);
  return stdout;
}

/** An error in config/ is a line with its place; the frames below it are of no use to who wrote the file. */
function withoutStackOfConfig(text) {
  const [, error, stack] = /^((?:\w*Error): .*)\n((?: {4}at .*\n)+)/m.exec(text) ?? [];
  if (stack === undefined) return text;
  const config = `${path.resolve("config")}${path.sep}`;
  const places = [...stack.matchAll(/^ {4}at (?:.* \()?([^()]+:\d+:\d+)\)?$/gm)].map(
    ([, at]) => at,
  );
  const place = places.find((at) => at.startsWith(config));
  return place === undefined ? text : `${path.relative("", place)}: ${error}\n`;
}

function cacheResult(stdout) {
  mkdirSync(cache, { recursive: true });
  // Concurrent synths may end at the same time: each writes a folder of its own and renames it.
  const scratch = mkdtempSync(path.join(cache, "new-"));
  const { stacks } = JSON.parse(readFileSync(path.join(outdir, "manifest.json"), "utf8"));
  for (const { workingDirectory, synthesizedStackPath } of Object.values(stacks)) {
    cpSync(path.join(outdir, synthesizedStackPath), path.join(scratch, synthesizedStackPath));
    const lock = path.join(workingDirectory, providerLock);
    if (isCopyOfLock(path.join(outdir, lock))) {
      cpSync(path.join(outdir, lock), path.join(scratch, lock));
    }
    const assets = path.join(workingDirectory, "assets");
    if (!existsSync(path.join(outdir, assets))) continue;
    cpSync(path.join(outdir, assets), path.join(scratch, assets), { recursive: true });
  }
  cpSync(path.join(outdir, "manifest.json"), path.join(scratch, "manifest.json"));
  writeFileSync(path.join(scratch, "stdout"), stdout);
  rmSync(entry, { recursive: true, force: true });
  renameSync(scratch, entry);
  const entries = readdirSync(cache)
    .map((name) => path.join(cache, name))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  for (const old of entries.slice(maxEntries)) rmSync(old, { recursive: true, force: true });
}

/** Terraform writes a file with the same name into the folder of a stack without a lock file. */
function isCopyOfLock(file) {
  if (!existsSync(providerLock) || !existsSync(file)) return false;
  return readFileSync(file).equals(readFileSync(providerLock));
}

function inputsHash() {
  const hash = createHash("sha256");
  const add = (...parts) => hash.update(JSON.stringify(parts));
  add(process.version, process.cwd(), outdir);
  for (const file of [...settings, ...sources.flatMap(filesOf)]) {
    add(file, existsSync(file) ? readFileSync(file).toString("base64") : null);
  }
  const variables = Object.entries(process.env).filter(([name]) => !ignoredVariable.test(name));
  add(variables.sort());
  return hash.digest("hex");
}

function filesOf(source) {
  if (!statSync(source).isDirectory()) return [source];
  return readdirSync(source, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => path.join(file.parentPath, file.name))
    .sort();
}
