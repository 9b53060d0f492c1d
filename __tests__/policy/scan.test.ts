import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { projectFolder } from "../../local/home/lake-home";

const STACK = {
  resource: { aws_kms_key: { key: {} } },
  terraform: { required_version: ">= 1.11.0", required_providers: { aws: {} } },
};
const KEY_PASSES = {
  check_id: "CKV_AWS_7",
  check_name: "Ensure rotation",
  file_path: "/dev/cdk.tf.json",
  resource: "resource.key",
};

describe("npm run check:policy", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "policy-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const writeStack = () => {
    mkdirSync(path.join(folder, "stacks", "dev"), { recursive: true });
    writeFileSync(path.join(folder, "stacks", "dev", "cdk.tf.json"), JSON.stringify(STACK));
  };

  const run = (checkov: string, environment: NodeJS.ProcessEnv = {}) => {
    const script = path.join(projectFolder, "policy", "scan.ts");
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ["--require", "tsx/cjs", script, path.join(folder, "stacks")],
      {
        encoding: "utf8",
        cwd: projectFolder,
        env: { ...process.env, ...environment, CHECKOV: checkov },
      },
    );
    return { status, stdout: stdout.trim(), stderr: stderr.trim() };
  };

  /** A checkov that keeps a copy of its input and of its environment, prints this, and exits with 0. */
  const fakeCheckov = (output: string) => {
    writeFileSync(path.join(folder, "report"), output);
    const checkov = path.join(folder, "checkov");
    writeFileSync(
      checkov,
      `#!/bin/sh\nenv > '${folder}/environment'\nwhile [ "$1" != --directory ]; do shift; done\ncp -r "$2" '${folder}/scanned'\ncat '${folder}/report'\n`,
      { mode: 0o755 },
    );
    return checkov;
  };

  it("gives checkov the stacks without what it can't parse, and no settings of the machine", () => {
    writeStack();
    run(fakeCheckov("{}"), { CKV_SKIP_CHECK: "CKV_AWS_7", HOME: folder });
    const read = readFileSync(path.join(folder, "scanned", "dev", "cdk.tf.json"), "utf8");
    expect(JSON.parse(read)).toEqual({
      ...STACK,
      terraform: { required_providers: { aws: {} } },
    });
    const environment = readFileSync(path.join(folder, "environment"), "utf8");
    expect(environment).not.toContain("CKV_SKIP_CHECK");
    expect(environment).not.toContain(`HOME=${folder}\n`);
  });

  it("fails with all problems if checkov scanned nothing, although it exits with 0", () => {
    writeStack();
    const { status, stdout, stderr } = run(fakeCheckov("{}"));
    expect(status).toBe(1);
    expect(stdout).toBe(
      "Stacks: 1, resources and data sources: 1, checks passed: 0, answered: 0, failed: 0",
    );
    expect(stderr).toContain("dev: checkov scanned nothing.");
  });

  it("fails if no stack needs an answer", () => {
    writeStack();
    const { status, stderr } = run(
      fakeCheckov(JSON.stringify({ results: { passed_checks: [KEY_PASSES] } })),
    );
    expect(status).toBe(1);
    expect(stderr).toContain(
      "CKV_AWS_18 is answered for aws_s3_bucket.state_bucket, which has no such finding.",
    );
    expect(stderr).not.toContain("scanned");
  });

  it("fails if checkov printed no report", () => {
    writeStack();
    const { status, stderr } = run(fakeCheckov("oh no"));
    expect(status).toBe(1);
    expect(stderr).toContain("checkov printed no report (exit code 0)");
  });

  it("fails with the way to install checkov if there is none", () => {
    writeStack();
    const { status, stderr } = run(path.join(folder, "missing"));
    expect(status).toBe(1);
    expect(stderr).toContain("pip install --require-hashes");
  });

  it("fails if nothing was synthesized", () => {
    const { status, stderr } = run(fakeCheckov("{}"));
    expect(status).toBe(1);
    expect(stderr).toContain("Run `npx cdktf synth` first.");
  });
});
