import type { AwsRequest } from "../../../local/gateway/aws-request";
import type { PolicyDocument } from "../../../local/iam/policy/policy-document";
import { jsonCall, stsCall } from "./support/calls";
import {
  ACCOUNT,
  ROLE,
  World,
  allow,
  policy,
  trusting,
  trustsAccount,
} from "./support/account-with-role";

describe("AssumeRole", () => {
  const assume = (accessKeyId: string | undefined, parameters = {}) => ({
    ...stsCall({ Action: "AssumeRole", RoleArn: ROLE, RoleSessionName: "s", ...parameters }),
    accessKeyId,
  });
  const firehose = { Service: "firehose.amazonaws.com" };
  const denial = async (trust: PolicyDocument, call: AwsRequest) => {
    const reply = await new World({ trust }).authorizer.denialOf(call);
    return reply === undefined ? undefined : String(reply.body);
  };

  it("is allowed to a service that the role trusts", async () => {
    expect(await denial(trusting(firehose), assume("firehose.amazonaws.com"))).toBeUndefined();
    expect(await denial(trusting(firehose), assume("glue.amazonaws.com"))).toContain(
      `<Code>AccessDenied</Code><Message>User: glue.amazonaws.com is not authorized to perform: sts:AssumeRole on resource: ${ROLE}</Message>`,
    );
  });

  it.each([
    ["sts:ExternalId", ACCOUNT, true],
    ["sts:ExternalId", "210987654321", false],
    ["aws:SourceAccount", ACCOUNT, true],
    ["aws:SourceAccount", "210987654321", false],
  ])("requires %s %s", async (key, value, isAllowed) => {
    const trust = trusting(firehose, { StringEquals: { [key]: value } });
    const call = assume("firehose.amazonaws.com", { ExternalId: ACCOUNT });
    expect((await denial(trust, call)) === undefined).toBe(isAllowed);
  });

  it("is denied to the administrator if the role trusts only a service", async () => {
    expect(await denial(trusting(firehose), assume("local"))).toContain("sts:AssumeRole");
    expect(await denial(trustsAccount, assume("local"))).toBeUndefined();
  });

  it("is denied for a role that does not exist", async () => {
    const call = assume("firehose.amazonaws.com", { RoleArn: `${ROLE}s` });
    expect(await denial(trusting(firehose), call)).toContain("sts:AssumeRole");
  });

  it("requires the session's own permission if the role trusts the account", async () => {
    const call = stsCall({ Action: "AssumeRole", RoleArn: ROLE });
    expect(await new World({}).asSession(call)).toBeDefined();
    const identity = [policy(allow("sts:AssumeRole", ROLE))];
    expect(await new World({ identity }).asSession(call)).toBeUndefined();
  });

  it("creates no session if it returned an error", async () => {
    const { authorizer } = new World({});
    authorizer.onReply(assume("local"), {
      status: 400,
      headers: {},
      body: "<AccessKeyId>ASIA1</AccessKeyId>",
    });
    expect(
      await authorizer.denialOf({ ...jsonCall("kinesis", "PutRecords"), accessKeyId: "ASIA1" }),
    ).toBeUndefined();
  });
});
