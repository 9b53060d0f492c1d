// The app that cdktf.json names: runs main.ts, or gives again what it synthesized from the same inputs.
//
// A synth of all environments takes a second, and `cdktf diff`, `deploy` and `lake` each begin with one. Its result
// follows from its inputs alone, so it is kept by their hash: every source file, the installed packages, Node.js, the
// project's folder and the environment variables. Only a synth that refused nothing is kept. LAKE_SYNTH_CACHE=off
// synthesizes anew.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { createRequire, isBuiltin } from "node:module";
import path from "node:path";

/** All that main.ts may import or read, beside packages. */
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

/** Variables of a shell or of npm, which differ from one terminal to the next and say nothing to an app. */
const foreignVariable =
  /^(_|COLORTERM|COLUMNS|INIT_CWD|LINES|NODE_APP_INSTANCE|OLDPWD|PATH|PWD|SHLVL|TERM.*|WINDOWID|npm_.*|(DBUS|SSH|VSCODE|XDG)_.*)$/;

/** Results that are kept, the newest of them. */
const kept = 8;

const outdir = process.env.CDKTF_OUTDIR ?? "cdktf.out";
const home = process.env.LAKE_HOME || ".lake";
const cache = path.join(home, "synth");
const key = inputsHash();
const entry = path.join(cache, key);

if (process.env.LAKE_SYNTH_CACHE !== "off" && existsSync(entry)) give(entry);
else await synthesize();

function give(from) {
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
  refuseUnwatched(Object.keys(metafile.inputs));
  refuseMissing(Object.values(metafile.inputs).flatMap(({ imports }) => imports));
  // LAKE_HOME may lie outside of the project, where Node.js would look for the bundle's packages in vain.
  const { NODE_PATH = "" } = process.env;
  const packages = [path.resolve("node_modules"), NODE_PATH].filter(Boolean).join(path.delimiter);
  keep(run(bundle, { NODE_PATH: packages }));
}

/** What main.ts imports and the hash does not know would be a change that nobody sees. */
function refuseUnwatched(inputs) {
  const unwatched = inputs.filter(
    (input) => !sources.some((source) => input === source || input.startsWith(`${source}/`)),
  );
  if (unwatched.length === 0) return;
  console.error(
    `main.ts imports ${unwatched.join(", ")}: allowed are ${sources.join(", ")} and packages. Move it there, or add its folder to the sources in synth.mjs.`,
  );
  process.exit(1);
}

/** An install without development packages holds all that the command line needs, but no CDKTF. */
function refuseMissing(imports) {
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
 * Runs a program and gives what it printed; ends as the program ends when it fails. Source maps cost a fifth of the
 * memory and of the time, so only a program whose fault names lines of the bundle runs with them, once more.
 */
function run(program, variables) {
  const start = (...options) =>
    spawnSync(process.execPath, [...options, program], {
      encoding: "utf8",
      env: { ...process.env, ...variables },
      stdio: ["ignore", "pipe", "pipe"],
    });
  const first = start();
  const isFault =
    first.status !== 0 && first.stderr?.includes(`${path.basename(program)}:`) === true;
  const { error, status, stdout, stderr } = isFault ? start("--enable-source-maps") : first;
  process.stdout.write(stdout ?? "");
  process.stderr.write(stderr ?? "");
  if (error !== undefined) console.error(`${process.execPath} did not start: ${error.message}`);
  if (error !== undefined || status !== 0) process.exit(status ?? 1);
  return stdout;
}

function keep(stdout) {
  mkdirSync(cache, { recursive: true });
  // Two synths may end at the same time: each makes a folder of its own and puts it in place whole.
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
  for (const old of entries.slice(kept)) rmSync(old, { recursive: true, force: true });
}

/** Terraform writes a file of the same name into the folder of a stack that was given none. */
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
  const variables = Object.entries(process.env).filter(([name]) => !foreignVariable.test(name));
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
