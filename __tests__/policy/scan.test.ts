import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { projectFolder } from "../../local/home/lake-home";

const KEY_AND_TOPIC = {
  resource: { aws_kms_key: { key: {} }, aws_sns_topic: { alarms: {} } },
  data: { aws_iam_policy_document: { permissions: {} } },
  terraform: { required_version: ">= 1.11.0", required_providers: { aws: {} } },
};

interface Row {
  readonly resource: string;
  readonly stack?: string;
}

const row = ({ resource, stack = "dev" }: Row) => ({
  check_id: "CKV_AWS_7",
  check_name: "Ensure rotation",
  file_path: `/${stack}/cdk.tf.json`,
  resource,
});
const ALL: readonly Row[] = [
  { resource: "resource.key" },
  { resource: "aws_sns_topic.alarms" },
  { resource: "data.permissions" },
];

describe("the policy scan", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "policy-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const stack = (name: string, content: object = KEY_AND_TOPIC) => {
    mkdirSync(path.join(folder, "stacks", name), { recursive: true });
    writeFileSync(path.join(folder, "stacks", name, "cdk.tf.json"), JSON.stringify(content));
  };

  /** Runs the command with a fake checkov that prints these results, and keeps a copy of its input. */
  const scan = (
    passed: readonly Row[],
    failed: readonly Row[] = [],
    more: { readonly unreadable?: readonly string[]; readonly output?: string } = {},
  ) => {
    const report = {
      results: {
        passed_checks: passed.map(row),
        failed_checks: failed.map(row),
        parsing_errors: more.unreadable ?? [],
      },
    };
    writeFileSync(path.join(folder, "report"), more.output ?? JSON.stringify(report));
    const checkov = path.join(folder, "checkov");
    writeFileSync(
      checkov,
      `#!/bin/sh\nwhile [ "$1" != --directory ]; do shift; done\ncp -r "$2" '${folder}/scanned'\ncat '${folder}/report'\n`,
      { mode: 0o755 },
    );
    const script = path.join(projectFolder, "policy", "scan.ts");
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ["--require", "tsx/cjs", script, path.join(folder, "stacks")],
      { encoding: "utf8", cwd: projectFolder, env: { ...process.env, CHECKOV: checkov } },
    );
    return { status, stdout: stdout.trim(), stderr: stderr.trim() };
  };

  it("passes if everything was judged and nothing failed", () => {
    stack("dev");
    expect(scan(ALL)).toEqual({
      status: 0,
      stdout: "Stacks: 1, resources and data sources: 3, checks passed: 3, checks failed: 0",
      stderr: "",
    });
  });

  it("passes the stacks to checkov without what it can't parse", () => {
    stack("dev");
    scan(ALL);
    const read = readFileSync(path.join(folder, "scanned", "dev", "cdk.tf.json"), "utf8");
    expect(JSON.parse(read)).toEqual({
      ...KEY_AND_TOPIC,
      terraform: { required_providers: { aws: {} } },
    });
  });

  it("fails on a finding", () => {
    stack("dev");
    expect(scan(ALL.slice(1), [{ resource: "resource.key" }])).toMatchObject({
      status: 1,
      stderr: "dev: resource.key: CKV_AWS_7 Ensure rotation",
    });
  });

  it.each<[string, () => ReturnType<typeof scan>, string]>([
    [
      "could not read a stack",
      () => scan([], [], { unreadable: ["/dev/cdk.tf.json"] }),
      "checkov could not read /dev/cdk.tf.json.\ndev: checkov judged nothing.",
    ],
    ["judged nothing", () => scan([]), "dev: checkov judged nothing."],
    [
      "skipped a stack",
      () => {
        stack("prod");
        return scan(ALL);
      },
      "prod: checkov judged nothing.",
    ],
    [
      "skipped a key",
      () => scan(ALL.slice(1)),
      "dev: aws_kms_key.key was not judged by any check.",
    ],
    [
      "printed an unknown report",
      () => scan([], [], { output: '{"passed":0,"failed":0}' }),
      "dev: checkov judged nothing.",
    ],
    [
      "printed no report",
      () => scan([], [], { output: "oh no" }),
      "checkov printed no report (exit code 0): ",
    ],
  ])("fails if checkov %s, although it exits with 0", (_problem, run, stderr) => {
    stack("dev");
    expect(run()).toMatchObject({ status: 1, stderr: stderr.trim() });
  });

  it("fails if nothing was synthesized", () => {
    const { status, stderr } = scan(ALL);
    expect(status).toBe(1);
    expect(stderr).toContain("Run `npx cdktf synth` first.");
    expect(existsSync(path.join(folder, "scanned"))).toBe(false);
  });
});
