import { readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { projectFiles, root } from "./support/sources/project-files";
import { temporaryPaths } from "./support/sources/temporary-paths";

/** Files with paths past the folder of the run: how many, and why none of them is left behind there. */
const LISTED: Readonly<Record<string, readonly [count: number, reason: string]>> = {
  "__tests__/cli/bootstrap/state-file.test.ts": [2, "Names of files that are never read."],
  "__tests__/config/local-environment.test.ts": [2, "Names of folders that are never made."],
  "__tests__/local/athena/statements/hive/create-external-table.test.ts": [
    1,
    "A location in a statement, which is no folder.",
  ],
  "__tests__/local/gateway/web-pages.security.test.ts": [1, "An origin that is refused."],
  "__tests__/local/lambda/code/code-packages.security.test.ts": [
    1,
    "A name in a zip that is refused.",
  ],
  "__tests__/local/lambda/function-service.test.ts": [1, "The function's own folder."],
  "__tests__/local/lambda/function-settings.test.ts": [1, "The variable that a function gets."],
  "__tests__/local/lambda/process/limits.security.test.ts": [2, "The function's own folder."],
  "__tests__/local/lambda/runtime/confinement.security.test.ts": [
    15,
    "The function's own folder, and one outside of it, which the test removes.",
  ],
  "__tests__/local/lambda/support/control-plane.ts": [
    1,
    "In tmpdir(), unless a test names a folder.",
  ],
  "__tests__/local/lambda/support/running-functions.ts": [
    1,
    "In tmpdir(), unless a test names a folder.",
  ],
  "__tests__/support/test-run/run-folder.ts": [1, "The folder of the run itself."],
  "__tests__/support/test-run/set-up.ts": [1, "Sets the folder of the run."],
  "__tests__/support/test-run/test-run.processes.test.ts": [3, "A process that makes no files."],
  "cli/bootstrap/bootstrap-folder.ts": [1, "In the folder of the embedded AWS."],
  "local/athena/engine/duckdb-session.ts": [1, "In the folder of the engine."],
  "local/athena/engine/sources/converted-rows.ts": [1, "In the folder of the query."],
  "local/lambda/process/function-environment.ts": [1, "The variable that a function gets."],
  "local/lambda/runtime/tmp-folder.ts": [1, "Redirected to the function's own folder."],
  "synth.mjs": [1, "In the project's cache."],
  "toolchain/scratch-folder.ts": [1, "In the folder of the caller."],
};

function parse(file: string, text: string): ts.SourceFile {
  return ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, /* setParentNodes */ true);
}

describe("temporary files", () => {
  // A run removes its folder, which TMPDIR names in all of its processes, and nothing else.
  it("are in the folder that TMPDIR names, except in the files that are listed", () => {
    const self = path.relative(root, __filename);
    const files = projectFiles(/\.[cm]?[jt]s$/).filter((file) => file !== self);
    expect(files.length).toBeGreaterThan(1000);
    const found = files.flatMap((file) => {
      const paths = temporaryPaths(parse(file, readFileSync(path.join(root, file), "utf8")));
      return paths.length === 0 ? [] : [[file, paths.length] as const];
    });
    const counts = Object.entries(LISTED).map(([file, [count]]) => [file, count] as const);
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(counts));
  });

  it("are made by no program before the folder of the run is set", () => {
    for (const file of ["jest.config.mjs", "__tests__/support/test-run/set-up.ts"]) {
      expect(readFileSync(path.join(root, file), "utf8")).not.toMatch(/tmpdir|mkdir|node:fs/);
    }
  });

  it.each([
    'mkdtempSync("/tmp/lake-")',
    "writeFileSync(`/tmp/${name}`, text)",
    'run("node -e \'fs.mkdirSync(\\"/var/tmp/a\\")\'")',
    "mkdtempSync(join(folder, name))",
    "await fs.promises.mkdtemp(prefix)",
    'process.env["TMPDIR"] = folder',
    "delete process.env.TMPDIR",
    "spawn(program, { env: { TMPDIR: folder } })",
  ])("are found in %s", (text) => {
    expect(temporaryPaths(parse("a.ts", text))).not.toEqual([]);
  });

  it.each([
    'mkdtempSync(path.join(tmpdir(), "lake-"))',
    'mkdtemp(join(os.tmpdir(), "lake-"))',
    'const folder = "own/tmp/a"',
    "process.env.TMPDIR === folder",
  ])("are accepted in %s", (text) => {
    expect(temporaryPaths(parse("a.ts", text))).toEqual([]);
  });
});
