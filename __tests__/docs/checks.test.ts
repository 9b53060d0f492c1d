import { readFileSync } from "node:fs";
import path from "node:path";
import { projectFolder } from "../../local/home/lake-home";
import { readWorkflow, stepsOf, workflowFiles } from "../workflows/support/workflow-files";

const read = (file: string) => readFileSync(path.join(projectFolder, file), "utf8");

/** Steps of workflows, by their names or else their commands. */
const steps = workflowFiles
  .flatMap((file) => stepsOf(readWorkflow(file)))
  .flatMap(({ name, run }) => name ?? run ?? []);

/** The commands of every change. */
const commands = read(".ci/run")
  .split("\n")
  .flatMap((line) => /^(np[mx] .*?)(?: &)?$/.exec(line)?.[1] ?? []);

const { scripts } = JSON.parse(read("package.json")) as {
  readonly scripts: Readonly<Record<string, string>>;
};
const checkingScripts = Object.keys(scripts)
  .filter((name) => /^(?:test|check|lint|typecheck|bench)/.test(name))
  .map((name) => (name === "test" ? "npm test" : `npm run ${name}`));

const rows = read("docs/develop/checks.md")
  .split("\n")
  .filter((line) => /^\| `/.test(line))
  .map((line) =>
    line
      .slice(1, -1)
      .split("|")
      .map((cell) => cell.trim()),
  );
const documented = rows.flatMap(([check = ""]) =>
  [...check.matchAll(/`([^`]+)`/g)].map(([, name]) => name),
);

describe("the page about checks", () => {
  it("lists every check that runs, and no other", () => {
    const checks = new Set([...steps, ...commands, ...checkingScripts]);
    expect(checks.size).toBeGreaterThan(25);
    expect([...documented].sort()).toEqual([...checks].sort());
  });

  it("says of each what turns it red, and how that was seen", () => {
    for (const [check, red = "", shown = ""] of rows) {
      expect([check, red, shown]).toEqual([
        check,
        expect.stringMatching(/\w{3}/),
        expect.stringMatching(/`[\w-]+(?:\.\w+)*\.test\.ts`|exit code|itself/),
      ]);
    }
  });
});
