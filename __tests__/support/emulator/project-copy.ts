import { cpSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { projectFolder } from "../../../local/home/lake-home";
import { putFixtureDatasets } from "./fixture-datasets";

const SOURCES = [
  ".prettierrc.json",
  "main.ts",
  "synth.mjs",
  "cdktf.json",
  "package.json",
  "tsconfig.json",
  "aws",
  "config",
  "errors",
  "examples",
  "formats",
  "model",
  "stacks",
  "modules",
  "lambda-src",
  "toolchain",
  "local",
  "cli",
];

/**
 * A copy of the sources of the project in another folder, with the datasets of the tests. It shares the installed packages and
 * tools.
 */
export function copyProject(): string {
  const folder = path.join(mkdtempSync(path.join(tmpdir(), "clone-")), "project");
  mkdirSync(folder);
  for (const source of SOURCES) {
    cpSync(path.join(projectFolder, source), path.join(folder, source), { recursive: true });
  }
  symlinkSync(path.join(projectFolder, "node_modules"), path.join(folder, "node_modules"));
  putFixtureDatasets(folder);
  // Where nothing is installed yet, the first copy installs it for all.
  const tools = path.join(projectFolder, ".lake", "tools");
  mkdirSync(tools, { recursive: true });
  mkdirSync(path.join(folder, ".lake"));
  symlinkSync(tools, path.join(folder, ".lake", "tools"));
  return folder;
}

/** Edits a file of a copy. @throws Error when a text to replace is missing */
export function editFile(
  folder: string,
  file: string,
  edits: readonly [from: string, to: string][],
) {
  const absolute = path.join(folder, file);
  let text = readFileSync(absolute, "utf8");
  for (const [from, to] of edits) {
    if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
    text = text.replace(from, () => to);
  }
  writeFileSync(absolute, text);
}
