// `npm run move:cdktn`: moves this project from CDKTF to its maintained fork cdktn. With `-- --check` it moves a temporary copy,
// checks that, and compares its stacks with the project's; with `--page` it writes what it found, and the page.
import "../../errors/require-node.cjs";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { messageOf } from "../../errors/message-of";
import { UserError } from "../../errors/user-error";
import { checkMoved } from "./check-moved";
import { moveProject } from "./move/move-project";
import type { Moved } from "./move/move-project";
import { movedPackages } from "./moved-packages";

const project = path.resolve(__dirname, "..", "..");

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: {
      check: { type: "boolean", default: false },
      page: { type: "boolean", default: false },
    },
    allowPositionals: true,
  });
  if (values.check) return checkCopy(values.page, positionals);
  if (values.page || positionals.length > 0) {
    throw new UserError("--page and tests need --check.", "npm run move:cdktn -- --check");
  }
  const uncommitted = git("status", "--porcelain");
  if (uncommitted !== "") {
    const lines = ["These files are not committed:", ...uncommitted.trimEnd().split("\n")];
    throw new UserError(lines, "Commit or discard them, so that you can review the move.");
  }
  report(moveProject(project, projectFiles(), movedPackages));
  console.log(
    `Next, with Node.js ${movedPackages.node} or newer: npm install && npx prettier --write . && npm run typecheck && npm test`,
  );
}

/** Moves a copy, which stays if a check fails. */
async function checkCopy(writePage: boolean, tests: readonly string[]): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), "move-cdktn-"));
  const files = projectFiles();
  for (const file of files) cpSync(path.join(project, file), path.join(folder, file));
  const moved = moveProject(folder, files, movedPackages);
  if (!report(moved)) return rmSync(folder, { recursive: true });
  try {
    await checkMoved({ project, folder, changed: moved.changed, writePage, tests });
  } catch (error) {
    throw new UserError(messageOf(error).split("\n"), `The moved copy is in ${folder}.`);
  }
  rmSync(folder, { recursive: true });
}

/** Says what a move did; false if there was nothing to move. */
function report({ changed, left }: Moved): boolean {
  if (changed.length === 0) {
    console.log("This project is on cdktn already: nothing was changed.");
    return false;
  }
  console.log(`${changed.length} files moved to cdktn.`);
  console.log("These are no modules, packages or commands, and stay:");
  for (const line of left) console.log(`  ${line}`);
  return true;
}

/** Tracked files, and new ones that are not ignored. */
function projectFiles(): string[] {
  const listed = git("ls-files", "-z", "--cached", "--others", "--exclude-standard");
  const deleted = new Set(git("ls-files", "-z", "--deleted").split("\0"));
  return listed.split("\0").filter((file) => file !== "" && !deleted.has(file));
}

function git(...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync("git", args, { cwd: project, encoding: "utf8" });
  if (status !== 0) {
    throw new UserError(
      `git ${args.join(" ")} failed: ${stderr.trim()}`,
      "The move needs a git clone.",
    );
  }
  return stdout;
}

main().catch((error: unknown) => {
  console.error(`error: ${messageOf(error)}`);
  if (error instanceof UserError) console.error(error.advice);
  process.exitCode = 1;
});
