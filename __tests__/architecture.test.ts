import { readFileSync } from "node:fs";
import path from "node:path";
import { moduleSpecifiers } from "./support/sources/module-specifiers";
import { projectFiles, root } from "./support/sources/project-files";

/** The folders and files at the top that each of them may import. */
const ALLOWED_IMPORTS: Readonly<Record<string, readonly string[]>> = {
  aws: [],
  errors: [],
  formats: [],
  model: ["errors"],
  config: ["model"],
  "lambda-src": ["aws", "model"],
  modules: ["model"],
  stacks: ["model", "modules"],
  toolchain: ["errors"],
  local: ["aws", "errors", "formats", "toolchain"],
  cli: ["aws", "config", "errors", "formats", "lambda-src", "local", "model", "toolchain"],
  "main.ts": ["config", "errors", "model", "stacks"],
  "index.ts": ["model", "modules", "stacks"],
};

const MAXIMUM_FILES = 15;

/** Folders that still have more files, in alphabetical order. */
const OVERFULL_FOLDERS = [
  "__tests__/support/api-models",
  "cli/cost",
  "formats",
  "local/athena/functions",
];

type Imports = ReadonlyMap<string, ReadonlySet<string>>;

/** The source files below {@link ALLOWED_IMPORTS}. */
function sourceFiles(): string[] {
  return projectFiles(/\.ts$/).filter((file) => topLevel(file) in ALLOWED_IMPORTS);
}

/** The relative imports of a file, including type imports and dynamic imports. */
function importsIn(file: string, source: string): string[] {
  return moduleSpecifiers(source)
    .filter((specifier) => specifier.startsWith("."))
    .map((specifier) => path.join(path.dirname(file), specifier));
}

function readImports(): Imports {
  const files = sourceFiles();
  const known = new Set(files);
  return new Map(
    files.map((file) => {
      const targets = importsIn(file, readFileSync(path.join(root, file), "utf8"));
      return [
        file,
        new Set(
          targets.flatMap((target) =>
            [`${target}.ts`, `${target}/index.ts`, target].filter((each) => known.has(each)),
          ),
        ),
      ];
    }),
  );
}

function topLevel(file: string): string {
  return file.split("/")[0] ?? "";
}

/** Imports that are not allowed, as `file -> file`. */
function forbiddenImports(imports: Imports): string[] {
  return [...imports].flatMap(([file, targets]) =>
    [...targets]
      .filter(
        (target) =>
          topLevel(target) !== topLevel(file) &&
          ALLOWED_IMPORTS[topLevel(file)]?.includes(topLevel(target)) !== true,
      )
      .map((target) => `${file} -> ${target}`),
  );
}

/** Import cycles: strongly connected components with more than one file (Tarjan). */
function findCycles(imports: Imports): string[][] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (file: string): void => {
    order.set(file, order.size);
    lowest.set(file, order.size - 1);
    stack.push(file);
    for (const target of imports.get(file) ?? []) {
      if (!order.has(target)) visit(target);
      else if (!stack.includes(target)) continue;
      lowest.set(file, Math.min(lowest.get(file) ?? 0, lowest.get(target) ?? 0));
    }
    if (lowest.get(file) !== order.get(file)) return;
    const group = stack.splice(stack.indexOf(file));
    if (group.length > 1) found.push(group.sort());
  };
  for (const file of imports.keys()) if (!order.has(file)) visit(file);
  return found;
}

/** Folders with more than {@link MAXIMUM_FILES} files, not counting their subfolders. */
function overfullFolders(files: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const file of files) {
    const folder = path.dirname(file);
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return [...counts].filter(([, count]) => count > MAXIMUM_FILES).map(([folder]) => folder);
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
  const imports = readImports();

  it("is read completely", () => {
    const count = [...imports.values()].reduce((sum, targets) => sum + targets.size, 0);
    expect(imports.size).toBeGreaterThan(500);
    expect(count).toBeGreaterThan(1500);
  });

  it("has only allowed imports", () => {
    expect(forbiddenImports(imports)).toEqual([]);
  });

  it("is drawn in docs/architecture.md", () => {
    const page = readFileSync(path.join(root, "docs/architecture.md"), "utf8");
    expect(reach(drawnArrows(page))).toEqual(reach(Object.entries(ALLOWED_IMPORTS)));
  });

  it("has no import cycles, not even of types", () => {
    expect(findCycles(imports)).toEqual([]);
  });

  it(`has no folder with more than ${MAXIMUM_FILES} files, except those that are listed`, () => {
    // Tools expect their files in the root.
    const files = projectFiles().filter((file) => file.includes("/"));
    expect(files.length).toBeGreaterThan(1000);
    // A listed folder that is small enough has to leave the list.
    expect(overfullFolders(files).sort()).toEqual(OVERFULL_FOLDERS);
  });

  it("has tests for each folder of modules/", () => {
    const foldersIn = (prefix: string, pattern: RegExp) => [
      ...new Set(
        projectFiles(pattern)
          .filter((file) => file.startsWith(prefix))
          .map((file) => file.slice(prefix.length).split("/")[0]),
      ),
    ];
    const modules = foldersIn("modules/", /\.ts$/);
    expect(modules.length).toBeGreaterThan(5);
    const tested = foldersIn("__tests__/modules/", /\.test\.ts$/);
    expect(modules.filter((folder) => !tested.includes(folder))).toEqual([]);
  });
});

describe("the checks of the source tree", () => {
  it.each([
    ["a static import", 'import { a } from "../cli/lake";'],
    ["a type import", 'import type { A } from "../cli/lake";'],
    ["a re-export", 'export * from "../cli/lake";'],
    ["a dynamic import", 'await import("../cli/lake");'],
    ["an import type", 'type A = import("../cli/lake").A;'],
  ])("detect %s", (_, source) => {
    const targets = importsIn("local/a.ts", source).map((target) => `${target}.ts`);
    expect(targets).toEqual(["cli/lake.ts"]);
    expect(forbiddenImports(new Map([["local/a.ts", new Set(targets)]]))).toEqual([
      "local/a.ts -> cli/lake.ts",
    ]);
  });

  it("detect a cycle of three files", () => {
    const imports = new Map([
      ["a.ts", new Set(["b.ts"])],
      ["b.ts", new Set(["c.ts"])],
      ["c.ts", new Set(["a.ts"])],
      ["d.ts", new Set(["a.ts"])],
    ]);
    expect(findCycles(imports)).toEqual([["a.ts", "b.ts", "c.ts"]]);
  });

  it("detect a folder with too many files", () => {
    const files = (folder: string, count: number) =>
      Array.from({ length: count }, (_, index) => `${folder}/${index}.ts`);
    expect(
      overfullFolders([
        ...files("full", MAXIMUM_FILES),
        ...files("full/sub", 1),
        ...files("overfull", MAXIMUM_FILES + 1),
      ]),
    ).toEqual(["overfull"]);
  });
});
