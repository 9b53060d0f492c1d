import { readFileSync } from "node:fs";
import path from "node:path";
import { EXIT, exitCodeMeanings } from "../../../cli/terminal/exit-codes";
import { projectFolder } from "../../../local/home/lake-home";
import { projectFiles } from "../../support/sources/project-files";
import { documentedTable } from "../support/generated-table";

/** The names of exit codes. */
const names = Object.keys(EXIT) as (keyof typeof EXIT)[]; // It has no other keys.

/**
 * Another program, which runs a user's transform and whose exit code only `lake replay` sees; and what runs before any source
 * with these names is loaded.
 */
const ELSEWHERE = new RegExp(
  `^(?:cli/replay/transform/|cli/quick-start/quick-start\\.mjs: ${EXIT.failed}$)`,
);

describe("the documentation of the exit codes", () => {
  it("has every exit code", () => {
    const header = ["exit code", "meaning"];
    const rows = names.map((name) => [String(EXIT[name]), exitCodeMeanings[name]]);
    expect(documentedTable("operate/command-line.md", "exit-codes", { header, rows })).toEqual([
      header,
      ...rows,
    ]);
  });

  it("is of all that a command ends with", () => {
    const literal =
      /process\.exit(?:Code = |\()(?!EXIT\.|exitCodeOf|error\.exitCode|isFailure)([^;)\n]+)/g;
    const sources = projectFiles().filter((file) => /^cli\/.*\.(ts|mjs)$/.test(file));
    expect(sources.length).toBeGreaterThan(200);
    const others = sources.flatMap((file) =>
      [...readFileSync(path.join(projectFolder, file), "utf8").matchAll(literal)].map(
        ([, code]) => `${file}: ${code}`,
      ),
    );
    expect(others.filter((each) => !ELSEWHERE.test(each))).toEqual([]);
  });
});
