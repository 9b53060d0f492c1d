import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";
import { GetFunctionCommand } from "@aws-sdk/client-lambda";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { App } from "cdktf";
import { projectFolder } from "../../../local/home/lake-home";
import { datasetNames } from "../../../model/naming/names";
import { DataLakeStack } from "../../../stacks/data-lake-stack";
import { terraformEnvironment } from "../../../toolchain/terraform/terraform-cli-config";
import { commandsOf } from "../../docs/support/page-commands";
import { startProcess } from "../../support/emulator/lake-command";
import type { Ended } from "../../support/emulator/lake-command";
import { editFile } from "../../support/emulator/project-copy";
import { testProviderMirror } from "../../support/emulator/provider-range";
import { RunningEmulator } from "../../support/emulator/running-emulator";
import { findTestTerraform, testBinary } from "../../support/emulator/test-binary";
import { environmentOf, publisherPackage } from "../../support/plans/synth";
import { sampleEvents } from "../../fixtures/datasets/sample-events";

const MINUTE = 60_000;
const BUCKET = "shop-terraform-state";
const NAME = "test";
const { project } = environmentOf("local");
const KEY = `${project}/${NAME}/terraform.tfstate`;
const { publisherFunction } = datasetNames({ project, environment: NAME }, sampleEvents.name);

const page = readFileSync(path.join(projectFolder, "docs/deploy/leaving-cdktf.md"), "utf8");

/** The type of each resource in a stack's folder. */
function synthesizedTypes(folder: string): string[] {
  const { resource } = JSON.parse(readFileSync(path.join(folder, "cdk.tf.json"), "utf8")) as {
    readonly resource: Readonly<Record<string, object>>;
  };
  return Object.entries(resource).flatMap(([type, named]) => Object.keys(named).map(() => type));
}

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
      name: NAME,
      terraformBinary: testBinary,
      emulator: { endpointUrl: aws.endpointUrl },
      state: { type: "s3", bucket: BUCKET, region: aws.region },
    });
    new DataLakeStack(app, {
      environment,
      datasets: [{ dataset: sampleEvents, publisherPackage: publisherPackage() }],
    });
    app.synth();
    cpSync(path.join(outdir, "stacks", NAME), left, { recursive: true });
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
        readonly resources: readonly { readonly mode: string; readonly type: string }[];
      };
      const managed = resources.filter(({ mode }) => mode === "managed").map(({ type }) => type);
      expect(managed.sort()).toEqual(synthesizedTypes(left).sort());
      const { Contents: objects } = await aws.clients.s3.send(
        new ListObjectsV2Command({ Bucket: BUCKET }),
      );
      // The lock is gone.
      expect(objects?.map(({ Key: key }) => key)).toEqual([KEY]);
    },
    10 * MINUTE,
  );

  it("has put the zip of its folder onto AWS", async () => {
    const { Configuration: configuration } = await aws.clients.lambda.send(
      new GetFunctionCommand({ FunctionName: publisherFunction }),
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
