import type { DescribeLogGroupsCommand } from "@aws-sdk/client-cloudwatch-logs";
import type { EmulatorContext } from "../../../local/emulator-context";
import { LogGroupService } from "../../../local/logs/log-group-service";
import { jsonCall } from "../iam/support/calls";

const groups = [
  { logGroupName: "/group/longer", kmsKeyId: "arn:other" },
  { logGroupName: "/group", kmsKeyId: "arn:key" },
  { logGroupName: "/plain" },
];
const logs = {
  send: ({ input }: DescribeLogGroupsCommand) =>
    Promise.resolve({
      logGroups: groups.filter(({ logGroupName }) =>
        logGroupName.startsWith(input.logGroupNamePrefix ?? ""),
      ),
    }),
};
// The service only uses these clients of its context.
const service = new LogGroupService({ clients: () => ({ logs }) } as unknown as EmulatorContext);

const associate = async (input: object) => {
  const noControlPlane = () =>
    Promise.reject(new Error("the control plane knows no AssociateKmsKey"));
  const reply = await service.handle(jsonCall("logs", "AssociateKmsKey", input), noControlPlane);
  return { status: reply?.status, answer: String(reply?.body) };
};

describe("AssociateKmsKey", () => {
  it("is accepted by the service, which leaves other operations to the control plane", () => {
    expect(service.accepts(jsonCall("logs", "AssociateKmsKey"))).toBe(true);
    expect(service.accepts(jsonCall("logs", "PutLogEvents"))).toBe(false);
  });

  it("succeeds for the current key of the group", async () => {
    expect(await associate({ logGroupName: "/group", kmsKeyId: "arn:key" })).toEqual({
      status: 200,
      answer: "{}",
    });
  });

  it.each([
    [{ logGroupName: "/grou", kmsKeyId: "arn:key" }, "The specified log group does not exist."],
    [
      { logGroupName: "/group", kmsKeyId: "arn:new" },
      "has arn:key, which the embedded AWS can't change to arn:new",
    ],
    [
      { logGroupName: "/plain", kmsKeyId: "arn:new" },
      "has no key, which the embedded AWS can't change",
    ],
    [{ logGroupName: "/group" }, "AssociateKmsKey requires logGroupName and kmsKeyId."],
  ])("rejects %j", async (input, message) => {
    const { status, answer } = await associate(input);
    expect(status).toBe(400);
    expect(answer).toContain(message);
  });
});

describe("what the control plane would write where no caller can read it", () => {
  const never = () => Promise.reject(new Error("it reached the control plane"));

  it.each([
    ["CreateExportTask", { destination: "lake" }, "the Logs operation CreateExportTask"],
    [
      "PutSubscriptionFilter",
      { destinationArn: "arn:aws:kinesis:us-east-1:123456789012:stream/lines" },
      "subscription filters to arn:aws:kinesis:us-east-1:123456789012:stream/lines",
    ],
    [
      "PutSubscriptionFilter",
      { destinationArn: "arn:aws:firehose:us-east-1:123456789012:deliverystream/lines" },
      "subscription filters to arn:aws:firehose:us-east-1:123456789012:deliverystream/lines",
    ],
  ])("is refused by name: %s %j", async (operation, input, name) => {
    const call = jsonCall("logs", operation, input);
    expect(service.accepts(call)).toBe(true);
    const reply = await service.handle(call, never);
    expect(reply?.status).toBe(400);
    expect(reply?.headers["x-amzn-errortype"]).toBe("UnknownOperationException");
    expect(String(reply?.body)).toContain(`The embedded AWS does not support ${name}`);
  });

  it("leaves subscription filters of functions to the control plane", async () => {
    const destinationArn = "arn:aws:lambda:us-east-1:123456789012:function:lines";
    const call = jsonCall("logs", "PutSubscriptionFilter", { destinationArn });
    expect(service.accepts(call)).toBe(true);
    expect(await service.handle(call, never)).toBeUndefined();
  });
});
