import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { isOlder } from "../../errors/require-node.cjs";
import { compareStacks } from "./compare-stacks.mjs";

const here = import.meta.dirname ?? path.dirname(fileURLToPath(import.meta.url));
const project = path.resolve(here, "..", "..");
const scratch = path.join(project, ".lake", "on-cdktn");

const { engines } = readJson(here, "package.json");
const needed = engines.node.replace(">=", "");
if (isOlder(process.versions.node, needed)) {
  fail(
    `cdktn requires Node.js ${needed} or newer; this is ${process.versions.node}.`,
    "Nothing was checked. Switch to a newer Node.js and run again: npm run check:cdktn",
  );
}

step("Install cdktn", "npm", ["ci", "--prefix", here, "--no-audit", "--no-fund"]);
const types = step("Check types", "npx", [
  "tsc",
  "--project",
  path.join(here, "tsconfig.json"),
  "--listFiles",
]);
requireTypesOf("cdktn", types);
const { names, problems } = compareStacks(
  { tool: "cdktf", version: versionOf(project, "cdktf"), outdir: synthesize("cdktf", []) },
  { tool: "cdktn", version: versionOf(here, "cdktn"), outdir: synthesize("cdktn", aliases()) },
);
if (problems.length > 0) {
  fail(
    problems.join("\n"),
    `Compare the stacks in ${path.join(scratch, "cdktf")} with those in ${path.join(scratch, "cdktn")}.`,
  );
}
console.log(`cdktn synthesizes the same ${names.length} stacks as cdktf: ${names.join(", ")}`);

function readJson(...parts) {
  return JSON.parse(readFileSync(path.join(...parts), "utf8"));
}

function versionOf(folder, name) {
  return readJson(folder, "node_modules", name, "package.json").version;
}

/** Without the packages of the fork, TypeScript would quietly check against those of the project. */
function requireTypesOf(tool, files) {
  const foreign = files
    .split("\n")
    .filter((file) => /\/node_modules\/(cdktf|@cdktf\/provider-aws)\//.test(file));
  if (foreign.length > 0 || !files.includes(`/node_modules/${tool}/`)) {
    fail(
      `The types were not checked against ${tool}, but against ${foreign[0] ?? "nothing"}.`,
      "See `paths` in compat/cdktn/tsconfig.json.",
    );
  }
}

function aliases() {
  return ["--alias:cdktf=cdktn", "--alias:@cdktf/provider-aws=@cdktn/provider-aws"];
}

/** Bundles and runs the app. The bundle for cdktn is written below this folder, so that its packages are found first. */
function synthesize(name, esbuildOptions) {
  const bundle = path.join(name === "cdktn" ? here : project, ".lake", "app", `${name}.cjs`);
  const outdir = path.join(scratch, name);
  rmSync(outdir, { recursive: true, force: true });
  mkdirSync(outdir, { recursive: true });
  step(`Bundle on ${name}`, "npx", [
    "esbuild",
    "main.ts",
    "--bundle",
    "--platform=node",
    "--packages=external",
    "--log-level=warning",
    `--outfile=${bundle}`,
    ...esbuildOptions,
  ]);
  step(`Synthesize on ${name}`, process.execPath, [bundle], { CDKTF_OUTDIR: outdir });
  return outdir;
}

function step(title, command, args, environment = {}) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: project,
    encoding: "utf8",
    maxBuffer: 16 * 1024 * 1024,
    env: { ...process.env, ...environment },
  });
  if (status !== 0)
    fail(`${title} failed:\n${stdout}${stderr}`, "See docs/develop/moving-to-cdktn.md.");
  console.log(`✔ ${title}`);
  return stdout;
}

function fail(message, advice) {
  console.error(`error: ${message}\n${advice}`);
  process.exit(1);
}
