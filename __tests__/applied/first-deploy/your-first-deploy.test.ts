import { ListKeysCommand, DescribeKeyCommand } from "@aws-sdk/client-kms";
import { ListBucketsCommand } from "@aws-sdk/client-s3";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { lakeHome, projectFolder } from "../../../local/home/lake-home";
import { parsePolicy } from "../../../local/iam/policy/policy-document";
import { emulatorAccountId } from "../../../model/environment/emulator-account";
import { findTerraform } from "../../../toolchain/terraform/terraform";
import { terraformEnvironment } from "../../../toolchain/terraform/terraform-cli-config";
import { terraformPlatform } from "../../../toolchain/platform";
import { RecordedCalls } from "../../support/api-models/recorded-calls";
import { findPublishedModels } from "../../support/api-models/find-published-models";
import { commandsOf } from "../../docs/support/page-commands";
import { policiesIn } from "../../support/authorization/printed-policies";
import { startProcess } from "../../support/emulator/lake-command";
import type { Ended } from "../../support/emulator/lake-command";
import { copyProject, editFile } from "../../support/emulator/project-copy";
import { providerRangeVariables, testProviderMirror } from "../../support/emulator/provider-range";
import { RunningEmulator } from "../../support/emulator/running-emulator";

const MINUTE = 60_000;
const page = readFileSync(path.join(projectFolder, "docs/deploy/your-first-deploy.md"), "utf8");
const commands = commandsOf(page);
const tested = commands.filter(({ untested }) => untested === undefined);
const EVENTS = 100;

/** What the test adds to a command of the page. */
function adapted(command: string): string {
  // They ask on a terminal, which a test does not have.
  if (command.startsWith("npx cdktf deploy ")) return `${command} --auto-approve`;
  if (/^npx lake destroy .*--empty-buckets/.test(command)) return `${command} --yes`;
  // Where a mirror is, Terraform's registry may not be.
  const mirror = testProviderMirror();
  if (command !== "npx lake lock-providers" || mirror === undefined) return command;
  const { os, arch } = terraformPlatform(process.platform, process.arch);
  return `${command} --mirror "${mirror}" --platform ${os}_${arch}`;
}

/** A copy of the project in which `dev` is configured as the page says, with one dataset and without waiting a minute. */
function configuredProject(): string {
  const project = copyProject();
  editFile(project, "config/environments.ts", [
    ['name: "dev",', `name: "dev",\n    accountId: "${emulatorAccountId}",`],
    ['bucket: "streaming-data-lake-dev-terraform-state", ', ""],
    [
      'partitions: { type: "crawler" },',
      `partitions: { type: "crawler" },
    monitoring: { emailAddresses: ["you@example.com"] },
    delivery: { buffering: { sizeMiB: 64, intervalSeconds: 5 } },`,
    ],
  ]);
  editFile(project, "config/datasets/index.ts", [
    ['import { earthquakes } from "./earthquakes";\n', ""],
    ["[sampleEvents, earthquakes]", "[sampleEvents]"],
  ]);
  rmSync(path.join(project, "config/datasets/earthquakes.lock.json"));
  return project;
}

/** Puts an `npx` into a folder. The real one would follow the link to the packages, to the sources that were copied. */
function writeNpx(folder: string, project: string): void {
  const node = `exec "${process.execPath}"`;
  const script = [
    "#!/bin/sh",
    "tool=$1; shift",
    "case $tool in",
    `  lake) ${node} "${project}/cli/lake.mjs" "$@" ;;`,
    `  cdktf) ${node} "${project}/node_modules/cdktf-cli/bundle/bin/cdktf" "$@" ;;`,
    '  *) echo "unknown: npx $tool" >&2; exit 127 ;;',
    "esac",
  ];
  writeFileSync(path.join(folder, "npx"), `${script.join("\n")}\n`, { mode: 0o755 });
}

