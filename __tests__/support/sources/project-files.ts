import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";

/** The project's root. */
export const root = path.join(__dirname, "..", "..", "..");

/**
 * The project's files by their paths from the root: tracked and new ones, but not ignored ones.
 *
 * @param name pattern that the path must match @default - any
 */
export function projectFiles(name = /./): string[] {
  const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
  });
  // Git lists a file that was removed and not committed yet.
  return listed
    .split("\n")
    .filter((file) => file !== "" && name.test(file) && existsSync(path.join(root, file)));
}
