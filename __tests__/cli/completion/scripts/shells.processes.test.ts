import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { completionScript, SHELLS } from "../../../../cli/completion/shells";
import type { Shell } from "../../../../cli/completion/shells";
import { projectFolder } from "../../../../local/home/lake-home";
import { completedInBash, completedInFish, expectInZsh, suggestedInZsh } from "./support/completed";
import { isInstalled } from "./support/installed-shell";

const root = realpathSync(mkdtempSync(path.join(tmpdir(), "completion-")));
/** A project whose path no shell may take apart, below which the cursor is. */
const project = path.join(root, `it's $(touch ran) \`touch ran\` "a\\b" [c] *`);
const folder = path.join(project, "below");
/** A folder of others with the same files, and a program of each name that a careless script would run. */
const others = path.join(root, "others");
const ran = path.join(root, "ran");
const script = (shell: Shell) => path.join(root, `lake.${shell}`);
const own = (shell: Shell) => ({ script: script(shell), folder });
const foreign = (shell: Shell) => {
  const programs = path.join(others, "node_modules", ".bin");
  return { script: script(shell), folder: others, path: `${programs}:node_modules/.bin` };
};

beforeAll(() => {
  mkdirSync(path.join(project, "cli"), { recursive: true });
  symlinkSync(path.join(projectFolder, "cli", "lake.mjs"), path.join(project, "cli", "lake.mjs"));
  for (const each of [folder, others]) {
    mkdirSync(path.join(each, "a folder"), { recursive: true });
    writeFileSync(path.join(each, "a file.json"), "");
  }
  mkdirSync(ran);
  const programs = path.join(others, "node_modules", ".bin");
  mkdirSync(programs, { recursive: true });
  for (const name of ["lake", "npx", "node"]) {
    const text = `#!/bin/sh\ntouch '${ran}/${name}'\necho status\n`;
    writeFileSync(path.join(programs, name), text, { mode: 0o755 });
  }
  const props = { project, node: process.execPath };
  for (const shell of SHELLS) writeFileSync(script(shell), completionScript(shell, props));
});

afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

/** Command lines as they are typed, with the cursor at their end, and what completes their last word. */
const lines: readonly (readonly [words: readonly string[], expected: readonly string[]])[] = [
  [["lake", "stat"], ["status"]],
  [
    ["npx", "lake", "snapshot", ""],
    ["delete", "list", "load", "save"],
  ],
  [["npx", "lake", "query", "--outp"], ["--output"]],
  [["lake", "query", "--output", "ver"], ["vertical"]],
  [["lake", "query", "--env", "lo"], ["local"]],
  [
    ["lake", "publish", "a\\ f"],
    ["a file.json", "a folder/"],
  ],
  [["lake", "cost", "--stack", "a\\ f"], ["a folder/"]],
];

/** The same where an equals sign stands between an option and its value. */
const joined: typeof lines = [
  [["lake", "query", "--env=lo"], ["--env=local"]],
  [["lake", "cost", "--plan=a\\ fi"], ["--plan=a file.json"]],
  [["lake", "cost", "--stack=a"], ["--stack=a folder/"]],
];

const slashless = (words: readonly string[]) => words.map((word) => word.replace(/\/$/, "")).sort();

describe("the completion in bash", () => {
  it.each([
    ...lines,
    [
      ["lake", "publish", "'a f"],
      ["a file.json", "a folder/"],
    ],
    [["lake", "publish", '"a fi'], ["a file.json"]],
  ] as const)("of %j is %j", async (words, expected) => {
    // Readline itself adds the slash to a folder.
    const found = await completedInBash(words, own("bash"));
    expect(slashless(found)).toEqual(slashless(expected));
  });

  // bash splits words at an equals sign, and replaces only what is after it.
  it.each(joined)("of %j is the value of %j", async (words, expected) => {
    const split = words.flatMap((word) => word.split(/(=)/));
    const found = await completedInBash(split, own("bash"));
    expect(slashless(found)).toEqual(slashless(expected.map((word) => word.split("=")[1] ?? "")));
  });

  it("leaves npx of other programs alone", async () => {
    expect(await completedInBash(["npx", "jest", ""], own("bash"))).toEqual([]);
  });

  it("runs and offers nothing in another folder", async () => {
    for (const words of [
      ["lake", "stat"],
      ["npx", "lake", "stat"],
    ]) {
      expect(await completedInBash(words, foreign("bash"))).toEqual([]);
    }
    expect(readdirSync(ran)).toEqual([]);
  });
});

const inFish = isInstalled("fish") ? describe : describe.skip;

inFish("the completion in fish", () => {
  it.each([...lines, ...joined])("of %j is %j", async (words, expected) => {
    const found = await completedInFish(words.join(" "), own("fish"));
    expect(slashless(found)).toEqual(slashless(expected));
  });

  it("runs and offers nothing in another folder", async () => {
    for (const line of ["lake stat", "npx lake stat"]) {
      expect(await completedInFish(line, foreign("fish"))).toEqual([]);
    }
    expect(readdirSync(ran)).toEqual([]);
  });
});

const inZsh = isInstalled("zsh") ? describe : describe.skip;

inZsh("the completion in zsh", () => {
  // A single one is typed for people; several are listed.
  it.each([
    ["lake stat", "lake status"],
    ["npx lake query --outp", "npx lake query --output"],
    ["lake query --env lo", "lake query --env local"],
    ["lake query --env=lo", "lake query --env=local"],
    ["lake publish a\\ fi", "lake publish a\\ file.json"],
    ["lake cost --stack a", "lake cost --stack a\\ folder/"],
    ["lake cost --plan=a\\ fi", "lake cost --plan=a\\ file.json"],
    ["npx lake snapshot ", "delete  -- delete a snapshot"],
  ])("of %j types or lists %j", async (line, expected) => {
    await expectInZsh(line, expected, own("zsh"));
  });

  it("runs and offers nothing in another folder", async () => {
    expect(await suggestedInZsh(["lake", "stat"], own("zsh"))).toEqual(["status:show"]);
    expect(await suggestedInZsh(["lake", "stat"], foreign("zsh"))).toEqual([]);
    expect(readdirSync(ran)).toEqual([]);
  });
});
