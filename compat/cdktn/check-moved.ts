import { spawn } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { isOlder } from "../../errors/require-node.cjs";
import { compareStacks, differencesOf, readStack } from "./compare-stacks";
import { movedPackages } from "./moved-packages";
import { readChecked, writeChecked } from "./render-page";
import type { Checked } from "./render-page";

/** The Node.js of npm that is installed where the machine has one that is too old for `cdktn-cli`. */
const NODE = `node@${movedPackages.node.split(".")[0]}`;

/** A moved copy of a project. */
export interface MovedCopy {
  readonly project: string;
  readonly folder: string;
  /** The files that the move changed. */
  readonly changed: readonly string[];
  /** Write what was found, and the page, instead of comparing it with what is written. */
  readonly writePage: boolean;
  /** Arguments of Jest; all tests if there are none. */
  readonly tests: readonly string[];
}

/**
 * Installs the packages of a moved copy, checks its types and its style, compares its stacks with the project's, and runs its
 * tests.
 *
 * @throws Error with the output of the step that failed
 */
export async function checkMoved(copy: MovedCopy): Promise<void> {
  const { project, folder, changed, writePage, tests } = copy;
  const env = await newEnoughNode(folder);
  const step = (title: string, command: string, ...args: readonly string[]) =>
    run(title, command, args, { cwd: folder, env });
  // Tests of the repository ask git for its files.
  await step("Make a repository of the copy", "git", "init", "--quiet");
  await step("Add its files", "git", "add", "--all");
  await step("Install the packages", "npm", "install", "--no-audit", "--no-fund");
  await step("Format the code", "npx", "prettier", "--write", "--ignore-unknown", ...changed);
  await step("Check the types", "npm", "run", "typecheck");
  await step("Check the style", "npm", "run", "lint");

  const found = await compareTools(
    { root: project, env: process.env, tool: "cdktf" },
    { root: folder, env, tool: "cdktn" },
  );
  // The tests of the copy read the page, and the project gets it only if they pass.
  const written = writePage ? writeChecked(folder, found) : [];
  if (writePage) {
    await step("Format the page", "npx", "prettier", "--write", ...written);
  } else if (!isDeepStrictEqual(found, readChecked(project))) {
    const text = JSON.stringify(found, null, 2);
    throw new Error(`Not what the page says; write it by --check --page:\n${text}`);
  }
  console.log(`cdktn synthesizes the same stacks as cdktf: ${found.stacks.join(", ")}`);
  await step("Run the tests", "npx", "jest", ...tests);
  for (const file of written) cpSync(path.join(folder, file), path.join(project, file));
}

interface Side {
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
  readonly tool: "cdktf" | "cdktn";
}

/** Synthesizes all stacks on both tools, and an app that sets nothing but a provider. */
async function compareTools(...sides: readonly [Side, Side]): Promise<Checked> {
  const outdirs = sides.map(({ root }) => path.join(root, ".lake", "move-cdktn"));
  for (const [at, { root, env, tool }] of sides.entries()) {
    for (const [name, ...args] of [
      ["stacks", "synth.mjs"],
      ["bare", "--eval", bareApp(tool)],
    ] as const) {
      const outdir = path.join(outdirs[at] ?? "", name);
      // The tool leaves the stacks there that an earlier version of the project had.
      rmSync(outdir, { recursive: true, force: true });
      mkdirSync(outdir, { recursive: true });
      const variables = { ...env, CDKTF_OUTDIR: outdir, LAKE_SYNTH_CACHE: "off" };
      const title = `Synthesize ${name === "bare" ? "a provider alone" : "the stacks"} on ${tool}`;
      await run(title, "node", args, { cwd: root, env: variables });
    }
  }
  const [expected, actual] = sides.map(({ root, tool }, at) => ({
    tool,
    version: versionOf(root, tool),
    outdir: path.join(outdirs[at] ?? "", "stacks"),
  }));
  if (expected === undefined || actual === undefined) throw new Error("two sides expected");
  const { names, problems } = compareStacks(expected, actual);
  if (problems.length > 0) {
    throw new Error([...problems, `Compare ${expected.outdir} and ${actual.outdir}.`].join("\n"));
  }
  const [bareBefore, bareAfter] = outdirs.map((outdir) =>
    readStack({ outdir: path.join(outdir, "bare") }, "bare"),
  );
  // The path of the local state is that of the folder.
  const bare = differencesOf(bareBefore, bareAfter).filter(
    ({ path: at }) => !at.startsWith("terraform.backend."),
  );
  return { stacks: names, bare };
}

/** An app that takes everything but the region from the bindings. */
function bareApp(tool: string): string {
  return `const { App, TerraformStack } = require("${tool}");
const { AwsProvider } = require("@${tool}/provider-aws/lib/provider");
const app = new App({ stackTraces: false });
new AwsProvider(new TerraformStack(app, "bare"), "aws", { region: "us-east-1" });
app.synth();`;
}

/** The variables with which a Node.js is found that is new enough for the fork; installs one if need be. */
async function newEnoughNode(folder: string): Promise<NodeJS.ProcessEnv> {
  const { env } = process;
  if (!isOlder(process.versions.node, movedPackages.node)) return env;
  const prefix = path.join(folder, ".lake", "node");
  mkdirSync(prefix, { recursive: true });
  const args = ["install", "--prefix", prefix, "--no-save", "--no-audit", "--no-fund", NODE];
  const title = `Install Node.js, since ${process.versions.node} is older than ${movedPackages.node}`;
  await run(title, "npm", args, { cwd: prefix, env });
  const binaries = path.join(prefix, "node_modules", ".bin");
  return { ...env, PATH: `${binaries}${path.delimiter}${env.PATH ?? ""}` };
}

function versionOf(folder: string, name: string): string {
  const file = path.join(folder, "node_modules", name, "package.json");
  // npm has read this file.
  return (JSON.parse(readFileSync(file, "utf8")) as { readonly version: string }).version;
}

/** Runs a command, and shows its output only if it fails. */
function run(
  title: string,
  command: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<void> {
  const started = Date.now();
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    child.stdout.on("data", (chunk) => (output += String(chunk)));
    child.stderr.on("data", (chunk) => (output += String(chunk)));
    child.once("error", reject);
    child.once("close", (code) => {
      if (code !== 0) return reject(new Error(`${title} failed (exit ${code}):\n${output}`));
      console.log(`✔ ${title} (${Math.round((Date.now() - started) / 1000)} s)`);
      resolve();
    });
  });
}
