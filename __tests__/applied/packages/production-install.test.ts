import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { isBuiltin } from "node:module";
import path from "node:path";
import { projectFolder } from "../../../local/home/lake-home";
import { startProcess } from "../../support/emulator/lake-command";
import { copyProject } from "../../support/emulator/project-copy";
import { sampleEvent } from "../../support/events/sample-events";
import { readImportGraph } from "../../support/sources/import-graph";
import { packageOf } from "../../support/sources/loaded-modules";

/** The part of package-lock.json that decides what `npm ci --omit=dev` installs. */
interface Lock {
  readonly packages: Readonly<
    Record<string, { readonly dev?: boolean; readonly link?: boolean; readonly resolved?: string }>
  >;
}

const lockFile = path.join(projectFolder, "package-lock.json");
// npm has already accepted this file.
const lock = JSON.parse(readFileSync(lockFile, "utf8")) as Lock;

/** Folders of the packages that are installed without development packages. */
const production = Object.entries(lock.packages).filter(
  ([folder, { dev }]) => folder.startsWith("node_modules/") && dev !== true,
);

/** Links the files of a package, not its folder: Node.js would look for dependencies next to the original. */
function linkFiles(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    // Nested packages have entries of their own in the lock.
    if (entry.isDirectory() && entry.name !== "node_modules") linkFiles(source, target);
    else if (entry.isFile()) linkFile(source, target);
  }
}

function linkFile(source: string, target: string): void {
  try {
    linkSync(source, target);
  } catch {
    // On another file system.
    copyFileSync(source, target);
  }
}

describe("lake in an install without development packages", () => {
  const project = copyProject();

  beforeAll(() => {
    writeFileSync(path.join(project, "event.json"), sampleEvent(1));
    // A dataset's file is formatted as the project is.
    copyFileSync(
      path.join(projectFolder, ".prettierrc.json"),
      path.join(project, ".prettierrc.json"),
    );
    rmSync(path.join(project, "node_modules"));
    for (const [folder, { link, resolved = "" }] of production) {
      const [source, target] = [path.join(projectFolder, folder), path.join(project, folder)];
      // Binaries for other machines are in the lock, but not installed.
      if (!existsSync(source)) continue;
      if (link !== true) {
        linkFiles(source, target);
        continue;
      }
      mkdirSync(path.dirname(target), { recursive: true });
      symlinkSync(path.join(project, resolved), target);
    }
  });

  const lake = (...args: readonly string[]) =>
    startProcess(process.execPath, ["cli/lake.mjs", ...args], {}, project).ended;

  it("lacks the development packages", () => {
    expect(existsSync(path.join(project, "node_modules", "tsx"))).toBe(true);
    expect(existsSync(path.join(project, "node_modules", "cdktf"))).toBe(false);
    expect(existsSync(path.join(project, "node_modules", "typescript"))).toBe(false);
  });

  it("has every package that the command and the embedded AWS import", () => {
    const imports = [...readImportGraph().packages].filter(([file]) =>
      /^(aws|cli|errors|formats|local|model|toolchain)\//.test(file),
    );
    expect(imports.length).toBeGreaterThan(100);
    const missing = imports.flatMap(([file, specifiers]) =>
      [...specifiers]
        .flatMap((specifier) => (isBuiltin(specifier) ? [] : (packageOf(specifier) ?? [])))
        .filter((name) => !existsSync(path.join(project, "node_modules", name, "package.json")))
        .map((name) => `${file} imports ${name}`),
    );
    expect(missing).toEqual([]);
  });

  it.each([
    ["lists its commands", ["--help"], "Usage: lake [options] [command]"],
    ["converts records", ["publish", "--dry-run", "event.json", "--json"], '"converted": 1'],
    [
      "selects records by jq",
      ["publish", "--dry-run", "--jq", ".", "event.json"],
      "│ 1       │ 1 ",
    ],
    ["infers a dataset", ["dataset", "add", "orders", "--from", "event.json"], "orders"],
  ])("%s", async (_, args, printed) => {
    expect(await lake(...args)).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining(printed) as string,
    });
  });
});
