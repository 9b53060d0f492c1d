import { cpSync, mkdtempSync, readFileSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { projectFolder } from "../../local/runtime/lake-home";
import { startProcess } from "../support/lake-command";
import { copyProject } from "../support/project-copy";
import { runTerraform } from "../support/terraform";

const MINUTE = 60_000;
/** Every synthesized file with its bytes, by its path. */
function synthesized(folder: string): Map<string, string> {
  const stacks = path.join(folder, "cdktf.out", "stacks");
  const files = readdirSync(stacks, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return new Map(
    files.map((file) => {
      const absolute = path.join(file.parentPath, file.name);
      return [path.relative(stacks, absolute), readFileSync(absolute).toString("base64")];
    }),
  );
}

describe("cdktf synth", () => {
  const first = copyProject();
  const second = copyProject();

  beforeAll(async () => {
    const cdktf = path.join(projectFolder, "node_modules", "cdktf-cli", "bundle", "bin", "cdktf");
    const synth = (folder: string, environment: NodeJS.ProcessEnv) =>
      startProcess(process.execPath, [cdktf, "synth"], { CI: "1", ...environment }, folder).ended;
    const ended = await Promise.all([
      synth(first, { TZ: "Pacific/Auckland" }),
      synth(second, { TZ: "America/St_Johns" }),
    ]);
    for (const { exitCode, stdout, stderr } of ended) {
      if (exitCode !== 0)
        throw new Error(`cdktf synth ended with ${exitCode}:\n${stdout}${stderr}`);
    }
  }, 2 * MINUTE);

  it("writes equal bytes from two folders and two time zones, the function's zip too", () => {
    const files = synthesized(first);
    expect([...files.keys()].filter((file) => file.endsWith("cdk.tf.json")).sort()).toEqual([
      "dev-state/cdk.tf.json",
      "dev/cdk.tf.json",
      "local/cdk.tf.json",
      "prod-state/cdk.tf.json",
      "prod/cdk.tf.json",
      "qa-state/cdk.tf.json",
      "qa/cdk.tf.json",
    ]);
    expect([...files.keys()].some((file) => file.endsWith(".zip"))).toBe(true);
    expect([...synthesized(second)]).toEqual([...files]);
  });

  it(
    "writes a stack whose folder alone is enough for Terraform",
    async () => {
      const moved = path.join(mkdtempSync(path.join(tmpdir(), "moved-")), "dev");
      cpSync(path.join(first, "cdktf.out", "stacks", "dev"), moved, { recursive: true });
      const home = path.join(first, ".lake");
      const init = await runTerraform(moved, home, {}, "init", "-backend=false", "-no-color");
      expect(init).toMatchObject({ exitCode: 0 });
      const validate = await runTerraform(moved, home, {}, "validate", "-no-color");
      expect(validate.stdout).toContain("The configuration is valid.");
      expect(validate.exitCode).toBe(0);
    },
    2 * MINUTE,
  );
});
