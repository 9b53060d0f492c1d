import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { projectFolder } from "../../local/home/lake-home";
import { UserError } from "../../errors/user-error";

/**
 * The checked-out commit.
 *
 * @throws UserError outside of a git repository
 */
export async function currentCommit(): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)("git", ["rev-parse", "HEAD"], {
      cwd: projectFolder,
    });
    return stdout.trim();
  } catch {
    throw new UserError(
      "A saved plan belongs to a commit, and there is no git commit here.",
      "Run the command in a clone of the repository.",
    );
  }
}
