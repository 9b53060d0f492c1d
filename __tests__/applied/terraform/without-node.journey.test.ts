import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";
import { GetFunctionCommand } from "@aws-sdk/client-lambda";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { App } from "cdktf";
import { projectFolder } from "../../../local/home/lake-home";
import { emulatorAccountId } from "../../../model/environment/emulator-account";
import { EventStream } from "../../../modules/streaming/event-stream";
import { PublisherFunction } from "../../../modules/streaming/publisher-function";
import { useBackend } from "../../../stacks/backend";
import { AddressedStack } from "../../../stacks/terraform/addressed-stack";
import { useAwsProvider } from "../../../stacks/terraform/provider";
import { terraformEnvironment } from "../../../toolchain/terraform/terraform-cli-config";
import { commandsOf } from "../../docs/support/page-commands";
import { startProcess } from "../../support/emulator/lake-command";
import type { Ended } from "../../support/emulator/lake-command";
import { editFile } from "../../support/emulator/project-copy";
import { testProviderMirror } from "../../support/emulator/provider-range";
import { RunningEmulator } from "../../support/emulator/running-emulator";
import { findTestTerraform, testBinary } from "../../support/emulator/test-binary";
import { environmentOf, publisherPackage } from "../../support/plans/synth";

const MINUTE = 60_000;
const BUCKET = "shop-terraform-state";
const KEY = "streaming-data-lake/test/terraform.tfstate";
const ADDRESS = "aws_lambda_function.publisher";

const page = readFileSync(path.join(projectFolder, "docs/deploy/leaving-cdktf.md"), "utf8");

/** The commands of a part of the page. */
function partOf(title: string): string[] {
  const [, part = ""] = page.split(`<!-- begin ${title} -->`);
  const [text = ""] = part.split(`<!-- end ${title} -->`);
  return commandsOf(text).map(({ command }) => command);
}

const [init = "", planAgain = ""] = partOf("without Node.js");
const change = partOf("change");

describe("a stack without CDKTF", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "without-node-"));
  const programs = path.join(folder, "programs");
  const left = path.join(folder, "left");
  let aws: RunningEmulator;
  let variables: NodeJS.ProcessEnv;

  /** What the project synthesizes for an environment whose state is in S3; the project is gone afterwards. */
  function leaveProject(): void {
    const outdir = path.join(folder, "project", "cdktf.out");
    mkdirSync(path.dirname(outdir));
    const app = new App({ outdir, stackTraces: false });
    const environment = environmentOf("local", {
      name: "test",
      terraformBinary: testBinary,
      emulator: { endpointUrl: aws.endpointUrl },
      state: { type: "s3", bucket: BUCKET, region: aws.region },
    });
    const stack = new AddressedStack(app, "test");
    useBackend(stack, environment);
    useAwsProvider(stack, environment);
    const location = { region: aws.region, accountId: emulatorAccountId };
    new PublisherFunction(stack, "publisher", {
      ...location,
      functionName: "shop-orders-publisher",
      package: publisherPackage(),
      stream: EventStream.fromStreamName({ ...location, streamName: "shop-orders" }),
    });
    app.synth();
    cpSync(path.join(outdir, "stacks", "test"), left, { recursive: true });
    rmSync(path.join(folder, "project"), { recursive: true });
  }

  /** Runs a command of the page where `PATH` has the program alone. */
  function run(command: string, cwd: string): Promise<Ended> {
    const typed = command.replace(/^terraform /, `${testBinary} `);
    return startProcess("/bin/sh", ["-c", typed], { ...variables, PATH: programs }, cwd).ended;
  }

  beforeAll(async () => {
    aws = await RunningEmulator.start();
    await aws.clients.s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
    const program = await findTestTerraform(path.join(projectFolder, ".lake", "tools"));
    mkdirSync(programs);
    symlinkSync(program, path.join(programs, testBinary));
    variables = terraformEnvironment({
      folder: path.join(folder, "terraform"),
      binary: testBinary,
      mirror: testProviderMirror(),
    });
    leaveProject();
  }, 3 * MINUTE);
  afterAll(async () => {
    await aws.stop();
    rmSync(folder, { recursive: true });
  });

  it("finds no Node.js", async () => {
    expect((await run("node --version", left)).stderr).toContain("not found");
    expect([init, planAgain, ...change]).toEqual([
      "terraform init",
      "terraform plan -detailed-exitcode",
      "terraform plan -out=change.plan",
      "terraform apply change.plan",
    ]);
  });

  it(
    "is applied from its folder, with its state in S3",
    async () => {
      for (const command of [init, ...change]) {
        expect(await run(command, left)).toMatchObject({ exitCode: 0, stderr: "" });
      }
      const { Body: body } = await aws.clients.s3.send(
        new GetObjectCommand({ Bucket: BUCKET, Key: KEY }),
      );
      // The format of states.
      const { resources } = JSON.parse((await body?.transformToString()) ?? "") as {
        readonly resources: readonly { readonly type: string; readonly name: string }[];
      };
      expect(resources.map(({ type, name }) => `${type}.${name}`)).toContain(ADDRESS);
      const { Contents: objects } = await aws.clients.s3.send(
        new ListObjectsV2Command({ Bucket: BUCKET }),
      );
      // The lock is gone.
      expect(objects?.map(({ Key: key }) => key)).toEqual([KEY]);
    },
    5 * MINUTE,
  );

  it("has put the zip of its folder onto AWS", async () => {
    const { Configuration: configuration } = await aws.clients.lambda.send(
      new GetFunctionCommand({ FunctionName: "shop-orders-publisher" }),
    );
    expect(configuration).toMatchObject({ Handler: "index.handler" });
    expect(configuration?.CodeSize).toBeGreaterThan(0);
  });

  it(
    "has no changes when it is planned again, there and in another folder",
    async () => {
      expect(await run(planAgain, left)).toMatchObject({ exitCode: 0, stderr: "" });
      const elsewhere = path.join(folder, "deeper", "elsewhere");
      cpSync(left, elsewhere, {
        recursive: true,
        filter: (file) => path.basename(file) !== ".terraform",
      });
      rmSync(left, { recursive: true });
      expect(await run(init, elsewhere)).toMatchObject({ exitCode: 0, stderr: "" });
      expect(await run(planAgain, elsewhere)).toMatchObject({ exitCode: 0, stderr: "" });

      editFile(elsewhere, "cdk.tf.json", [['"memory_size": 256', '"memory_size": 512']]);
      const changed = await run(planAgain, elsewhere);
      expect(changed).toMatchObject({ exitCode: 2, stderr: "" });
      expect(changed.stdout).toContain("0 to add, 1 to change, 0 to destroy");
    },
    5 * MINUTE,
  );
});
