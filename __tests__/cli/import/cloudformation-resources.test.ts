import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import {
  isResourceListFile,
  listStackResources,
  parseResourceList,
  readResourceList,
} from "../../../cli/import/cloudformation-resources";

const bucket = {
  LogicalResourceId: "Bucket",
  PhysicalResourceId: "dv-sample-events",
  ResourceType: "AWS::S3::Bucket",
};
const stream = {
  LogicalResourceId: "Stream",
  PhysicalResourceId: "DV-Stream",
  ResourceType: "AWS::Kinesis::Stream",
};

/** A client that answers with these pages, or fails. */
function clientOf(pages: readonly object[], failure?: Error): CloudFormationClient {
  const left = [...pages];
  const send = () =>
    failure === undefined ? Promise.resolve(left.shift()) : Promise.reject(failure);
  // Of the client only `send` is called.
  return { send } as unknown as CloudFormationClient;
}

describe("the list of a stack's resources", () => {
  it("is parsed as describe-stack-resources prints it, with region and account", () => {
    const StackId = "arn:aws:cloudformation:eu-west-1:111122223333:stack/lake/1";
    const text = JSON.stringify({ StackResources: [{ ...bucket, StackId }] });
    expect(parseResourceList(text, "stack.json")).toEqual({
      resources: [{ logicalId: "Bucket", physicalId: "dv-sample-events", type: "AWS::S3::Bucket" }],
      region: "eu-west-1",
      accountId: "111122223333",
    });
  });

  it("is parsed as list-stack-resources prints it, without deleted and never created resources", () => {
    const list = [
      { ...bucket, ResourceStatus: "CREATE_COMPLETE" },
      { ...stream, ResourceStatus: "DELETE_COMPLETE" },
      { LogicalResourceId: "Failed", ResourceType: "AWS::S3::Bucket" },
    ];
    const { resources, accountId } = parseResourceList(
      JSON.stringify({ StackResourceSummaries: list }),
      "stack.json",
    );
    expect(resources.map(({ logicalId }) => logicalId)).toEqual(["Bucket"]);
    expect(accountId).toBeUndefined();
  });

  it.each(["", "[]", "null", "not JSON", '{"Stacks":[]}'])("is rejected as %j", (text) => {
    expect(() => parseResourceList(text, "stack.json")).toThrow(
      "stack.json is not a list of a stack's resources.",
    );
  });

  it.each([
    [{ StackResources: [{ PhysicalResourceId: "x" }] }],
    [{ StackResources: [{ ...bucket, ResourceType: 3 }] }],
  ])("is rejected with a resource that lacks its names: %j", (list) => {
    expect(() => parseResourceList(JSON.stringify(list), "stack.json")).toThrow(
      "stack.json has a resource",
    );
  });

  it.each(["./resources", "exports/stack", "stack.txt", "~/stack", "my_stack"])(
    "is a missing file for %s, which can't be a stack's name",
    async (source) => {
      expect(isResourceListFile(source)).toBe(true);
      await expect(readResourceList(source)).rejects.toThrow(`There is no file ${source}.`);
    },
  );

  it.each([
    "datalake",
    "Data-Lake-2",
    "arn:aws:cloudformation:eu-west-1:123456789012:stack/datalake/1a2b",
  ])("is a stack for %s", (source) => {
    expect(isResourceListFile(source)).toBe(false);
  });

  it("is rejected if the file is missing", async () => {
    await expect(readResourceList("/nowhere/stack.json")).rejects.toThrow(
      "There is no file /nowhere/stack.json.",
    );
  });

  it("is a file when it is there or looks like one, otherwise a stack", () => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), "list-")), "resources");
    writeFileSync(file, "{}");
    expect([file, "-", "missing.json", "data-lake"].map(isResourceListFile)).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });

  it("is read from CloudFormation page by page", async () => {
    const client = clientOf([
      { StackResourceSummaries: [bucket], NextToken: "more" },
      { StackResourceSummaries: [stream] },
    ]);
    const { resources } = await listStackResources(client, "lake");
    expect(resources.map(({ logicalId }) => logicalId)).toEqual(["Bucket", "Stream"]);
  });

  it("is rejected if the stack does not exist", async () => {
    const failure = Object.assign(new Error("Stack with id lake does not exist"), {
      name: "ValidationError",
    });
    await expect(listStackResources(clientOf([], failure), "lake")).rejects.toThrow(
      'There is no stack "lake" in this account and region.',
    );
  });
});
