// `npm run check:policy`: runs checkov on every synthesized stack with the settings of .checkov.yaml. The environment
// variable CHECKOV is the path of the executable if it is not on PATH.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { evaluateScan } from "./evaluate-scan";
import { copyStacks } from "./stacks";

const project = path.join(__dirname, "..");
const stacksFolder = path.resolve(process.argv[2] ?? path.join(project, "cdktf.out", "stacks"));
const MAXIMUM_REPORT_BYTES = 256 * 1024 * 1024;

function scan(copies: string): number {
  const stacks = copyStacks(stacksFolder, copies);
  if (stacks.length === 0) {
    console.error(`There is no stack in ${stacksFolder}. Run \`npx cdktf synth\` first.`);
    return 1;
  }
  const checkov = process.env.CHECKOV ?? "checkov";
  const settings = ["--config-file", path.join(project, ".checkov.yaml")];
  // Without --skip-download checkov downloads guidelines from its vendor's server, and waits for it.
  const args = [...settings, "--directory", copies, "--output", "json", "--skip-download"];
  const { error, stdout, stderr, status } = spawnSync(checkov, args, {
    encoding: "utf8",
    maxBuffer: MAXIMUM_REPORT_BYTES,
  });
  if (error !== undefined) {
    console.error(
      `${checkov} can't be run (${error.message}). Install it, preferably in a virtual environment: python3 -m pip install --require-hashes --only-binary :all: -r policy/checkov-requirements.txt`,
    );
    return 1;
  }
  let report: unknown;
  try {
    report = JSON.parse(stdout);
  } catch {
    console.error(
      `checkov printed no report (exit code ${status}): ${stderr.trim().split("\n").at(-1)}`,
    );
    return 1;
  }
  const { problems, summary } = evaluateScan(stacks, report);
  for (const problem of problems) console.error(problem);
  console.log(summary);
  return problems.length === 0 ? 0 : 1;
}

const copies = mkdtempSync(path.join(tmpdir(), "policy-scan-"));
try {
  process.exitCode = scan(copies);
} finally {
  rmSync(copies, { recursive: true, force: true });
}
