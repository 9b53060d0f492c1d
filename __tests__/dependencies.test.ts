import { readFileSync } from "node:fs";
import path from "node:path";
import { dependencyProblems } from "./support/sources/declared-packages";
import type { Manifest, PackageFolder } from "./support/sources/declared-packages";
import { readImportGraph } from "./support/sources/import-graph";
import { loadedModules } from "./support/sources/loaded-modules";
import { projectFiles, root } from "./support/sources/project-files";

/** A package.json. */
interface WholeManifest extends Manifest {
  readonly workspaces?: readonly string[];
  readonly scripts?: Readonly<Record<string, string>>;
  readonly bin?: string | Readonly<Record<string, string>>;
}

const readJson = (file: string): unknown => JSON.parse(readFileSync(path.join(root, file), "utf8"));
// npm has already accepted these files.
const readManifest = (folder: string) =>
  readJson(path.join(folder, "package.json")) as WholeManifest;

const { workspaces = [] } = readManifest("");

/** Folders with a package.json that are not workspaces: an example, and the packages of a check. */
const separateProjects = projectFiles(/^.+\/package\.json$/)
  .map((file) => path.dirname(file))
  .filter((folder) => !workspaces.includes(folder));

/** Packages used by a script, by TypeScript's `types`, by a tool's configuration, or as a peer of another one. */
function usedByTools(manifest: WholeManifest, imported: ReadonlySet<string>): Set<string> {
  const { scripts = {}, devDependencies = {} } = manifest;
  const words = new Set(Object.values(scripts).flatMap((script) => script.split(/\s+/)));
  // The project's own file.
  const { compilerOptions } = readJson("tsconfig.json") as { compilerOptions: { types: string[] } };
  const settings = projectFiles(/^[^/]+\.config\.mjs$/)
    .map((file) => readFileSync(path.join(root, file), "utf8"))
    .join("\n");
  const isUsed = (name: string) => {
    const { bin = {} } = readManifest(path.join("node_modules", name));
    const commands = typeof bin === "string" ? [path.basename(name)] : Object.keys(bin);
    const typed = /^@types\/(.*)$/.exec(name)?.[1];
    return (
      commands.some((command) => words.has(command)) ||
      settings.includes(`"${name}"`) ||
      (typed !== undefined && (compilerOptions.types.includes(typed) || imported.has(typed)))
    );
  };
  const used = new Set(Object.keys(devDependencies).filter(isUsed));
  for (const name of [...used]) {
    const { peerDependencies = {} } = readManifest(path.join("node_modules", name));
    for (const peer of Object.keys(peerDependencies)) used.add(peer);
  }
  return used;
}

function readFolders(): PackageFolder[] {
  const imports = new Map(
    [...readImportGraph().packages]
      .filter(([file]) => !separateProjects.some((folder) => file.startsWith(`${folder}/`)))
      .map(([file, specifiers]) => [file, [...specifiers]]),
  );
  const all = new Set([...imports.values()].flat());
  const ownerOf = (file: string) =>
    workspaces.find((workspace) => file.startsWith(`${workspace}/`)) ?? "";
  return ["", ...workspaces].map((folder) => {
    const manifest = readManifest(folder);
    return {
      folder,
      manifest,
      imports: new Map([...imports].filter(([file]) => ownerOf(file) === folder)),
      usedOtherwise: folder === "" ? usedByTools(manifest, all) : new Set(),
    };
  });
}

describe("the declared packages", () => {
  const folders = readFolders();

  it("are read from all workspaces", () => {
    expect(folders.map(({ folder }) => folder)).toEqual(["", "cli", "local", "toolchain"]);
    for (const { imports } of folders) expect(imports.size).toBeGreaterThan(5);
    // A package.json must not take the sources next to it out of this test unseen.
    expect(separateProjects).toEqual(["compat/cdktn", "examples/library"]);
  });

  it("are those that the sources import, in one version", () => {
    expect(dependencyProblems(folders)).toEqual([]);
  });

  it("have exact versions", () => {
    const ranges = folders.flatMap(({ manifest: { dependencies, devDependencies } }) =>
      Object.entries({ ...devDependencies, ...dependencies }).filter(
        ([name, version]) =>
          !/^\d+\.\d+\.\d+(?:-[\w.-]+)?$/.test(version) &&
          !workspaces.some((workspace) => name.endsWith(`/${workspace}`)),
      ),
    );
    expect(ranges).toEqual([]);
  });

  it("are installed once for all workspaces", () => {
    // The project's own file.
    const { packages } = readJson("package-lock.json") as { packages: Record<string, unknown> };
    expect(
      Object.keys(packages).filter((place) =>
        workspaces.some((workspace) => place.startsWith(`${workspace}/node_modules/`)),
      ),
    ).toEqual([]);
  });
});

