import {
  DeleteStreamCommand,
  DescribeStreamSummaryCommand,
  PutRecordsCommand,
} from "@aws-sdk/client-kinesis";
import { rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { countParquetRows } from "../../../cli/delivery/parquet-rows";
import type { ReplayReport } from "../../../cli/replay/replay";
import { project as projectName } from "../../../config/environments";
import { emulatorAccountId } from "../../../model/environment/emulator-account";
import { datasetNames, lakeNames } from "../../../model/naming/names";
import { startProcess } from "../../support/emulator/lake-command";
import type { Ended } from "../../support/emulator/lake-command";
import { copyProject, editFile } from "../../support/emulator/project-copy";
import { RunningEmulator } from "../../support/emulator/running-emulator";
import { runTerraform } from "../../support/emulator/terraform";
import { FaultInjectionProxy } from "../../support/fault-injection-proxy";
import { testBinary } from "../../support/emulator/test-binary";

const MINUTE = 60_000;
const DATASET = "sample_events";
const STREAM = "aws_kinesis_stream.sample_events_event_stream";
/** What a delivery into the lake needs, and no more, so that an apply takes seconds. */
const TARGET = "-target=aws_kinesis_firehose_delivery_stream.sample_events_delivery_stream";
const scope = { project: projectName, environment: "kept", accountId: emulatorAccountId };
const names = { ...lakeNames(scope), ...datasetNames(scope, DATASET) };

/** Puts an environment with protected data on the embedded AWS, with one dataset, into a copy of the project. */
function keptEnvironment(): string {
  const project = copyProject();
  const local = "localEnvironment(project),\n";
  const kept = `{ ...localEnvironment(project), name: "kept", removalPolicy: "retain" },\n`;
  editFile(project, "config/environments.ts", [[local, local + kept]]);
  editFile(project, "config/datasets/index.ts", [
    ['import { earthquakes } from "./earthquakes";\n', ""],
    ["[sampleEvents, earthquakes]", "[sampleEvents]"],
  ]);
  rmSync(path.join(project, "config/datasets/earthquakes.lock.json"));
  return project;
}

describe("a stream whose creation fails at its encryption", () => {
  const project = keptEnvironment();
  const home = path.join(project, ".lake-home");
  const folder = path.join(project, "cdktf.out", "stacks", "kept");
  let aws: RunningEmulator;
  let proxy: FaultInjectionProxy;
  /** Calls of StartStreamEncryption that are still to be denied. */
  let denials = 1;
  let applied: Ended;
  let reviewed: Ended;

  const variables = () => ({
    ...aws.variables,
    AWS_ENDPOINT_URL: proxy.endpointUrl,
    LAKE_HOME: home,
  });
  const lake = (...args: readonly string[]) => {
    const program = path.join(project, "cli", "lake.mjs");
    return startProcess(process.execPath, [program, ...args], variables(), project).ended;
  };
  const terraform = (verb: string, ...args: readonly string[]) =>
    runTerraform(folder, home, variables(), verb, "-no-color", ...args);

  async function encryption(): Promise<string | undefined> {
    const { StreamDescriptionSummary: stream } = await aws.clients.kinesis.send(
      new DescribeStreamSummaryCommand({ StreamName: names.stream }),
    );
    return stream?.EncryptionType;
  }

  beforeAll(async () => {
    aws = await RunningEmulator.start();
    proxy = await FaultInjectionProxy.start(aws.endpointUrl, ({ operation }) =>
      operation === "StartStreamEncryption" && denials-- > 0 ? { fault: "key denied" } : {},
    );
    const output = { CDKTF_OUTDIR: path.join(project, "cdktf.out") };
    const synthesized = startProcess(
      process.execPath,
      ["synth.mjs"],
      { ...variables(), ...output },
      project,
    );
    expect(await synthesized.ended).toMatchObject({ exitCode: 0 });
    expect(await terraform("init", "-input=false")).toMatchObject({ exitCode: 0 });
    applied = await terraform("apply", "-auto-approve", TARGET);
    reviewed = await lake("review", "--env", "kept");
  }, 6 * MINUTE);
  afterAll(async () => {
    await proxy.stop();
    await aws.stop();
  });

  it("exists unencrypted, and is tainted", async () => {
    expect(applied.exitCode).toBe(1);
    expect(applied.stderr).toContain("KMSAccessDeniedException");
    expect(await encryption()).toBe("NONE");
  });

  it("stops every plan, and a review says how to keep it", () => {
    const command = `${testBinary} -chdir=cdktf.out/stacks/kept untaint ${STREAM}`;
    expect(reviewed.exitCode).toBe(1);
    expect(reviewed.stdout).toContain(
      `\`${STREAM}\` is protected by \`prevent_destroy\`, for which Terraform refuses the plan`,
    );
    expect(reviewed.stdout).toContain(`\n${command}\n`);
    expect(reviewed.stderr).toContain(`${STREAM}: an earlier apply failed`);
    expect(reviewed.stderr).toContain(command);
    expect(reviewed.stderr).not.toMatch(/either disable|^\s+at /m);
  });

  it(
    "is completed in place after that, and no record is lost",
    async () => {
      const records = ["one", "two", "three"].map((staffName) => ({
        Data: Buffer.from(`${JSON.stringify({ event: { staffName }, metadata: {} })}\n`),
        PartitionKey: staffName,
      }));
      await aws.clients.kinesis.send(
        new PutRecordsCommand({ StreamName: names.stream, Records: records }),
      );

      // As printed, in the project's folder.
      const [, commands = ""] = reviewed.stdout.split(/^```(?:sh)?$/m);
      const printed = commands.split("\n").find((line) => line.includes(" untaint ")) ?? "";
      expect(await terraform("untaint", printed.split(" ").at(-1) ?? "")).toMatchObject({
        exitCode: 0,
      });
      const completed = await terraform("apply", "-auto-approve", TARGET);
      expect(completed).toMatchObject({ exitCode: 0, stderr: "" });
      expect(completed.stdout).toMatch(/[1-9]\d* added, 1 changed, 0 destroyed/);
      expect(await encryption()).toBe("KMS");
      expect(await terraform("plan", "-detailed-exitcode", TARGET)).toMatchObject({ exitCode: 0 });

      // The delivery stream was created after they had arrived.
      const replayed = await lake("replay", "--env", "kept", "--from", "stream", "--json");
      expect(replayed).toMatchObject({ exitCode: 0 });
      // What the command promises.
      const { totals } = JSON.parse(replayed.stdout) as ReplayReport;
      expect(totals).toMatchObject({ read: records.length, sent: records.length });
      await untilRows(records.length);
      const tomorrow = new Date(Date.now() + 24 * 60 * MINUTE).toISOString();
      const rejected = await lake(
        "replay",
        "--env",
        "kept",
        "--from",
        "stream",
        "--until",
        tomorrow,
      );
      expect(rejected.exitCode).toBe(1);
      expect(rejected.stderr).toContain("is after the creation of the delivery stream");
      const again = await lake("replay", "--env", "kept", "--from", "stream", "--json");
      expect((JSON.parse(again.stdout) as ReplayReport).totals).toMatchObject({
        read: records.length,
        sent: 0,
        skipped: { alreadySent: records.length },
      });
    },
    6 * MINUTE,
  );

  it(
    "can be replaced all the same: deleted by hand, it is created again",
    async () => {
      expect(await terraform("taint", STREAM)).toMatchObject({ exitCode: 0 });
      await aws.clients.kinesis.send(new DeleteStreamCommand({ StreamName: names.stream }));
      const planned = await terraform("plan", `-target=${STREAM}`);
      expect(planned).toMatchObject({ exitCode: 0, stderr: "" });
      expect(planned.stdout).toContain("1 to add, 0 to change, 0 to destroy");
    },
    2 * MINUTE,
  );

  async function untilRows(rows: number): Promise<void> {
    const data = { bucket: names.lakeBucket, prefix: names.dataPrefix };
    const deadline = Date.now() + MINUTE;
    while ((await countParquetRows(aws.clients.s3, data)) < rows) {
      if (Date.now() > deadline) throw new Error(`There are not ${rows} rows after a minute`);
      await sleep(500);
    }
  }
});
