import { spawnSync } from "node:child_process";
import { UserError } from "../errors/user-error";

const MAXIMUM_REPORT_BYTES = 256 * 1024 * 1024;

/** What checkov reads: synthesized stacks, or plans of `terraform show -json`. */
export type Framework = "terraform_json" | "terraform_plan";

/** The command that installs checkov. */
export const INSTALL_CHECKOV =
  "python3 -m pip install --require-hashes --only-binary :all: -r policy/checkov-requirements.txt";

/** The executable: the environment variable `CHECKOV`, or the one on PATH. */
export function checkovCommand(environment: NodeJS.ProcessEnv = process.env): string {
  return environment.CHECKOV || "checkov";
}

/**
 * Runs checkov with all its checks.
 *
 * @param folder what is scanned
 * @returns the report of `--output json`
 * @throws UserError if checkov is missing or prints no report
 */
export function runCheckov(folder: string, framework: Framework): unknown {
  const command = checkovCommand();
  // Without --skip-download checkov downloads guidelines from its vendor's server, and waits for it.
  const args = ["--framework", framework, "--directory", folder];
  const { error, stdout, stderr, status } = spawnSync(
    command,
    [...args, "--output", "json", "--compact", "--skip-download"],
    {
      cwd: folder,
      env: scanEnvironment(folder),
      encoding: "utf8",
      maxBuffer: MAXIMUM_REPORT_BYTES,
    },
  );
  if (error !== undefined) {
    throw new UserError(
      `${command} can't be run (${error.message}).`,
      `Install it, preferably in a virtual environment: ${INSTALL_CHECKOV}`,
    );
  }
  try {
    return JSON.parse(stdout) as unknown;
  } catch {
    throw new UserError(
      `checkov printed no report (exit code ${status}): ${stderr.trim().split("\n").at(-1) ?? ""}`,
      "Run the scan again with another version of checkov, or report this to its maintainers.",
    );
  }
}

/**
 * The caller's environment, but for what makes checkov skip checks: variables such as `CKV_SKIP_CHECK`, and a
 * `.checkov.yaml` in the home or in the working folder.
 */
function scanEnvironment(home: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(CKV_|BC_|CHECKOV_)/.test(name));
  return { ...Object.fromEntries(kept), HOME: home, USERPROFILE: home };
}
