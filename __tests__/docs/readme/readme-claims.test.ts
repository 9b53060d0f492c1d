import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { projectFolder } from "../../../local/home/lake-home";
import { claimsOf } from "../../support/readme/claims-of";
import { readReadme } from "../../support/readme/readme-commands";
import { parseTests, testFile } from "./test-titles";

/** What shows a claim; claims.yaml explains the properties. */
interface Evidence {
  readonly says: string;
  readonly shown?: readonly string[];
  readonly ci?: string;
  readonly untested?: string;
}

const table = parse(readFileSync(path.join(__dirname, "claims.yaml"), "utf8")) as Evidence[]; // ours
const ci = readFileSync(path.join(projectFolder, ".ci/run"), "utf8").split("\n");
const page = readFileSync(path.join(projectFolder, "docs/deploy/your-first-deploy.md"), "utf8");
const HINT = "add, change or remove its entry in __tests__/docs/readme/claims.yaml";

/** Claims that have no entry, and entries of what the README does not say. */
function unmatched(readme: string, entries: readonly Evidence[]): string[] {
  const claims = claimsOf(readme);
  const listed = new Set(entries.map(({ says }) => says));
  return [
    ...claims.filter((claim) => !listed.has(claim)).map((claim) => `no entry: ${claim}`),
    ...[...listed]
      .filter((says) => !claims.includes(says))
      .map((says) => `not in README.md: ${says}`),
  ].map((problem) => `${problem}\n  → ${HINT}`);
}

/** Problems of an entry. */
function problemsOf(entry: Evidence): string[] {
  const { says, shown = [], ci: line, untested } = entry;
  const isShown = shown.length > 0 || line !== undefined;
  return [
    ...(isShown || untested !== undefined ? [] : ["nothing shows it, and no reason is given"]),
    ...(line === undefined || ci.includes(line) ? [] : [`.ci/run has no line ${line}`]),
    ...shown.flatMap(missing),
    ...(untested === undefined && line === undefined ? notRun(says, shown) : []),
  ].map((problem) => `${says}: ${problem}`);
}

function missing(shown: string): string[] {
  const [file = "", title = ""] = shown.split(" :: ");
  const tests = testFile(file);
  if (tests === undefined) return [`there is no test file ${file}`];
  return tests.titles.has(title) ? [] : [`${file} has no test "${title}"`];
}

/** A command of a shell block is run as it stands in the README, or in the page whose commands the README repeats. */
function notRun(says: string, shown: readonly string[]): string[] {
  // Variables are compared with what `lake up` prints.
  if (!says.startsWith("$ ") || says.startsWith("$ export ")) return [];
  // A variable of the command may be exported before it.
  const command = says.slice(2).replace(/^(?:[A-Z_]+=\S+ )+/, "");
  const isRun = shown.some((each) => {
    const [file = ""] = each.split(" :: ");
    if (file.endsWith("/your-first-deploy.journey.test.ts")) return page.includes(command);
    return testFile(file)?.commands.some((start) => command.startsWith(start)) ?? false;
  });
  return isRun ? [] : ["none of its tests runs it by readmeCommand"];
}

describe("every claim of the README", () => {
  it("has an entry in the table, and the table no other", () => {
    expect(claimsOf(readReadme()).length).toBeGreaterThan(80);
    expect(unmatched(readReadme(), table)).toEqual([]);
  });

  it("is shown by tests that exist, or has the reason why none can", () => {
    expect(table.flatMap(problemsOf)).toEqual([]);
  });

  it("is counted, with those that no test here can show", () => {
    const untested = table.filter((entry) => entry.untested !== undefined);
    const lines = untested.map(({ says, untested: why = "" }) => `  ${says}: ${why}`);
    process.stderr.write(
      `README.md: ${table.length} claims, ${untested.length} of them not shown by a test:\n${lines.join("\n")}\n`,
    );
    expect(untested.length).toBeLessThan(table.length / 10);
  });
});

describe("the table of the README's claims", () => {
  const readme =
    "# A\n\nIt is green. It\nhas `a. B` (and\n[c](d.md)).\n\n- One; two.\n\n| a | b |\n| - | - |\n| `x` | does; `--y` |\n\n```sh\na && b\n```\n\n```\nout\n```\n";
  const claims = [
    "It is green.",
    "It has `a. B` (and [c](d.md)).",
    "- One; two.",
    "`x`: does",
    "`x`: `--y`",
    "$ a",
    "$ b",
    "``` out ```",
  ];
  const entries = claims.map((says) => ({ says }));

  it("has an entry for each sentence, part of a row and command", () => {
    expect(claimsOf(readme)).toEqual(claims);
    expect(unmatched(readme, entries)).toEqual([]);
  });

  it.each([
    ["a sentence more", readme.replace("green.", "green. It is old."), "no entry: It is old."],
    ["another command", readme.replace("&& b", "&& c"), "no entry: $ c"],
    ["a sentence less", readme.replace("It is green. ", ""), "not in README.md: It is green."],
  ])("reports %s", (_, changed, problem) => {
    expect(unmatched(changed, entries).join("\n")).toContain(problem);
  });

  it.each<[string, Evidence, string]>([
    ["no evidence", { says: "a" }, "nothing shows it"],
    ["a file that is gone", { says: "a", shown: ["a.test.ts :: b"] }, "no test file a.test.ts"],
    ["a test that is gone", { says: "a", shown: ["main.test.ts :: b"] }, 'has no test "b"'],
    ["a command that CI does not run", { says: "$ npm x", ci: "npm x" }, "no line npm x"],
    [
      "a command that its tests do not run",
      { says: "$ npx lake up", shown: ["docs/readme.test.ts :: lists every command of `lake`"] },
      "none of its tests runs it",
    ],
  ])("reports %s", (_, entry, problem) => {
    expect(problemsOf(entry)).toEqual([expect.stringContaining(problem)]);
  });

  it("takes tests that run, not those that are skipped", () => {
    const source =
      'it("a", () => {}); it.skip("b", () => {}); it.each([1])("c %s", () => {}); xit("d"); it.todo("e"); readmeCommand("npx lake f");';
    const { titles, commands } = parseTests(source);
    expect([...titles]).toEqual(["a", "c %s"]);
    expect(commands).toEqual(["npx lake f"]);
  });
});
