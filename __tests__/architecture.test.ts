import { readFileSync } from "node:fs";
import path from "node:path";
import { findCycles } from "./support/sources/import-cycles";
import { importGraph, readImportGraph, sourceName } from "./support/sources/import-graph";
import {
  forbiddenImports,
  forbiddenPackages,
  forbiddenWays,
  importRules,
  unusedRules,
} from "./support/sources/import-rules";
import { loadedModules } from "./support/sources/loaded-modules";
import { projectFiles, root } from "./support/sources/project-files";

const MAXIMUM_FILES = 15;

/**
 * Folders that have more files, and exactly how many. A number only falls: a folder that shrinks takes its number with it,
 * and leaves the list at {@link MAXIMUM_FILES}. Tools expect their settings in the root, and people the changelog and the
 * security policy.
 */
const OVERFULL_FOLDERS: Readonly<Record<string, number>> = {
  ".": 20,
};

/**
 * Folders whose tests are elsewhere: they are parts of what is tested there, as a whole and by its results. A folder that gets
 * tests of its own leaves the list.
 */
const TESTED_ELSEWHERE: Readonly<Record<string, string>> = {
  // A real browser shows the page, on a lake that Terraform deployed.
  "cli/console/page": "__tests__/applied/console",
  "cli/console/page/parts": "__tests__/applied/console",
  "cli/console/page/views/cost": "__tests__/applied/console",
  "cli/console/page/views/data": "__tests__/applied/console",
  "cli/console/page/views/failures": "__tests__/applied/console",
  "cli/console/page/views/publish": "__tests__/applied/console",
  "cli/cost/prices": "__tests__/cli/cost",
  "cli/cost/services": "__tests__/cli/cost",
  "cli/review/changes": "__tests__/cli/review",
  "cli/review/rules": "__tests__/cli/review",
  "cli/review/rules/arguments": "__tests__/cli/review/rules/durability",
  "cli/review/rules/cost": "__tests__/cli/review",
  "cli/review/rules/data-loss/holdings": "__tests__/cli/review/rules/data-loss",
  "cli/review/rules/exposure/settings": "__tests__/cli/review/rules/exposure",
  "cli/review/rules/schema": "__tests__/cli/review",
  // Every test of the schemas, the documents and the stacks reads them.
  "config/datasets": "__tests__/stacks/data-lake",
  "local/athena/engine/macros": "__tests__/local/athena/engine",
  "local/athena/translation/queries": "__tests__/local/athena/translation",
  "local/athena/types": "__tests__/local/athena/translation",
  "local/gateway/bodies": "__tests__/local/gateway",
  "local/gateway/callers": "__tests__/local/gateway",
  "local/gateway/routing": "__tests__/local/gateway",
  // The tables of Trino and pyiceberg, through the queries that read them.
  "local/iceberg": "__tests__/local/athena/engine/iceberg",
  // By deliveries, and by what they leave to other readers.
  "local/iceberg/commits": "__tests__/local/firehose/iceberg",
  "local/iceberg/creation": "__tests__/local/glue/catalog",
  "local/iceberg/evolution": "__tests__/local/glue/catalog",
  "local/glue/catalog/iceberg": "__tests__/local/glue/catalog",
  "local/iceberg/manifests": "__tests__/local/athena/engine/iceberg",
  "local/iceberg/metadata": "__tests__/local/athena/engine/iceberg",
  "local/iceberg/scan": "__tests__/local/athena/engine/iceberg",
  "local/lambda/code/unzip": "__tests__/local/lambda/code",
  // The calls of an SDK need all of them.
  "local/s3/attributes": "__tests__/local/s3",
  "local/s3/multipart": "__tests__/local/s3",
  "local/s3/xml": "__tests__/local/s3",
  "model/alarms": "__tests__/modules/monitoring",
  // Types, whose defaults and checks are tested.
  "model/environment/settings": "__tests__/model/environment",
  // By the installations of moto, and attacks on them.
  "toolchain/python": "__tests__/toolchain/moto",
};

