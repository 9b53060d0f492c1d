import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { completionScript, SHELLS } from "../../../../cli/completion/shells";
import type { Shell } from "../../../../cli/completion/shells";
import { projectFolder } from "../../../../local/home/lake-home";
import { until } from "../../../support/until";
import { startProcess } from "../../../support/emulator/lake-command";

/** A project of a user, below which the cursor is. */
const project = mkdtempSync(path.join(tmpdir(), "completion-"));
const folder = path.join(project, "below");
const script = (shell: Shell) => path.join(project, `lake.${shell}`);

beforeAll(() => {
  mkdirSync(path.join(project, "node_modules", ".bin"), { recursive: true });
  const program = path.join(project, "node_modules", ".bin", "lake");
  symlinkSync(path.join(projectFolder, "cli", "lake.mjs"), program);
  mkdirSync(path.join(folder, "a folder"), { recursive: true });
  writeFileSync(path.join(folder, "a file.json"), "");
  for (const shell of SHELLS) writeFileSync(script(shell), completionScript(shell));
});

/** Whether a shell is installed; says so in one line if not. */
function isInstalled(shell: Shell): boolean {
  const isThere = spawnSync(shell, ["--version"]).status === 0;
  if (!isThere) process.stderr.write(`Not run: completion in ${shell}. It is not installed.\n`);
  return isThere;
}

/** Command lines with the cursor at their end, and what completes their last word. */
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
    ["lake", "publish", "a f"],
    ["a file.json", "a folder/"],
  ],
  [["lake", "cost", "--stack", "a f"], ["a folder/"]],
];

const slashless = (words: readonly string[]) => words.map((word) => word.replace(/\/$/, "")).sort();

describe("the completion in bash", () => {
  it.each(lines)("of %j is %j", async (words, expected) => {
    const quoted = words.map((word) => `'${word}'`).join(" ");
    const program = `
      source '${script("bash")}'
      COMP_WORDS=(${quoted}); COMP_CWORD=${words.length - 1}
      $(complete -p ${words[0]} | sed 's/.*-F \\([^ ]*\\) .*/\\1/')
      printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { ended } = startProcess("bash", ["--norc", "-c", program], {}, folder);
    const { stdout, stderr } = await ended;
    expect(stderr).toBe("");
    // Readline itself adds the slash to a folder.
    expect(slashless(stdout.trimEnd().split("\n"))).toEqual(slashless(expected));
  });

  it("leaves npx of other programs alone", async () => {
    const program = `source '${script("bash")}'; COMP_WORDS=(npx jest ""); COMP_CWORD=2; _lake_npx; echo "\${#COMPREPLY[@]}"`;
    const { ended } = startProcess("bash", ["--norc", "-c", program], {}, folder);
    expect((await ended).stdout).toBe("0\n");
  });
});

const inFish = isInstalled("fish") ? describe : describe.skip;

inFish("the completion in fish", () => {
  it.each(lines)("of %j is %j", async (words, expected) => {
    const line = words.map((word) => word.replaceAll(" ", "\\ ")).join(" ");
    const program = `source '${script("fish")}'; complete -C '${line}'`;
    const { ended } = startProcess("fish", ["--no-config", "-c", program], {}, folder);
    const { stdout } = await ended;
    const found = stdout.trimEnd().split("\n");
    expect(slashless(found.map((each) => each.split("\t")[0] ?? ""))).toEqual(slashless(expected));
  });
});

const inZsh = isInstalled("zsh") ? describe : describe.skip;

inZsh("the completion in zsh", () => {
  // A single one is typed for people; several are listed.
  it.each([
    ["lake stat", "lake status"],
    ["npx lake query --outp", "npx lake query --output"],
    ["lake query --env lo", "lake query --env local"],
    ["lake publish a\\ fi", "lake publish a\\ file.json"],
    ["lake cost --stack a", "lake cost --stack a\\ folder/"],
    ["npx lake snapshot ", "delete  -- delete a snapshot"],
  ])("of %j types or lists %j", async (line, expected) => {
    // A shell completes only in a terminal, which zsh makes for the one inside.
    const program = `
      zmodload zsh/zpty
      zpty -b inner zsh -f -i
      zpty -w inner 'PS1=; autoload -Uz compinit; compinit -u -D; source ${script("zsh")}; print $((6 * 7)) ready'
      while true; do
        zpty -r -t inner seen && print -rn -- $seen || sleep 0.05
        [[ $seen == *'42 ready'* ]] && zpty -n -w inner $'${line.replaceAll("\\", "\\\\")}\\t'
        seen=
      done`;
    const shell = startProcess("zsh", ["-f", "-c", program], { TERM: "dumb" }, folder);
    try {
      await until(`${expected} in zsh`, () =>
        shell.stdout().replace(/\s+/g, " ").includes(expected.replace(/\s+/g, " ")),
      );
    } finally {
      shell.process.kill("SIGKILL");
    }
  });
});
