import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { moveManifest } from "./move-manifest";
import type { MovedPackages } from "./move-manifest";
import { moveMarkdown } from "./move-markdown";
import { moveSource } from "./move-source";
import { moveYaml } from "./move-yaml";
import { higherNode, renameCommands } from "./tool-names";
import type { NodeMinimum } from "./tool-names";

/** What this command and its tests say of both tools, and what npm writes. */
const untouched =
  /^(?:compat|__tests__\/compat)\/|(?:^|\/)package-lock\.json$|moving-to-cdktn\.md$/;

/** A name of the tool that the move left, and that is neither `cdktf.json` nor `cdktf.out`, which the fork has, too. */
const leftName = /(?<![\w-])@?cdktf(?!\\?\.(?:json|out)|\w)/;

/** What a move did. */
export interface Moved {
  /** The files that changed, by their paths in the project. */
  readonly changed: readonly string[];
  /** What names the tool otherwise than as a module, a package or a command, as `file:line: text`. */
  readonly left: readonly string[];
}

/**
 * Moves files of a project to the fork.
 *
 * @param files by their paths from the folder
 */
export function moveProject(
  folder: string,
  files: readonly string[],
  packages: MovedPackages,
): Moved {
  const own = minimumOf(folder);
  const minimum = {
    from: shortVersion(own),
    to: shortVersion(higherNode(own, packages.node)),
  };
  const changed: string[] = [];
  const left: string[] = [];
  for (const file of files.filter((name) => !untouched.test(name))) {
    const full = path.join(folder, file);
    const text = readFileSync(full, "utf8");
    const moved = moveFile(file, text, packages, minimum);
    if (moved !== text) {
      writeFileSync(full, moved);
      changed.push(file);
    }
    left.push(...leftIn(file, moved));
  }
  return { changed, left };
}

/** Moves one file by its kind. */
export function moveFile(
  file: string,
  text: string,
  packages: MovedPackages,
  minimum: NodeMinimum,
): string {
  const name = path.basename(file);
  if (name === "package.json") return moveManifest(text, packages);
  if (name === ".nvmrc") {
    const [needed = ""] = minimum.to.split(".");
    return higherNode(text.trim(), needed) === needed ? `${needed}\n` : text;
  }
  const ending = path.extname(file);
  if (/^\.ya?ml$/.test(ending)) return moveYaml(text, minimum);
  // Most files name neither, and are not parsed.
  if (!text.includes("cdktf") && !text.includes(`Node.js ${minimum.from} `)) return text;
  if (/^\.(?:[cm]?[jt]sx?|json)$/.test(ending)) return moveSource(text, file);
  // A picture in XML is parsed as JSX, in which texts are those between the tags.
  if (ending === ".svg") return moveSource(text, "picture.tsx");
  if (ending === ".md") return moveMarkdown(text, minimum);
  return /^#!.*\bsh\b|^#!.*\bbash\b/.test(text) ? moveShell(text) : text;
}

/** Moves the words of a shell script: its comments stay. */
function moveShell(text: string): string {
  return text
    .split("\n")
    .map((line) => (line.trimStart().startsWith("#") ? line : renameCommands(line)))
    .join("\n");
}

function leftIn(file: string, text: string): string[] {
  // Snapshots repeat what sources say; prose names CDKTF in capitals.
  if (/\.snap$|(?:^|\/)\.\w*ignore$/.test(file)) return [];
  return text
    .split("\n")
    .flatMap((line, at) =>
      leftName.test(line) ? [`${file}:${at + 1}: ${line.trim().slice(0, 120)}`] : [],
    );
}

function minimumOf(folder: string): string {
  // The project's own file.
  const { engines } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")) as {
    readonly engines: { readonly node: string };
  };
  return engines.node.replace(">=", "");
}

function shortVersion(version: string): string {
  return version.split(".").slice(0, 2).join(".");
}