describe("the check of declared packages", () => {
  const given = (folder: string, manifest: Partial<Manifest>, file: string, source: string) => ({
    folder,
    manifest: { name: `@example/${folder}`, ...manifest },
    imports: new Map([[file, loadedModules(source, file).specifiers]]),
    usedOtherwise: new Set<string>(),
  });

  it.each([
    ["a static import", 'import { a } from "@aws/sdk/deep";', "@aws/sdk"],
    ["an import of a type", 'import type { A } from "ajv";', "ajv"],
    ["a re-export", 'export * from "ajv/dist/core";', "ajv"],
    ["a dynamic import", 'await import("ajv");', "ajv"],
    ["an import type", 'type A = import("ajv").A;', "ajv"],
    ["a call of `require`", 'require("ajv");', "ajv"],
    ["the path of a module", 'require.resolve("ajv/package.json");', "ajv"],
    ["a mock", 'jest.mock("ajv");', "ajv"],
    ["an option of Node.js", 'run(["--require", "tsx/cjs", file]);', "tsx"],
    ["a way through node_modules", 'import "../node_modules/ajv/dist/core";', "ajv"],
    ["the project from a workspace", 'import "streaming-data-lake";', "streaming-data-lake"],
    ["another workspace", 'import "@example/cli/program";', "@example/cli"],
    ["a file of a package", 'join(root, "node_modules", "ajv", "data.json");', "ajv"],
  ])("reports %s that is not declared", (_, source, name) => {
    const problems = dependencyProblems([given("local", {}, "local/a.ts", source)]);
    expect(problems).toEqual([
      `local/a.ts imports ${name}, which local/package.json does not declare`,
    ]);
  });

  it("requires no declaration for files, modules of Node.js and the package itself", () => {
    const source = 'import "./a"; import "node:fs"; import "fs/promises"; import "@example/local";';
    expect(dependencyProblems([given("local", {}, "local/a.ts", source)])).toEqual([]);
  });

  it("reports unused packages", () => {
    const manifest = { dependencies: { ajv: "1.0.0" } };
    expect(dependencyProblems([given("local", manifest, "local/a.ts", "")])).toEqual([
      "local/package.json declares ajv, which is not used",
    ]);
  });

  it.each(["stacks/a.ts", "main.ts", "synth.mjs"])(
    "does not let %s use development dependencies",
    (file) => {
      const manifest = { devDependencies: { ajv: "1.0.0" } };
      expect(dependencyProblems([given("", manifest, file, 'import "ajv";')])).toEqual([
        `${file} imports ajv, which package.json declares for development only`,
      ]);
    },
  );

  it.each(["__tests__/a.test.ts", "bench/a.ts", "jest.config.mjs"])(
    "lets %s use development dependencies",
    (file) => {
      const manifest = { devDependencies: { ajv: "1.0.0" } };
      expect(dependencyProblems([given("", manifest, file, 'import "ajv";')])).toEqual([]);
    },
  );

  it("does not let a workspace use the packages of the root", () => {
    const problems = dependencyProblems([
      given("", { dependencies: { ajv: "1.0.0" } }, "model/a.ts", 'import "ajv";'),
      given("cli", {}, "cli/a.ts", 'import "ajv";'),
    ]);
    expect(problems).toEqual(["cli/a.ts imports ajv, which cli/package.json does not declare"]);
  });

  it("reports a package in two versions", () => {
    const problems = dependencyProblems([
      given("", { devDependencies: { ajv: "1.0.0" } }, "bench/a.ts", 'import "ajv";'),
      given("cli", { dependencies: { ajv: "1.0.0" } }, "cli/a.ts", 'import "ajv";'),
      given("local", { dependencies: { ajv: "1.0.1" } }, "local/a.ts", 'import "ajv";'),
    ]);
    expect(problems).toEqual([
      "local/package.json declares ajv 1.0.1, package.json 1.0.0",
      "local/package.json declares ajv 1.0.1, cli/package.json 1.0.0",
    ]);
  });
});
