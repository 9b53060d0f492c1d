import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { findNodeProblem, minimum } from "../../errors/require-node.cjs";
import { OLD_NODE, oldNodeVariables } from "../support/old-node";

const root = path.join(__dirname, "..", "..");
const folder = mkdtempSync(path.join(tmpdir(), "old-node-"));
const env = oldNodeVariables(folder);

afterAll(() => rmSync(folder, { recursive: true }));

interface Ended {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

function runOnOldNode(command: string, args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(command, [...args], { cwd: root, env }, (error, stdout, stderr) => {
      resolve({ exitCode: typeof error?.code === "number" ? error.code : 0, stdout, stderr });
    });
  });
}

// The project's own file.
const { scripts } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as {
  readonly scripts: Readonly<Record<string, string>>;
};

/** Whether the first program of a script refuses: it loads the check itself, or by its configuration, as shown below. */
function refuses(script: string): boolean {
  const [program, file = "", name = ""] = script.replace(/^(?:\w+=\S+ )+/, "").split(" ");
  if (program === "npm" && file === "run") return refuses(scripts[name] ?? "");
  if (program === "node") return file === "errors/require-node.cjs";
  if (program !== "tsx") return /^(?:cdkt[fn]|eslint|jest|lake)$/.test(program ?? "");
  const [first] = /^import .*$/m.exec(readFileSync(path.join(root, file), "utf8")) ?? [];
  return /^import "(?:\.\.\/)+errors\/require-node\.cjs";$/.test(first ?? "");
}

const refusal = `error: This is Node.js ${OLD_NODE}, and this project needs Node.js ${minimum} or newer. Get it from https://nodejs.org/en/download, or run \`nvm install\` in this folder.`;

describe("a Node.js below the minimum", () => {
  const bin = (name: string) => path.join(root, "node_modules", ".bin", name);

  it.each([
    ["npx lake", bin("lake"), ["cost", "--env", "dev"]],
    ["npm run demo", "npm", ["run", "demo"]],
    ["npx cdktf synth", "npx", ["cdktf", "synth", "--output", path.join(folder, "out")]],
    ["node synth.mjs", process.execPath, ["synth.mjs"]],
    ["main.ts", bin("tsx"), ["main.ts"]],
    ["npm test", "npm", ["test"]],
    ["npx jest", bin("jest"), ["--listTests"]],
    ["npx eslint", bin("eslint"), ["main.ts"]],
    ["npm run typecheck", "npm", ["run", "typecheck"]],
    ["npm run check:policy", "npm", ["run", "check:policy"]],
    ["npm run bench", "npm", ["run", "bench", "--", "--list"]],
  ])("is refused by name by %s, in one line", async (_, command, args) => {
    const { exitCode, stdout, stderr } = await runOnOldNode(command, args);
    expect(exitCode).not.toBe(0);
    const lines = `${stdout}\n${stderr}`.split("\n").map((line) => line.trim());
    // CDKTF repeats it, with a time before it.
    expect(lines.filter((line) => line === refusal)).toHaveLength(1);
    expect(lines.filter((line) => /^at /.test(line))).toEqual([]);
  });

  it("is a document of `lake --json`, too", async () => {
    const { stdout } = await runOnOldNode(bin("lake"), ["status", "--json"]);
    const problem = findNodeProblem(OLD_NODE);
    expect(problem).toBeDefined();
    expect(JSON.parse(stdout)).toEqual({ error: problem });
  });

  it("is refused by the installation of the packages", async () => {
    const { exitCode, stderr } = await runOnOldNode("npm", ["ci", "--dry-run", "--offline"]);
    expect(exitCode).not.toBe(0);
    expect(stderr).toContain("EBADENGINE");
    expect(stderr).toContain(`{"node":">=${minimum}"}`);
  });

  it("is refused by every script of package.json", () => {
    expect(Object.keys(scripts).length).toBeGreaterThan(20);
    const accepting = Object.entries(scripts).filter(([, script]) => !refuses(script));
    expect(accepting).toEqual([]);
  });

  it.each([
    ["tsc --noEmit", false],
    ["A=1 tsx __tests__/errors/require-node.processes.test.ts", false],
    ["npm run lint:datasets && tsc", true],
    ["npm run unknown && jest", false],
    ["A=1 jest && tsc", true],
  ])("is refused by the script `%s`: %p", (script, isRefused) => {
    expect(refuses(script)).toBe(isRefused);
  });

  it("is what package.json and .nvmrc say", () => {
    const read = (file: string) => readFileSync(path.join(root, file), "utf8");
    // The project's own file.
    const { engines } = JSON.parse(read("package.json")) as { engines: { node: string } };
    expect(engines.node).toBe(`>=${minimum}`);
    expect(read(".nvmrc").trim()).toBe(minimum.split(".")[0]);
    for (const page of ["README.md", "docs/deploy/your-first-deploy.md"]) {
      expect(read(page)).toContain(`Node.js ${minimum} or newer`);
    }
  });

  const [major = NaN, minor = NaN] = minimum.split(".").map(Number);
  it.each([
    [`${major}.${minor - 1}.3`, true],
    ["9.0.0", true],
    [`${major}.${minor}.0`, false],
    [`${major}.${minor + 1}.2`, false],
    [`${major + 2}.0.0`, false],
    ["100.1.0", false],
  ])("%s: %p", (version, isRefused) => {
    expect(findNodeProblem(version) !== undefined).toBe(isRefused);
  });
});
