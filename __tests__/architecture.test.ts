import { readFileSync } from "node:fs";
import path from "node:path";
import { moduleSpecifiers } from "./support/sources/module-specifiers";
import { projectFiles, root } from "./support/sources/project-files";

/** Whom each room may import; a room that stands in no list is imported by nobody. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
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

const MOST_FILES = 17;

type Imports = ReadonlyMap<string, ReadonlySet<string>>;

/** The source files of the rooms. */
function sourceFiles(): string[] {
  return projectFiles(/\.ts$/).filter((file) => room(file) in ROOMS);
}

/** What a file imports by relative paths: types too, and what it imports while it runs. */
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

function room(file: string): string {
  return file.split("/")[0] ?? "";
}

/** Imports that no rule allows, as `file -> file`. */
function forbidden(imports: Imports): string[] {
  return [...imports].flatMap(([file, targets]) =>
    [...targets]
      .filter(
        (target) =>
          room(target) !== room(file) && ROOMS[room(file)]?.includes(room(target)) !== true,
      )
      .map((target) => `${file} -> ${target}`),
  );
}

/** Groups of files each of which reaches all others of its group (Tarjan). */
function circles(imports: Imports): string[][] {
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

/** The arrows of the picture in docs/architecture.md, whose labels name the rooms. */
function drawnArrows(page: string): ReadonlyMap<string, ReadonlySet<string>> {
  const [, picture = ""] = /## The source tree[^]*?```mermaid\n([^]*?)```/.exec(page) ?? [];
  const rooms = new Map(
    [...picture.matchAll(/(\w+)\["([\w.-]+?)\/?<br\/>/g)].map(([, id = "", name = ""]) => [
      id,
      name,
    ]),
  );
  const arrows = new Map([...rooms.values()].map((name) => [name, new Set<string>()]));
  for (const [, from = "", to = ""] of picture.matchAll(/^ +(\w+)(?:\[.*?\])? --> (\w+)/gm)) {
    arrows.get(rooms.get(from) ?? from)?.add(rooms.get(to) ?? to);
  }
  return arrows;
}

/** What each room reaches, directly or through others. */
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

describe("the house", () => {
  const imports = readImports();

  it("is read as a whole", () => {
    const count = [...imports.values()].reduce((sum, targets) => sum + targets.size, 0);
    expect(imports.size).toBeGreaterThan(500);
    expect(count).toBeGreaterThan(1500);
  });

  it("has no arrow upwards", () => {
    expect(forbidden(imports)).toEqual([]);
  });

  it("is drawn in docs/architecture.md", () => {
    const page = readFileSync(path.join(root, "docs/architecture.md"), "utf8");
    expect(reach(drawnArrows(page))).toEqual(reach(Object.entries(ROOMS)));
  });

  it("has no circle, of types neither", () => {
    expect(circles(imports)).toEqual([]);
  });

  it(`has no folder with more than ${MOST_FILES} files`, () => {
    const counts = new Map<string, number>();
    for (const file of projectFiles()) {
      // The root has what tools look for there; a folder of tests has a file for each of its sources.
      if (!file.includes("/") || file.startsWith("__tests__/")) continue;
      counts.set(path.dirname(file), (counts.get(path.dirname(file)) ?? 0) + 1);
    }
    expect([...counts].filter(([, count]) => count > MOST_FILES)).toEqual([]);
  });
});

describe("the rules of the house", () => {
  it.each([
    ["a static import", 'import { a } from "../cli/lake";'],
    ["an import of a type", 'import type { A } from "../cli/lake";'],
    ["what is passed on", 'export * from "../cli/lake";'],
    ["an import at run time", 'await import("../cli/lake");'],
    ["the type of an import", 'type A = import("../cli/lake").A;'],
  ])("see %s", (_, source) => {
    const targets = importsIn("local/a.ts", source).map((target) => `${target}.ts`);
    expect(targets).toEqual(["cli/lake.ts"]);
    expect(forbidden(new Map([["local/a.ts", new Set(targets)]]))).toEqual([
      "local/a.ts -> cli/lake.ts",
    ]);
  });

  it("see a circle of three", () => {
    const imports = new Map([
      ["a.ts", new Set(["b.ts"])],
      ["b.ts", new Set(["c.ts"])],
      ["c.ts", new Set(["a.ts"])],
      ["d.ts", new Set(["a.ts"])],
    ]);
    expect(circles(imports)).toEqual([["a.ts", "b.ts", "c.ts"]]);
  });
});
