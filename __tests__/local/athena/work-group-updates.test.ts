import type { AwsReply, AwsRequest } from "../../../local/gateway/aws-request";
import { serveJson } from "../../../local/gateway/emulated-service";
import { WorkGroupUpdates } from "../../../local/athena/work-group-updates";
import { FakeAws } from "../../support/fake-aws/fake-aws";

const EXISTING = {
  Name: "lake",
  State: "ENABLED",
  Description: "as it was",
  Configuration: {
    EnforceWorkGroupConfiguration: true,
    BytesScannedCutoffPerQuery: 10_485_760,
    ResultConfiguration: { OutputLocation: "s3://results/", ExpectedBucketOwner: "1" },
  },
};

describe("workgroups", () => {
  const aws = new FakeAws({
    GetCallerIdentityCommand: () => ({ Account: "123456789012", Arn: "arn:aws:sts::1:x" }),
  });
  let groups: Map<unknown, Record<string, unknown>>;
  let failsToCreate: boolean;
  let handle: ReturnType<typeof serveJson>;

  beforeEach(() => {
    groups = new Map([["lake", EXISTING]]);
    failsToCreate = false;
    const updates = new WorkGroupUpdates({
      endpointUrl: "",
      stateFolder: "",
      scratchFolder: "",
      regions: () => [],
      clients: () => aws.clients,
      log: { info: () => undefined, error: () => undefined },
    });
    handle = serveJson(updates.operations);
  });

  /** A control plane that can create, get and delete workgroups. */
  function forward({ operation, body }: AwsRequest): Promise<AwsReply> {
    const input = JSON.parse(body.toString()) as Record<string, unknown>;
    const reply = (status: number, answer: object) =>
      Promise.resolve({ status, headers: {}, body: JSON.stringify(answer) });
    switch (operation) {
      case "GetWorkGroup":
        return reply(200, { WorkGroup: groups.get(input["WorkGroup"]) ?? null });
      case "ListTagsForResource":
        expect(input).toEqual({
          ResourceARN: "arn:aws:athena:eu-west-1:123456789012:workgroup/lake",
        });
        return reply(200, { Tags: [{ Key: "a", Value: "b" }] });
      case "DeleteWorkGroup":
        groups.delete(input["WorkGroup"]);
        return reply(200, {});
      default:
        if (failsToCreate) {
          failsToCreate = false;
          return reply(400, { __type: "InvalidRequestException", message: "no" });
        }
        groups.set(input["Name"], { State: "ENABLED", ...input });
        return reply(200, {});
    }
  }

  async function call(operation: string, input: object): Promise<Record<string, unknown>> {
    const reply = await handle(
      {
        service: "athena",
        operation,
        region: "eu-west-1",
        accessKeyId: undefined,
        method: "POST",
        url: "/",
        headers: {},
        body: Buffer.from(JSON.stringify(input)),
      },
      forward,
    );
    return JSON.parse(String(reply?.body)) as Record<string, unknown>;
  }

  it("are updated: fields are set or removed, the others and the tags are kept", async () => {
    await call("UpdateWorkGroup", {
      WorkGroup: "lake",
      Description: "as it is",
      ConfigurationUpdates: {
        RemoveBytesScannedCutoffPerQuery: true,
        PublishCloudWatchMetricsEnabled: true,
        ResultConfigurationUpdates: {
          OutputLocation: "s3://other/",
          RemoveEncryptionConfiguration: false,
        },
      },
    });
    expect(groups.get("lake")).toEqual({
      Name: "lake",
      State: "ENABLED",
      Description: "as it is",
      Configuration: {
        EnforceWorkGroupConfiguration: true,
        PublishCloudWatchMetricsEnabled: true,
        ResultConfiguration: { OutputLocation: "s3://other/", ExpectedBucketOwner: "1" },
      },
      Tags: [{ Key: "a", Value: "b" }],
    });
  });

  it("keep their state until it is changed or they are deleted", async () => {
    await call("UpdateWorkGroup", { WorkGroup: "lake", State: "DISABLED" });
    expect(await call("GetWorkGroup", { WorkGroup: "lake" })).toMatchObject({
      WorkGroup: { State: "DISABLED" },
    });
    await call("UpdateWorkGroup", { WorkGroup: "lake", State: "ENABLED" });
    expect(await call("GetWorkGroup", { WorkGroup: "lake" })).toMatchObject({
      WorkGroup: { State: "ENABLED" },
    });
  });

  it("are unchanged if the update fails", async () => {
    failsToCreate = true;
    const answer = await call("UpdateWorkGroup", { WorkGroup: "lake", Description: "new" });
    expect(answer).toMatchObject({ __type: "InvalidRequestException", message: "no" });
    expect(groups.get("lake")).toMatchObject({ Description: "as it was" });
  });

  it.each(["UpdateWorkGroup", "GetWorkGroup"])("must exist for %s", async (operation) => {
    expect(await call(operation, { WorkGroup: "other" })).toMatchObject({
      __type: "InvalidRequestException",
      message: "WorkGroup other is not found.",
    });
  });
});
