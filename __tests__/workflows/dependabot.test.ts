import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { projectFiles, root } from "../support/sources/project-files";

/** Files that pin packages, by the name that Dependabot gives to their manager. */
const pinned: readonly (readonly [string, RegExp])[] = [
  ["npm", /(^|\/)package-lock\.json$/],
  ["pip", /requirements(\/[\w-]+)?\.txt$/],
  ["github-actions", /(^|\/)action\.yml$|^\.github\/workflows\/\w+\.yml$/],
];

interface Updates {
  readonly "package-ecosystem": string;
  readonly directories: readonly string[];
}

describe("dependency updates", () => {
  // A wrong shape has no folders below.
  const { updates } = parse(readFileSync(path.join(root, ".github/dependabot.yml"), "utf8")) as {
    updates: readonly Updates[];
  };

  it.each(pinned)("cover every folder whose packages are pinned: %s", (ecosystem, files) => {
    const folders = projectFiles(files).map((file) => folderOf(path.posix.dirname(file)));
    const found = updates.filter((each) => each["package-ecosystem"] === ecosystem);
    expect(found.flatMap(({ directories }) => directories)).toEqual([...new Set(folders)].sort());
  });
});

/** Dependabot finds workflows by the root. */
function folderOf(folder: string): string {
  return folder === "." || folder === ".github/workflows" ? "/" : `/${folder}`;
}
