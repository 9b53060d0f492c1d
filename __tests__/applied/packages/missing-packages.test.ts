import { mkdirSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import path from "node:path";
import { projectFolder } from "../../../local/home/lake-home";
import { startProcess } from "../../support/emulator/lake-command";
import { copyProject } from "../../support/emulator/project-copy";

const CDKTF = ["@cdktf", "cdktf", "constructs"];

describe("a synth in an install without development packages", () => {
  const project = copyProject();
  const packages = path.join(project, "node_modules");

  beforeAll(() => {
    rmSync(packages);
    mkdirSync(packages);
    const installed = path.join(projectFolder, "node_modules");
    for (const name of readdirSync(installed)) {
      if (CDKTF.includes(name)) continue;
      symlinkSync(path.join(installed, name), path.join(packages, name));
    }
  });

  it("names the packages that it lacks, and the command that installs them", async () => {
    const ended = await startProcess(process.execPath, ["synth.mjs"], {}, project).ended;
    expect(ended).toMatchObject({
      exitCode: 1,
      stderr: `main.ts needs packages that are not installed: ${["@cdktf/provider-aws", "cdktf", "constructs"].join(", ")}. Run npm ci; with --omit=dev it leaves CDKTF out.\n`,
    });
  });
});
