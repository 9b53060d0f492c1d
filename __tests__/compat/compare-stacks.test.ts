import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { projectFolder } from "../../local/home/lake-home";

/** Contents of stacks by their names, without the metadata of the tool. */
type Stacks = Readonly<Record<string, object>>;

const SCRIPT = `
import { compareStacks } from ${JSON.stringify(path.join(projectFolder, "compat/cdktn/compare-stacks.mjs"))};
const [old, actual] = process.argv.slice(1);
const { names, problems } = compareStacks(
  { tool: "cdktf", version: "0.21.0", outdir: old },
  { tool: "cdktn", version: "0.24.0", outdir: actual },
);
console.log(JSON.stringify({ names, problems }));
`;

describe("the check on cdktn", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "cdktn-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const write = (name: string, version: string, stacks: Stacks) => {
    for (const [stack, content] of Object.entries(stacks)) {
      const target = path.join(folder, name, "stacks", stack);
      mkdirSync(target, { recursive: true });
      const document = { "//": { metadata: { version } }, ...content };
      writeFileSync(path.join(target, "cdk.tf.json"), JSON.stringify(document));
    }
  };

  const compare = (old: Stacks, onCdktn: Stacks, versionOfCdktn = "0.24.0"): unknown => {
    write("old", "0.21.0", old);
    write("cdktn", versionOfCdktn, onCdktn);
    const folders = ["old", "cdktn"].map((name) => path.join(folder, name));
    const args = ["--input-type=module", "--eval", SCRIPT, ...folders];
    return JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" }));
  };

  it("passes for equal stacks, in whatever order", () => {
    expect(compare({ dev: { a: 1, b: 2 } }, { dev: { b: 2, a: 1 } })).toEqual({
      names: ["dev"],
      problems: [],
    });
  });

  it.each<[string, Stacks, Stacks, string]>([
    [
      "a stack differs",
      { dev: { a: 1 } },
      { dev: { a: 2 } },
      "dev differs between cdktf and cdktn.",
    ],
    ["a stack is missing", { dev: {}, qa: {} }, { dev: {} }, "cdktn does not synthesize qa."],
    ["a stack is additional", { dev: {} }, { dev: {}, qa: {} }, "Only cdktn synthesizes qa."],
  ])("fails if %s", (_, old, onCdktn, problem) => {
    expect(compare(old, onCdktn)).toMatchObject({ problems: [problem] });
  });

  it("fails if nothing was synthesized", () => {
    const problems = [`There is no stack in ${path.join(folder, "old")}.`];
    expect(compare({}, {})).toEqual({ names: [], problems });
  });

  it("fails if both sides were synthesized by the same tool", () => {
    expect(compare({ dev: {} }, { dev: {} }, "0.21.0")).toMatchObject({
      problems: ["dev was synthesized by version 0.21.0, not by cdktn 0.24.0."],
    });
  });
});
