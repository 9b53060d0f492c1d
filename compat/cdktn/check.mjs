import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";

const here = import.meta.dirname ?? path.dirname(fileURLToPath(import.meta.url));
const project = path.resolve(here, "..", "..");
const scratch = path.join(project, ".lake", "on-cdktn");

const { engines } = JSON.parse(readFileSync(path.join(here, "package.json"), "utf8"));
const needed = engines.node.replace(">=", "");
if (isOlder(process.versions.node, needed)) {
  fail(
    `cdktn requires Node.js ${needed} or newer; this is ${process.versions.node}.`,
    "Nothing was checked. Switch to a newer Node.js and run again: npm run check:cdktn",
  );
}

step("Install cdktn", "npm", ["ci", "--prefix", here, "--no-audit", "--no-fund"]);
step("Check types", "npx", ["tsc", "--project", path.join(here, "tsconfig.json")]);
const stacks = { cdktf: synthesize("cdktf", []), cdktn: synthesize("cdktn", aliases()) };
compare(stacks.cdktf, stacks.cdktn);

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

function compare(expected, actual) {
  const names = readdirSync(path.join(expected, "stacks"));
  const differing = names.filter(
    (name) => !isDeepStrictEqual(stackOf(expected, name), stackOf(actual, name)),
  );
  if (differing.length > 0) {
    fail(
      `These stacks differ between cdktf and cdktn: ${differing.join(", ")}.`,
      `Compare ${path.join(expected, "stacks")} with ${path.join(actual, "stacks")}.`,
    );
  }
  console.log(`cdktn synthesizes the same ${names.length} stacks as cdktf: ${names.join(", ")}`);
}

/** A stack without the metadata in which each tool names itself. */
function stackOf(outdir, name) {
  const text = readFileSync(path.join(outdir, "stacks", name, "cdk.tf.json"), "utf8");
  return JSON.parse(text, (key, value) => (key === "//" ? undefined : value));
}

function step(title, command, args, environment = {}) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: project,
    encoding: "utf8",
    env: { ...process.env, ...environment },
  });
  if (status !== 0)
    fail(`${title} failed:\n${stdout}${stderr}`, "See docs/develop/moving-to-cdktn.md.");
  console.log(`✔ ${title}`);
}

function isOlder(version, than) {
  const [a, b] = [version, than].map((text) => text.split(".").map(Number));
  const index = a.findIndex((part, position) => part !== b[position]);
  return index >= 0 && a[index] < b[index];
}

function fail(message, advice) {
  console.error(`error: ${message}\n${advice}`);
  process.exit(1);
}
