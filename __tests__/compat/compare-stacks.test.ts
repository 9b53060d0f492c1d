import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { compareStacks } from "../../compat/cdktn/compare-stacks";

/** Contents of stacks by their names, without the version of the tool. */
type Stacks = Readonly<Record<string, object>>;

describe("the comparison of the stacks of two tools", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "cdktn-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const write = (tool: string, version: string, stacks: Stacks) => {
    const outdir = path.join(folder, tool);
    for (const [stack, content] of Object.entries(stacks)) {
      const target = path.join(outdir, "stacks", stack);
      mkdirSync(target, { recursive: true });
      const document = { "//": { metadata: { version, stackName: stack } }, ...content };
      writeFileSync(path.join(target, "cdk.tf.json"), JSON.stringify(document));
    }
    return { tool, version, outdir };
  };

  const compare = (old: Stacks, onCdktn: Stacks, versionOfCdktn = "0.24.0") =>
    compareStacks(write("cdktf", "0.21.0", old), {
      ...write("cdktn", versionOfCdktn, onCdktn),
      version: "0.24.0",
    });

  it("passes for equal stacks, in whatever order", () => {
    expect(compare({ dev: { a: 1, b: [2] } }, { dev: { b: [2], a: 1 } })).toEqual({
      names: ["dev"],
      problems: [],
    });
  });

  it.each<[string, Stacks, Stacks, string]>([
    ["a value differs", { dev: { a: [1] } }, { dev: { a: [2] } }, "dev differs at a.0: 1 is 2"],
    ["a value is missing", { dev: { a: 1 } }, { dev: {} }, "dev differs at a: 1 is nothing"],
    ["a list became a block", { dev: { a: [] } }, { dev: { a: {} } }, "dev differs at a: [] is {}"],
    [
      "the metadata of a resource differs",
      { dev: { a: { "//": { uniqueId: "b" } } } },
      { dev: { a: { "//": { uniqueId: "c" } } } },
      'dev differs at a.//.uniqueId: "b" is "c"',
    ],
    ["a stack is missing", { dev: {}, qa: {} }, { dev: {} }, "cdktn does not synthesize qa."],
    ["a stack is additional", { dev: {} }, { dev: {}, qa: {} }, "Only cdktn synthesizes qa."],
  ])("fails if %s", (_, old, onCdktn, problem) => {
    expect(compare(old, onCdktn).problems).toEqual([problem]);
  });

  it("fails if nothing was synthesized", () => {
    const problems = [`There is no stack in ${path.join(folder, "cdktf")}.`];
    expect(compare({}, {})).toEqual({ names: [], problems });
  });

  it("fails if both sides were synthesized by the same tool", () => {
    expect(compare({ dev: {} }, { dev: {} }, "0.21.0").problems).toEqual([
      "dev was synthesized by version 0.21.0, not by cdktn 0.24.0.",
    ]);
  });
});
