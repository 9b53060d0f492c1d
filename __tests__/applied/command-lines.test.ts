import { printableLines } from "../../errors/printable";
import fc from "../support/random/seeded-fast-check";
import { LakeCommand } from "../support/emulator/lake-command";

/** Commands that start and change nothing where nothing runs. */
const COMMANDS = ["publish", "crawl", "query", "replay", "logs", "nonsense", "--nonsense"];

const option = fc.constantFrom(
  ["--env", "nowhere"],
  ["--env"],
  ["--dataset", "nothing"],
  ["--dataset"],
  ["--count", "-1"],
  ["--count", "1e3"],
  ["--count", "99999999999999999999"],
  ["--from", "raw"],
  ["--from", "errors"],
  ["--from", "somewhere"],
  ["--since", "yesterday"],
  ["--rate", "0"],
  ["--limit", "many"],
  ["--match", "/(/"],
  ["--transform", "/no/such/file.ts"],
  ["--lines", "0"],
  ["--json"],
  ["--no-such-option"],
  ["--", "--env"],
);
const word = fc.oneof(
  fc.constantFrom(
    "",
    " ",
    "-",
    "--",
    "🙂",
    "a\nb",
    "SELECT",
    "/no/such/file.json",
    "$(date)",
    "__proto__",
  ),
  fc.string({ maxLength: 20 }).map((text) => text.replaceAll("\u0000", "")),
);
const line = fc
  .tuple(
    fc.constantFrom(...COMMANDS),
    fc.array(
      fc.oneof(
        option,
        word.map((text) => [text]),
      ),
      { maxLength: 4 },
    ),
  )
  .map(([command, rest]) => [command, ...rest.flat()])
  // These would print help or a version, or wait for standard input.
  .filter((words) => !words.some((each) => ["-h", "--help", "-"].includes(each.trim())));

const LINES = 8;

describe("a command line that can't be done", () => {
  const lake = new LakeCommand();
  const lines = fc.sample(line, LINES);

  it.each(
    [
      ["replay", "--from", "errors", "--since", "yesterday"],
      ["replay", "--from", "raw"],
      ["replay"],
      ["replay", "--json"],
      ["query", "--json"],
      ["query"],
      ["publish", "--count", "0"],
      ["query", "--env", "de\nv\u001b[2J"],
      ["no\nsuch", "--command"],
      ["query", "--no\nsuch"],
      ...lines,
    ].map((words) => [JSON.stringify(words), words] as const),
  )("ends with one message and no stack: %s", async (_, words) => {
    const { exitCode, stdout, stderr } = await lake.run(...words);
    expect(exitCode).toBe(1);
    // An option that takes a value may have taken --json.
    if (!words.includes("--json") || stdout === "") expect(stdout).toBe("");
    else expect(Object.keys(JSON.parse(stdout) as object)).toEqual(["error"]);
    expect(stderr.match(/^error: /gm)).toHaveLength(1);
    expect(stderr).toBe(printableLines(stderr));
    expect(stderr.trimEnd().split("\n").length).toBeLessThanOrEqual(3);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(stderr).not.toMatch(/undefined|\[object|TypeError|RangeError/);
  });
});
