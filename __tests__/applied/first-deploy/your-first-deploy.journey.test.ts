import { ListDeliveryStreamsCommand } from "@aws-sdk/client-firehose";
import { ListRolesCommand } from "@aws-sdk/client-iam";
import { ListStreamsCommand } from "@aws-sdk/client-kinesis";
import { ListKeysCommand, DescribeKeyCommand } from "@aws-sdk/client-kms";
import { ListBucketsCommand } from "@aws-sdk/client-s3";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { DestroyReport } from "../../../cli/destroy/render-destroyed";
import { lakeHome, projectFolder } from "../../../local/home/lake-home";
import { parsePolicy } from "../../../local/iam/policy/policy-document";
import { emulatorAccountId } from "../../../model/environment/emulator-account";
import { terraformEnvironment } from "../../../toolchain/terraform/terraform-cli-config";
import { terraformPlatform } from "../../../toolchain/platform";
import { RecordedCalls } from "../../support/api-models/recorded-calls";
import { findPublishedModels } from "../../support/api-models/find-published-models";
import { commandsOf } from "../../docs/support/page-commands";
import { policiesIn } from "../../support/authorization/printed-policies";
import { startProcess } from "../../support/emulator/lake-command";
import type { Ended, Started } from "../../support/emulator/lake-command";
import { until } from "../../support/until";
import { copyProject, editFile } from "../../support/emulator/project-copy";
import { providerRangeVariables, testProviderMirror } from "../../support/emulator/provider-range";
import { findTestTerraform, testBinary } from "../../support/emulator/test-binary";
import { RunningEmulator } from "../../support/emulator/running-emulator";

const MINUTE = 60_000;
const page = readFileSync(path.join(projectFolder, "docs/deploy/your-first-deploy.md"), "utf8");
const commands = commandsOf(page);
const tested = commands.flatMap(({ command, untested }) =>
  untested === undefined ? [command] : [],
);
/** Before the variable is set that allows to destroy. */
const beforeKey = tested.slice(0, tested.indexOf("export LAKE_ALLOW_DESTROY=dev"));
const withKey = tested.slice(beforeKey.length);
const DESTROY = ["destroy", "--env", "dev", "--empty-buckets", "--yes"];
const EVENTS = 100;

/** What the test adds to a command of the page. */
function adapted(command: string): string {
  // Where a mirror is, the registry may not be.
  const mirror = testProviderMirror();
  if (command.startsWith("npx cdktf ")) {
    return [
      command,
      // It asks on a terminal, which a test does not have.
      ...(command.startsWith("npx cdktf deploy ") ? ["--auto-approve"] : []),
      ...(testBinary === "tofu" && mirror !== undefined ? ["--skip-provider-lock"] : []),
    ].join(" ");
  }
  if (/^npx lake destroy .*--empty-buckets/.test(command)) return `${command} --yes`;
  if (command !== "npx lake lock-providers" || mirror === undefined) return command;
  const { os, arch } = terraformPlatform(process.platform, process.arch);
  return `${command} --mirror "${mirror.folder}" --platform ${os}_${arch}`;
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
    `[ $tool = lake ] && ${node} "${project}/cli/lake.mjs" "$@"`,
    `${node} "${project}/node_modules/.bin/$tool" "$@"`,
  ];
  writeFileSync(path.join(folder, "npx"), `${script.join("\n")}\n`, { mode: 0o755 });
}

