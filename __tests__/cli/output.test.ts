import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Command } from "commander";
import { createProgram } from "../../cli/program";
import { runInProcess } from "./support/run-in-process";

const home = mkdtempSync(path.join(tmpdir(), "output-"));

/** Command lines that need no deployed lake, and succeed or report what they found. */
const commandLines = [
  ["status"],
  ["down"],
  ["snapshot", "list"],
  ["dataset", "list"],
  ["dataset", "lock", "--check"],
  ["dataset", "docs", "--check"],
  ["deployer-policy", "--env", "dev", "--account-id", "123456789012"],
  ["completion", "bash"],
  ["completion", "zsh"],
  ["completion", "fish"],
  ["completion", "suggest", "--", "query", "--output", ""],
];

/** Control codes other than a line break. */
// They are what is looked for.
// eslint-disable-next-line no-control-regex
const CONTROL = /[\x00-\x09\x0b-\x1f\x7f]/;

/** With `--json` before the words after `--`. */
const withJson = ([group = "", ...rest]: readonly string[]) =>
  rest.length === 0 ? [group, "--json"] : [group, rest[0] ?? "", "--json", ...rest.slice(1)];

function everyCommand(lake: Command, words: readonly string[] = []): string[][] {
  return lake.commands.flatMap((each) => {
    const own = [...words, each.name()];
    return [own, ...everyCommand(each, own)];
  });
}

describe("what a command writes into a pipe", () => {
  const before = { ...process.env };

  beforeEach(() => {
    // What makes programs color their output even where nobody sees it.
    Object.assign(process.env, { FORCE_COLOR: "1", CLICOLOR_FORCE: "1", COLORTERM: "truecolor" });
    delete process.env.NO_COLOR;
  });

  afterEach(() => {
    process.env = { ...before };
  });

  it.each(commandLines.map((words) => [words.join(" "), words] as const))(
    "has no control codes, and the same JSON twice: lake %s",
    async (_, words) => {
      const { stdout, stderr } = await runInProcess(words, home, createProgram());
      // Words and descriptions are apart by a tab.
      expect((stdout + stderr).replaceAll("\t", " ")).not.toMatch(CONTROL);
      const document = await runInProcess(withJson(words), home, createProgram(true));
      expect(JSON.parse(document.stdout)).toBeInstanceOf(Object);
      const again = await runInProcess(withJson(words), home, createProgram(true));
      expect(again.stdout).toBe(document.stdout);
      process.env.NO_COLOR = "1";
      expect((await runInProcess(words, home, createProgram())).stdout).toBe(stdout);
    },
  );

  it("has no control codes in the help of any command", async () => {
    for (const words of everyCommand(createProgram())) {
      const { stdout } = await runInProcess([...words, "--help"], home, createProgram());
      expect(stdout).toContain(`Usage: lake ${words.join(" ")}`);
      expect(stdout).not.toMatch(CONTROL);
      expect(stdout).not.toMatch(/default: (false|\[\])/);
    }
  });
});
