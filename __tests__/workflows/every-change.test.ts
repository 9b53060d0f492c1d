import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { projectFolder } from "../../local/home/lake-home";

/** Programs that write down how they were called, and of which one call fails. */
const PROGRAM = `#!/bin/sh
call="$(basename "$0") $*"
echo "$call" >> "$CALLS"
case "$call" in
  "python3 -m venv "*) mkdir -p "$3/bin" && cp "$0" "$3/bin/python" ;;
  "$FAILING") exit 3 ;;
esac
`;

/** `.ci/run` in a folder without a project. */
function runChecks(failing: string): { readonly exitCode: number | null; readonly calls: string } {
  const folder = mkdtempSync(path.join(tmpdir(), "checks-"));
  const programs = path.join(folder, "bin");
  mkdirSync(programs);
  for (const name of ["npm", "npx", "python3"]) {
    writeFileSync(path.join(programs, name), PROGRAM, { mode: 0o755 });
  }
  cpSync(path.join(projectFolder, ".ci"), path.join(folder, ".ci"), { recursive: true });
  const calls = path.join(folder, "calls");
  const { status } = spawnSync(path.join(folder, ".ci", "run"), {
    env: { PATH: `${programs}:/usr/bin:/bin`, CALLS: calls, FAILING: failing },
  });
  return { exitCode: status, calls: readFileSync(calls, "utf8") };
}

describe("the checks of every change", () => {
  it("pass when each of their commands does", () => {
    const { exitCode, calls } = runChecks("none");
    expect(exitCode).toBe(0);
    // Lint runs at the same time as the others: its call may be written at any time.
    const inOrder = calls
      .trim()
      .split("\n")
      .filter((call) => call !== "npm run lint");
    expect(inOrder.at(-1)).toBe("npm test");
  });

  it.each([
    "npm ci",
    "npm run lint",
    "npm run typecheck",
    "npx cdktf synth",
    "npm run check:policy",
    "npm test",
  ])("fail when %s does", (command) => {
    const { exitCode, calls } = runChecks(command);
    expect(exitCode).not.toBe(0);
    expect(calls).toContain(`${command}\n`);
  });
});
