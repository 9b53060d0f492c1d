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
// The service uses nothing of its context but these clients.
const service = new LogGroupService({ clients: () => ({ logs }) } as unknown as EmulatorContext);

const associate = async (input: object) => {
  const noControlPlane = () =>
    Promise.reject(new Error("the control plane knows no AssociateKmsKey"));
  const reply = await service.handle(jsonCall("logs", "AssociateKmsKey", input), noControlPlane);
  return { status: reply?.status, answer: String(reply?.body) };
};

describe("AssociateKmsKey", () => {
  it("is all that the service wants to see", () => {
    expect(service.accepts(jsonCall("logs", "AssociateKmsKey"))).toBe(true);
    expect(service.accepts(jsonCall("logs", "PutLogEvents"))).toBe(false);
  });

  it("succeeds for the key that the group has", async () => {
    expect(await associate({ logGroupName: "/group", kmsKeyId: "arn:key" })).toEqual({
      status: 200,
      answer: "{}",
    });
  });

  it.each([
    [{ logGroupName: "/grou", kmsKeyId: "arn:key" }, "The specified log group does not exist."],
    [
      { logGroupName: "/group", kmsKeyId: "arn:new" },
      "has arn:key, and the embedded AWS can't change that to arn:new",
    ],
    [
      { logGroupName: "/plain", kmsKeyId: "arn:new" },
      "has no key, and the embedded AWS can't change that",
    ],
    [{ logGroupName: "/group" }, "AssociateKmsKey needs logGroupName and kmsKeyId."],
  ])("refuses %j", async (input, message) => {
    const { status, answer } = await associate(input);
    expect(status).toBe(400);
    expect(answer).toContain(message);
  });
});
