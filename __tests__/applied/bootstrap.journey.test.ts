import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { once } from "node:events";
import { cpSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { BootstrapReport } from "../../cli/bootstrap/bootstrap-command";
import { stackFolderOf } from "../../cli/terraform/synth";
import { lakeHome } from "../../local/home/lake-home";
import { RecordedCalls } from "../support/api-models/recorded-calls";
import { findPublishedModels } from "../support/api-models/find-published-models";
import { startProcess } from "../support/emulator/lake-command";
import type { Ended } from "../support/emulator/lake-command";
import { copyProject, editFile } from "../support/emulator/project-copy";
import { providerRangeVariables } from "../support/emulator/provider-range";
import { RunningEmulator } from "../support/emulator/running-emulator";
import { runTerraform, startTerraform } from "../support/emulator/terraform";

const MINUTE = 60_000;
const ACCOUNT = "123456789012";
const BUCKET = `streaming-data-lake-dev-${ACCOUNT}-terraform-state`;
const KEY = "streaming-data-lake/dev/state-backend.tfstate";

describe("lake bootstrap", () => {
  const project = copyProject();
  const home = path.join(project, ".lake");
  const interimState = path.join(home, "bootstrap", `dev-${ACCOUNT}.tfstate`);
  const recording = path.join(mkdtempSync(path.join(tmpdir(), "calls-")), "calls.jsonl");
  let aws: RunningEmulator;

  /** The command as a user types it. */
  function bootstrap(...args: readonly string[]): Promise<Ended> {
    const lake = path.join(project, "cli", "lake.mjs");
    const all = [lake, "bootstrap", "--env", "dev", ...args];
    return startProcess(
      process.execPath,
      all,
      { ...aws.variables, ...providerRangeVariables(), LAKE_HOME: home },
      project,
    ).ended;
  }

  /** Any command, as a user types it. */
  function lake(...args: readonly string[]): Promise<Ended> {
    const program = path.join(project, "cli", "lake.mjs");
    const variables = { ...aws.variables, ...providerRangeVariables(), LAKE_HOME: home };
    return startProcess(process.execPath, [program, ...args], variables, project).ended;
  }

  async function git(...args: readonly string[]): Promise<string> {
    const author = ["-c", "user.name=test", "-c", "user.email=test@example.com"];
    const { exitCode, stdout, stderr } = await startProcess(
      "git",
      [...author, ...args],
      {},
      project,
    ).ended;
    if (exitCode !== 0) throw new Error(`git ${args.join(" ")} failed:\n${stderr}`);
    return stdout.trim();
  }

  /** @returns the commit */
  async function commit(message: string): Promise<string> {
    await git("commit", "--quiet", "--allow-empty", "--message", message);
    return git("rev-parse", "HEAD");
  }

  async function bootstrapped(...args: readonly string[]): Promise<BootstrapReport> {
    const { exitCode, stdout, stderr } = await bootstrap("--json", ...args);
    if (exitCode !== 0) throw new Error(`lake bootstrap ended with ${exitCode}:\n${stderr}`);
    return JSON.parse(stdout) as BootstrapReport; // What the command promises.
  }

  async function readState(): Promise<string> {
    const { Body: body } = await aws.clients.s3.send(
      new GetObjectCommand({ Bucket: BUCKET, Key: KEY }),
    );
    return (await body?.transformToString()) ?? "";
  }

  async function loseState(): Promise<void> {
    await aws.clients.s3.send(new DeleteObjectCommand({ Bucket: BUCKET, Key: KEY }));
  }

  beforeAll(async () => {
    // The first step of the README, for the account that the embedded AWS plays.
    editFile(project, "config/environments.ts", [
      ['name: "dev",', `name: "dev",\n    accountId: "${ACCOUNT}",`],
      ['bucket: "streaming-data-lake-dev-terraform-state", ', ""],
    ]);
    aws = await RunningEmulator.start(false, { recordCalls: recording });
  }, 3 * MINUTE);
  afterAll(() => aws.stop());

  it(
    "makes bucket and key from nothing, and keeps their state in the bucket, encrypted by the key",
    async () => {
      const made = await bootstrapped();
      expect(made).toMatchObject({ accountId: ACCOUNT, bucket: BUCKET, moved: true });
      expect(made.changes).toMatchObject({ change: 0, remove: 0 });
      expect(made.changes.add).toBeGreaterThan(0);
      const head = await aws.clients.s3.send(new HeadObjectCommand({ Bucket: BUCKET, Key: KEY }));
      expect(head).toMatchObject({ ServerSideEncryption: "aws:kms", SSEKMSKeyId: made.keyArn });
      expect(await readState()).toContain('"aws_s3_bucket"');
      // OpenTofu takes Terraform's mirror through links.
      const left = readdirSync(path.dirname(interimState)).filter(
        (name) => name !== "linked-mirror",
      );
      expect(left.sort()).toEqual(["cdktf.out", "terraform.tfrc"]);
    },
    9 * MINUTE,
  );

  it(
    "changes nothing when it is run again",
    async () => {
      const again = await bootstrapped();
      expect(again).toMatchObject({ changes: { add: 0, change: 0, remove: 0 }, moved: false });
    },
    3 * MINUTE,
  );

  it(
    "is rejected while another run holds the lock, which leaves the state as it is",
    async () => {
      const folder = mkdtempSync(path.join(tmpdir(), "other-run-"));
      const stack = path.join(
        stackFolderOf(lakeHome({ LAKE_HOME: home }), "bootstrap", "dev-state"),
        "cdk.tf.json",
      );
      cpSync(stack, path.join(folder, "cdk.tf.json"));
      editFile(folder, "cdk.tf.json", [['"CostCenter": "data-platform"', '"CostCenter": "other"']]);
      await runTerraform(folder, home, aws.variables, "init", "-input=false");
      const before = await readState();

      const other = await startTerraform(
        folder,
        home,
        { ...aws.variables, TF_INPUT: "1" },
        "apply",
      );
      // It holds the lock while it waits for an answer.
      while (!other.stdout().includes("Enter a value")) await once(other.process.stdout, "data");
      const rejected = await bootstrap();
      expect(rejected.exitCode).toBe(1);
      expect(rejected.stderr).toContain("Error acquiring the state lock");
      expect(rejected.stderr).toContain("OperationTypeApply");
      other.process.stdin.end("no\n");
      expect((await other.ended).exitCode).toBe(1);
      expect(await readState()).toBe(before);
      expect(await bootstrapped()).toMatchObject({ changes: { add: 0, change: 0, remove: 0 } });
    },
    9 * MINUTE,
  );

  it(
    "goes on where a run was interrupted before the state was moved",
    async () => {
      writeFileSync(interimState, await readState());
      await loseState();
      const resumed = await bootstrapped();
      expect(resumed).toMatchObject({ changes: { add: 0, change: 0, remove: 0 }, moved: true });
      expect(await readState()).toContain('"aws_s3_bucket"');
    },
    6 * MINUTE,
  );

  it(
    "adopts a bucket whose state is lost with --adopt",
    async () => {
      await loseState();
      const rejected = await bootstrap();
      expect(rejected.exitCode).toBe(1);
      expect(rejected.stderr).toContain(`The bucket ${BUCKET} exists in your account already`);
      expect(rejected.stderr).not.toMatch(/^\s+at /m);
      const adopted = await bootstrapped("--adopt");
      expect(adopted).toMatchObject({ changes: { remove: 0 }, moved: true });
      expect(await bootstrapped()).toMatchObject({ changes: { add: 0, change: 0, remove: 0 } });
    },
    12 * MINUTE,
  );

  it(
    "has room for a plan of the lake that waits to be approved, and belongs to a commit",
    async () => {
      await git("init", "--quiet");
      const planned = await commit("planned");
      const receiptFile = path.join(home, "receipt.json");
      const reviewed = await lake(
        "review",
        "--env",
        "dev",
        "--no-lock",
        "--save-plan",
        receiptFile,
      );
      expect(reviewed).toMatchObject({ exitCode: 0 });
      expect(JSON.parse(readFileSync(receiptFile, "utf8"))).toEqual({
        environment: "dev",
        commit: planned,
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
        versionId: expect.any(String) as string,
      });
      const saved = { Bucket: BUCKET, Key: `streaming-data-lake/dev/plans/${planned}.json` };
      expect(await aws.clients.s3.send(new HeadObjectCommand(saved))).toMatchObject({
        ServerSideEncryption: "aws:kms",
      });

      await aws.clients.s3.send(
        new PutObjectCommand({
          Bucket: BUCKET,
          Key: "streaming-data-lake/dev/terraform.tfstate",
          Body: JSON.stringify({ version: 4, serial: 1, lineage: "another", resources: [] }),
        }),
      );
      const stale = await lake("deploy", "--env", "dev", "--plan", receiptFile);
      expect(stale.stderr).toContain("The state has changed since the plan was approved");
      expect(stale.exitCode).toBe(1);

      const other = await commit("another");
      const rejected = await lake("deploy", "--env", "dev", "--plan", receiptFile);
      expect(rejected.exitCode).toBe(1);
      expect(rejected.stderr).toContain(
        `The approved plan is for the commit ${planned}, but this is ${other}.`,
      );
      expect(rejected.stderr).not.toMatch(/^\s+at /m);
      const missing = await lake("deploy", "--env", "dev", "--plan", "nothing.json");
      expect(missing.stderr).toContain("Can't read the receipt nothing.json: ENOENT.");
    },
    6 * MINUTE,
  );

  it("has sent nothing that AWS would reject by its published models", async () => {
    const { operations, violations } = RecordedCalls.read(await findPublishedModels(), recording);
    // By Terraform's provider, its S3 backend, and the commands.
    expect(operations).toEqual(
      expect.arrayContaining(["s3:CreateBucket", "s3:PutObject", "s3:GetObject"]),
    );
    expect(violations).toEqual([]);
  });

  it("makes nothing in an account that is not the environment's", async () => {
    editFile(project, "config/environments.ts", [[`"${ACCOUNT}"`, '"111122223333"']]);
    const rejected = await bootstrap();
    expect(rejected.exitCode).toBe(1);
    expect(rejected.stderr).toContain(
      `Your AWS credentials belong to account ${ACCOUNT}, but dev is in account 111122223333.`,
    );
    expect(readFileSync(path.join(home, "bootstrap", "terraform.tfrc"), "utf8")).not.toBe("");
  });
});