/** How often a word occurs in a file, which need not exist. */
function countOf(file: string, word: string): number {
  return existsSync(file) ? readFileSync(file, "utf8").split(word).length - 1 : 0;
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

  async function follow(command: string): Promise<void> {
    const [, name = "", value] = /^(?:export|unset) (\w+)(?:=(\S+))?$/.exec(command) ?? [];
    if (name !== "") variables[name] = value;
    else {
      // Rejects where the command fails.
      outputs.set(command, (await run(command)).stdout);
    }
  }

  /** `lake destroy` in a process that can be killed: no shell is in between. */
  function lake(more: NodeJS.ProcessEnv = {}, ...args: readonly string[]): Started {
    const program = path.join(project, "cli", "lake.mjs");
    const all = [program, ...DESTROY, ...args];
    return startProcess(process.execPath, all, { ...variables, ...more }, project);
  }

  async function bucketNames(): Promise<(string | undefined)[]> {
    const { Buckets: buckets = [] } = await aws.clients.s3.send(new ListBucketsCommand({}));
    return buckets.map(({ Name }) => Name);
  }

  beforeAll(async () => {
    writeNpx(tools, project);
    const home = path.join(project, ".lake");
    mkdirSync(home, { recursive: true });
    const { toolsFolder } = lakeHome();
    const terraform = await findTestTerraform(toolsFolder);
    const mirror = testProviderMirror();
    aws = await RunningEmulator.start(false, { recordCalls: recording });
    Object.assign(variables, aws.variables, providerRangeVariables(), {
      ...terraformEnvironment({
        folder: path.join(tools, "terraform"),
        binary: testBinary,
        mirror,
      }),
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

  it.each(beforeKey)(
    "%s",
    async (command) => {
      await expect(follow(command)).resolves.toBeUndefined();
    },
    8 * MINUTE,
  );

  it(
    "refuses to destroy without the second key, and destroys nothing",
    async () => {
      const buckets = await bucketNames();
      const refused = await lake().ended;
      expect(refused).toMatchObject({ exitCode: 1 });
      expect(refused.stderr).toContain("LAKE_ALLOW_DESTROY is not set.");
      expect(buckets.length).toBeGreaterThan(4);
      expect(await bucketNames()).toEqual(buckets);
      const { StreamNames: streams } = await aws.clients.kinesis.send(new ListStreamsCommand({}));
      expect(streams).toHaveLength(1);
    },
    MINUTE,
  );

  it(
    "can be killed while it destroys, with the data still there",
    async () => {
      const destroying = lake({ LAKE_ALLOW_DESTROY: "dev" });
      const output = path.join(
        variables.LAKE_HOME ?? "",
        "destroy/cdktf.out/stacks/dev/destroy.jsonl",
      );
      let said = "";
      destroying.process.stderr.on("data", (chunk: Buffer) => (said += chunk.toString("utf8")));
      // The file is deleted when the step ends, and written again by a later one: its line is what can't be missed.
      await until(
        "three destroyed writers, or the end of their step",
        () => countOf(output, "apply_complete") >= 3 || said.includes("✔ Stop what writes"),
        3 * MINUTE,
      );
      destroying.process.kill("SIGKILL");
      expect((await destroying.ended).exitCode).toBeNull();
      expect(await bucketNames()).toHaveLength(5);
    },
    4 * MINUTE,
  );

  it.each(withKey)(
    "%s",
    async (command) => {
      await expect(follow(command)).resolves.toBeUndefined();
    },
    8 * MINUTE,
  );

  it("continued where it was killed", () => {
    const report = outputs.get("npx lake destroy --env dev --empty-buckets") ?? "";
    const [, continued] = /dev is destroyed: (\d+) resources/.exec(report) ?? [];
    const plan = outputs.get("npx lake destroy --env dev --dry-run") ?? "";
    const [, all] = /To be destroyed: (\d+) resources of dev/.exec(plan) ?? [];
    expect(Number(continued)).toBeGreaterThan(0);
    expect(Number(continued)).toBeLessThan(Number(all));
    expect(report).toMatch(/-terraform-state \(\$0\.00 a month\)/);
    expect(report).toMatch(/These cost \$1\.00 a month\./);
  });

  it(
    "says that there is nothing when it is run again",
    async () => {
      const again = await lake({ LAKE_ALLOW_DESTROY: "dev" }, "--json").ended;
      expect(again.stderr).not.toContain("error");
      const report = JSON.parse(again.stdout) as DestroyReport;
      expect(report).toMatchObject({ environment: "dev", resources: 0, emptied: [] });
      // Those of the run that was killed, too.
      const pending = report.left.filter(({ what }) => what.includes("scheduled for deletion"));
      expect(pending.length).toBeGreaterThan(2);
      for (const { until: date } of pending)
        expect(Date.parse(date ?? "")).toBeGreaterThan(Date.now());
    },
    MINUTE,
  );

  it("ends with the published events in the answer to the query", () => {
    const [, answer = ""] =
      [...outputs].find(([command]) => command.includes(" lake query ")) ?? [];
    const counts = [...answer.matchAll(/│ +(\d+) +│$/gm)].map(([, count]) => Number(count));
    expect(counts.length).toBeGreaterThan(0);
    expect(counts.reduce((sum, each) => sum + each, 0)).toBe(EVENTS);
  });

  it("leaves the bucket of the state and its key, and no other, and neither streams nor roles", async () => {
    const { kms, kinesis, firehose, iam } = aws.clients;
    const name = `streaming-data-lake-dev-${emulatorAccountId}-terraform-state`;
    expect(await bucketNames()).toEqual([name]);
    const streams = await kinesis.send(new ListStreamsCommand({}));
    const deliveries = await firehose.send(new ListDeliveryStreamsCommand({}));
    const roles = await iam.send(new ListRolesCommand({}));
    expect([
      streams.StreamNames,
      deliveries.DeliveryStreamNames,
      roles.Roles?.map(({ RoleName }) => RoleName),
    ]).toEqual([[], [], []]);
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
      // This test lists roles, and Terraform asks who it is.
      service === "iam" && !["GetUser", "ListRoles"].includes(operation)
        ? [`iam:${operation}`]
        : [],
    );
    expect(granted).toEqual(expect.arrayContaining([...new Set(roles)]));
  });
});