/** Folders of tests of what several folders do together: attacks, and the answers of a real Trino. */
const TESTS_OF_MANY_FOLDERS = [
  "local/athena/engine/injection",
  "local/athena/engine/sources/trino-tables",
  "local/athena/trino-cases",
  "local/athena/trino-cases/differential",
  "local/athena/trino-cases/regexps",
];

/** Folders of the picture of the source tree that have sources, with their subfolders. */
function sourceFolders(files: readonly string[]): string[] {
  const rooms = Object.keys(importRules.drawn).filter((name) => !name.includes("."));
  const sources = files.filter(
    (file) => sourceName.test(file) && rooms.some((room) => file.startsWith(`${room}/`)),
  );
  return [...new Set(sources.map((file) => path.dirname(file)))].sort();
}

function isTested(folder: string, files: readonly string[]): boolean {
  return files.some(
    (file) => file.endsWith(".test.ts") && path.dirname(file) === `__tests__/${folder}`,
  );
}

/** Folders with sources whose folder in `__tests__` has no test. */
function foldersWithoutTests(files: readonly string[]): string[] {
  return sourceFolders(files).filter((folder) => !isTested(folder, files));
}

/** Folders of tests, by what they would be the tests of, that have no such folder. */
function testsWithoutFolder(files: readonly string[]): string[] {
  const tests = files.filter((file) => /^__tests__\/.*\.test\.ts$/.test(file));
  const folders = sourceFolders(tests.map((file) => file.replace("__tests__/", "")));
  return folders.filter((folder) => !files.some((file) => file.startsWith(`${folder}/`)));
}

/** Folders with more than {@link MAXIMUM_FILES} files and their number, not counting their subfolders. */
function overfullFolders(files: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const file of files) counts[path.dirname(file)] = (counts[path.dirname(file)] ?? 0) + 1;
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > MAXIMUM_FILES));
}