describe("the page about the first deploy", () => {
  const project = configuredProject();
  const tools = mkdtempSync(path.join(tmpdir(), "first-deploy-"));
  const recording = path.join(tools, "calls.jsonl");
  /** Those of the shell in which somebody follows the page. */
  const variables: NodeJS.ProcessEnv = {};
  const outputs = new Map<string, string>();
  let aws: RunningEmulator;

  async function run(command: string): Promise<Ended> {
    const ended = await startProcess("sh", ["-c", adapted(command)], variables, project).ended;
    if (ended.exitCode === 0) return ended;
    throw new Error(`${command} ended with ${ended.exitCode}:\n${ended.stdout}${ended.stderr}`);
  }

  beforeAll(async () => {
    writeNpx(tools, project);
    const home = path.join(project, ".lake");
    mkdirSync(home, { recursive: true });
    const { toolsFolder } = lakeHome();
    const terraform = await findTerraform({ toolsFolder, progress: () => undefined });
    const mirror = testProviderMirror();
    aws = await RunningEmulator.start(false, { recordCalls: recording });
    Object.assign(variables, aws.variables, providerRangeVariables(), {
      ...terraformEnvironment({ folder: path.join(tools, "terraform"), mirror }),
      TERRAFORM_BINARY_NAME: terraform,
      LAKE_HOME: home,
      PATH: `${tools}${path.delimiter}${process.env.PATH ?? ""}`,
    });
  }, MINUTE);
  afterAll(() => aws.stop());

  it("says which commands no test runs, and why", () => {
    const untested = commands.filter((each) => each.untested !== undefined);
    // The AWS CLI is no package of this project.
    const cli = "it needs the AWS CLI";
    expect(untested.map((each) => [each.command.split(" --")[0], each.untested])).toEqual([
      ["npm ci", "it installs the packages with which the test runs"],
      ["aws s3api delete-objects", cli],
      ["aws s3api delete-bucket", cli],
      ["aws kms schedule-key-deletion", cli],
      ["aws kms delete-alias", cli],
      ["aws logs describe-log-groups", cli],
      ["aws logs delete-log-group", cli],
    ]);
    expect(tested.length).toBeGreaterThan(10);
  });

  it.each(tested.map(({ command }) => command))(
    "%s",
    async (command) => {
      const [, name = "", value] = /^(?:export|unset) (\w+)(?:=(\S+))?$/.exec(command) ?? [];
      if (name !== "") variables[name] = value;
      else {
        // Rejects where the command fails.
        const ended = await run(command);
        expect(ended.stdout).toEqual(expect.any(String));
        outputs.set(command, ended.stdout);
      }
    },
    8 * MINUTE,
  );

  it("ends with the published events in the answer to the query", () => {
    const [, answer = ""] =
      [...outputs].find(([command]) => command.includes(" lake query ")) ?? [];
    const counts = [...answer.matchAll(/│ +(\d+) +│$/gm)].map(([, count]) => Number(count));
    expect(counts.length).toBeGreaterThan(0);
    expect(counts.reduce((sum, each) => sum + each, 0)).toBe(EVENTS);
  });

  it("leaves the bucket of the state and its key, and no other", async () => {
    const { s3, kms } = aws.clients;
    const { Buckets: buckets = [] } = await s3.send(new ListBucketsCommand({}));
    const name = `streaming-data-lake-dev-${emulatorAccountId}-terraform-state`;
    expect(buckets.map((bucket) => bucket.Name)).toEqual([name]);
    const { Keys: keys = [] } = await kms.send(new ListKeysCommand({}));
    const states = await Promise.all(
      keys.map(async ({ KeyId }) => {
        const { KeyMetadata: key } = await kms.send(new DescribeKeyCommand({ KeyId }));
        return key?.KeyManager === "CUSTOMER" ? key.KeyState : undefined;
      }),
    );
    expect(states.filter((state) => state === "Enabled")).toHaveLength(1);
    expect(states.filter((state) => state === "PendingDeletion").length).toBeGreaterThan(2);
  });

  it("has a policy with the services that these commands called, and no other", async () => {
    const { calls, violations } = RecordedCalls.read(await findPublishedModels(), recording);
    expect(violations).toEqual([]);
    // AWS lets everybody ask who they are.
    const called = new Set(calls.map(({ service }) => service).filter((each) => each !== "sts"));
    // The name in requests, and the prefix of actions.
    if (called.delete("monitoring")) called.add("cloudwatch");
    const [policy = ""] = policiesIn(page);
    const granted = parsePolicy(policy).statements.flatMap(({ actions }) => actions.values);
    expect([...new Set(granted.map((action) => action.split(":")[0]))].sort()).toEqual(
      [...called].sort(),
    );
    const roles = calls.flatMap(({ service, operation }) =>
      service === "iam" && operation !== "GetUser" ? [`iam:${operation}`] : [],
    );
    expect(granted).toEqual(expect.arrayContaining([...new Set(roles)]));
  });
});
