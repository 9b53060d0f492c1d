import { CreateWorkGroupCommand } from "@aws-sdk/client-athena";
import { CreateLogGroupCommand } from "@aws-sdk/client-cloudwatch-logs";
import { CreateAliasCommand, CreateKeyCommand } from "@aws-sdk/client-kms";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { findResources } from "../../../../cli/emulator/stack/adopt-resources";
import { adoptableTypes } from "../../../../cli/emulator/stack/adoptable-types";
import { RunningEmulator } from "../../../support/emulator/running-emulator";

const TYPES = Object.keys(adoptableTypes);
const ARGUMENTS = ["bucket", "name", "database_name", "function_name", "log_group_name"];

describe("the resources of a stack that are deployed", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "adopt-"));
  let emulator: RunningEmulator;

  beforeAll(async () => {
    emulator = await RunningEmulator.start();
    const named = (name: string) => Object.fromEntries(ARGUMENTS.map((each) => [each, name]));
    const resource = Object.fromEntries(TYPES.map((type) => [type, { one: named("lake") }]));
    const aws_kms_alias = { one: named("alias/lake") };
    const stack = { resource: { ...resource, aws_kms_alias } };
    writeFileSync(path.join(folder, "cdk.tf.json"), JSON.stringify(stack));
  }, 300_000);
  afterAll(async () => {
    await emulator?.stop();
    rmSync(folder, { recursive: true });
  });

  const existing = async () => {
    const found = await findResources(folder, emulator.endpointUrl);
    expect(found).toHaveLength(TYPES.length);
    return found.flatMap(({ address, exists }) => (exists ? [address] : []));
  };

  it("are none of any type at first, and then those that were made", async () => {
    expect(await existing()).toEqual([]);
    const { athena, kms, logs } = emulator.clients;
    await logs.send(new CreateLogGroupCommand({ logGroupName: "lake" }));
    // The listing of names that begin with it has this one.
    await logs.send(new CreateLogGroupCommand({ logGroupName: "lake-two" }));
    const { KeyMetadata: key } = await kms.send(new CreateKeyCommand({}));
    const alias = { AliasName: "alias/lake", TargetKeyId: key?.KeyId };
    await kms.send(new CreateAliasCommand(alias));
    await athena.send(new CreateWorkGroupCommand({ Name: "lake" }));
    expect((await existing()).sort()).toEqual([
      "aws_athena_workgroup.one",
      "aws_cloudwatch_log_group.one",
      "aws_kms_alias.one",
    ]);
  }, 120_000);
});