/** The arrows of the picture in docs/architecture.md, between the names in its labels. */
function drawnArrows(page: string): ReadonlyMap<string, ReadonlySet<string>> {
  const [, picture = ""] = /## The source tree[^]*?```mermaid\n([^]*?)```/.exec(page) ?? [];
  const names = new Map(
    [...picture.matchAll(/(\w+)\["([\w.-]+?)\/?<br\/>/g)].map(([, id = "", name = ""]) => [
      id,
      name,
    ]),
  );
  const arrows = new Map([...names.values()].map((name) => [name, new Set<string>()]));
  for (const [, from = "", to = ""] of picture.matchAll(/^ +(\w+)(?:\[.*?\])? --> (\w+)/gm)) {
    arrows.get(names.get(from) ?? from)?.add(names.get(to) ?? to);
  }
  return arrows;
}

/** What each folder reaches, directly or through others. */
function reach(
  arrows: Iterable<readonly [string, Iterable<string>]>,
): Readonly<Record<string, readonly string[]>> {
  const direct = new Map(arrows);
  const follow = (from: string, seen: Set<string>): Set<string> => {
    for (const to of direct.get(from) ?? []) if (!seen.has(to)) follow(to, seen.add(to));
    return seen;
  };
  return Object.fromEntries(
    [...direct.keys()].sort().map((from) => [from, [...follow(from, new Set())].sort()]),
  );
}

describe("the source tree", () => {
  const graph = readImportGraph();

  it("is read completely", () => {
    const count = [...graph.imports.values()].reduce((sum, targets) => sum + targets.size, 0);
    expect(graph.imports.size).toBeGreaterThan(1000);
    expect(count).toBeGreaterThan(4000);
    expect(graph.unresolved).toEqual([]);
  });

  it("has only allowed imports", () => {
    expect(forbiddenImports(graph.imports)).toEqual([]);
    expect(forbiddenPackages(graph.packages)).toEqual([]);
    expect(forbiddenWays(graph.imports, importRules.unreached)).toEqual([]);
  });

  it("has no rule that no import needs", () => {
    expect(unusedRules(graph.imports)).toEqual([]);
  });

  it("has no test and no benchmark that loads the datasets of the lake, which people change", () => {
    const loading = [...graph.imports].filter(
      ([file, targets]) =>
        /^(__tests__|bench)\//.test(file) &&
        [...targets].some((target) => target.startsWith("config/datasets/")),
    );
    // They mock them.
    expect(loading.map(([file]) => file)).toEqual([
      "__tests__/cli/completion/suggest.test.ts",
      "__tests__/cli/failures.test.ts",
    ]);
  });

  it("loads no unknown module, except those that are listed with a reason", () => {
    expect([...graph.computed].sort()).toEqual(Object.keys(importRules.computedLoads).sort());
  });

  it("is drawn in docs/architecture.md", () => {
    const page = readFileSync(path.join(root, "docs/architecture.md"), "utf8");
    expect(reach(drawnArrows(page))).toEqual(reach(Object.entries(importRules.drawn)));
  });

  it("has no import cycles, not even of types, of tests or of benchmarks", () => {
    expect(findCycles(graph.imports)).toEqual([]);
  });

  it(`has no folder with more than ${MAXIMUM_FILES} files, except those that are listed`, () => {
    const files = projectFiles();
    expect(files.length).toBeGreaterThan(1000);
    expect(overfullFolders(files)).toEqual(OVERFULL_FOLDERS);
  });

  it("has the tests of each folder in the same place, except those that are listed", () => {
    const files = projectFiles();
    expect(sourceFolders(files).length).toBeGreaterThan(100);
    expect(foldersWithoutTests(files)).toEqual(Object.keys(TESTED_ELSEWHERE).sort());
    for (const folder of Object.values(TESTED_ELSEWHERE)) {
      expect(files).toContainEqual(expect.stringMatching(`^${folder}(/[^/]+)?\\.test\\.ts$`));
    }
  });

  it("has no tests of folders that don't exist, except those that are listed", () => {
    expect(testsWithoutFolder(projectFiles())).toEqual(TESTS_OF_MANY_FOLDERS);
  });
});

describe("the checks of the source tree", () => {
  it.each([
    ["a static import", 'import { a } from "../cli/program";'],
    ["a type import", 'import type { A } from "../cli/program";'],
    ["a re-export", 'export * from "../cli/program";'],
    ["a dynamic import", 'await import("../cli/program");'],
    ["an import type", 'type A = import("../cli/program").A;'],
    ["a call of require", 'module.require("../cli/program");'],
    ["a mock", 'jest.mock("../cli/program");'],
    ["the ending of the compiled file", 'import "../cli/program.js";'],
    ["the name of a workspace", 'import "@streaming-data-lake/cli/program";'],
    ["a way through node_modules", 'import "../node_modules/@streaming-data-lake/cli/program";'],
    ["a file below node_modules", 'join("node_modules", "@streaming-data-lake/cli/program.ts");'],
    ["a URL", 'new URL("../cli/program.ts", import.meta.url);'],
    ["a thread", 'new Worker(new URL("../cli/program.ts", import.meta.url));'],
    ["a process", 'childProcess.fork("../cli/program.ts");'],
    ["an option of Node.js", 'run(["--import", "../cli/program.ts"]);'],
  ])("detect %s", (_, source) => {
    const { imports } = importGraph([["local/a.ts", source]]);
    expect(forbiddenImports(imports)).toEqual(["local/a.ts -> cli/program.ts"]);
  });

  it("detect the project's own name", () => {
    const { imports } = importGraph([["local/a.ts", 'import "streaming-data-lake";']]);
    expect(forbiddenImports(imports)).toEqual(["local/a.ts -> index.ts"]);
  });

  it.each(["bench/bench.ts", "__tests__/support/canary.ts"])("detect a way through %s", (relay) => {
    const { imports } = importGraph([["local/a.ts", `import "../${relay}";`]]);
    expect(forbiddenImports(imports)).toEqual([`local/a.ts -> ${relay}`]);
  });

  it.each(["mts", "cts", "mjs", "cjs", "js", "tsx", "jsx"])("read files that end in .%s", (end) => {
    const { imports } = importGraph([[`local/a.${end}`, 'import "../cli/program";']]);
    expect(forbiddenImports(imports)).toEqual([`local/a.${end} -> cli/program.ts`]);
    expect(sourceName.test(`local/a.${end}`)).toBe(true);
  });

  it("detect a way through other folders", () => {
    const imports = new Map([
      ["local/athena/analysis/a.ts", new Set(["local/athena/types/b.ts"])],
      ["local/athena/types/b.ts", new Set(["local/duckdb/sql.ts"])],
    ]);
    expect(forbiddenWays(imports, importRules.unreached)).toEqual([
      "local/athena/analysis/a.ts -> local/duckdb/sql.ts",
    ]);
  });

  it("detect a folder without rules", () => {
    expect(forbiddenImports(new Map([["relay/a.ts", new Set()]]))).toEqual([
      "relay/a.ts: docs/import-rules.json does not have relay",
    ]);
  });

  it("detect a rule that no import needs", () => {
    expect(unusedRules(new Map())).toContain("cli -> local");
  });

  it("detect CDKTF where it does not belong", () => {
    const names = ["cdktf", "constructs"];
    const source = names.map((name) => `import "${name}";`).join(" ");
    const { packages } = importGraph([["cli/a.ts", source]]);
    expect(forbiddenPackages(packages)).toEqual(names.map((name) => `cli/a.ts -> ${name}`));
  });

  it.each(["../nowhere", "nowhere", "file:///etc/hosts", "/etc/hosts", "../../../../../etc/hosts"])(
    "detect that %s leads nowhere",
    (specifier) => {
      const { unresolved } = importGraph([["local/a.ts", `import "${specifier}";`]]);
      expect(unresolved).toEqual([`local/a.ts: ${specifier}`]);
    },
  );

  it.each([
    ["import(name)", "import(name)"],
    ["import(`../${name}`)", "import(`../${name}`)"],
    ["require(name)", "require(name)"],
    ["const load = require; load('x')", "load = require"],
    ["require.resolve(name)", "require.resolve(name)"],
    ["jest.requireActual(name)", "jest.requireActual(name)"],
    ["createRequire(here)('../cli/program')", "createRequire(here)"],
    ["nodeModule.createRequire(here)", "nodeModule.createRequire(here)"],
    ["import { createRequire as load } from 'node:module'", "createRequire as load"],
    ["const { createRequire: load } = nodeModule", "createRequire: load"],
    ["const load = nodeModule.createRequire", "nodeModule.createRequire"],
    ["new Worker(file)", "new Worker(file)"],
    ["new Worker(new URL(name, import.meta.url))", "new URL(name)"],
    ["fork(file)", "fork(file)"],
    ['run(["--require", file])', "--require(file)"],
  ])("detect that only the program knows what %s loads", (source, load) => {
    expect(loadedModules(source).computed).toEqual([load]);
  });

  it("detect a cycle of three files, and a file that imports itself", () => {
    const imports = new Map([
      ["a.ts", new Set(["b.ts"])],
      ["b.ts", new Set(["c.ts"])],
      ["c.ts", new Set(["a.ts"])],
      ["d.ts", new Set(["a.ts"])],
      ["e.ts", new Set(["e.ts"])],
    ]);
    expect(findCycles(imports)).toEqual([["a.ts", "b.ts", "c.ts"], ["e.ts"]]);
  });

  it("detect a folder without tests, whatever tests are above or below it", () => {
    const tests = [
      "__tests__/cli/a.test.ts",
      "__tests__/cli/a/b/c.test.ts",
      "__tests__/cli/a/d.ts",
    ];
    const sources = ["cli/a.ts", "cli/a/d.ts", "cli/a/b/c.ts", "local/e.py", "local/f/g.mjs"];
    expect(foldersWithoutTests([...sources, ...tests])).toEqual(["cli/a", "local/f"]);
    expect(testsWithoutFolder([...sources, "__tests__/cli/z/a.test.ts"])).toEqual(["cli/z"]);
  });

  it("detect a folder with too many files, the root too", () => {
    const files = (folder: string, count: number) =>
      Array.from({ length: count }, (_, index) => path.join(folder, `${index}.ts`));
    expect(
      overfullFolders([
        ...files("full", MAXIMUM_FILES),
        ...files("full/sub", 1),
        ...files("overfull", MAXIMUM_FILES + 1),
        ...files("", MAXIMUM_FILES + 2),
      ]),
    ).toEqual({ overfull: MAXIMUM_FILES + 1, ".": MAXIMUM_FILES + 2 });
  });
});
