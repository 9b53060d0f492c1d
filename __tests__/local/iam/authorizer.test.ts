import { jsonCall, restCall } from "./support/calls";
import {
  ACCOUNT,
  KEY,
  ROLE,
  SESSION,
  STREAM,
  World,
  allow,
  policy,
} from "./support/account-with-role";

const because = (action: string, why: string) =>
  `User: ${SESSION} is not authorized to perform: ${action} ${why}`;

describe("a denied call", () => {
  const putRecords = jsonCall("kinesis", "PutRecords", { StreamName: "s" });

  it("gets the reply of a JSON service, and is logged", async () => {
    const world = new World({});
    const reply = await world.asSession(putRecords);
    const message = because(
      "kinesis:PutRecords",
      `on resource: ${STREAM} because no identity-based policy allows the kinesis:PutRecords action`,
    );
    expect(reply?.status).toBe(400);
    expect(reply?.headers).toMatchObject({ "x-amzn-errortype": "AccessDeniedException" });
    expect(JSON.parse(String(reply?.body))).toMatchObject({
      __type: "AccessDeniedException",
      message,
    });
    expect(world.denied).toEqual([message]);
  });

  it("gets Kinesis's own code if a key may not be used", async () => {
    const reply = await new World({ identity: [policy(allow("kinesis:*", "*"))] }).asSession(
      putRecords,
    );
    expect(JSON.parse(String(reply?.body))).toMatchObject({
      __type: "KMSAccessDeniedException",
      message: because(
        "kms:GenerateDataKey",
        `on resource: ${KEY} because no identity-based policy allows the kms:GenerateDataKey action`,
      ),
    });
  });

  it("gets the reply of S3", async () => {
    const reply = await new World({}).asSession(restCall("s3", "GET /lake/a&b"));
    expect(reply?.status).toBe(403);
    expect(String(reply?.body)).toContain("<Code>AccessDenied</Code>");
    expect(String(reply?.body)).toContain(
      "s3:GetObject on resource: &quot;arn:aws:s3:::lake/a&amp;b&quot; because no identity-based policy allows the s3:GetObject action",
    );
  });

  it("gets the reply of Lambda", async () => {
    const call = restCall("lambda", "POST /2015-03-31/functions/f/invocations");
    const reply = await new World({}).asSession(call);
    expect(reply?.status).toBe(403);
    expect(reply?.headers).toMatchObject({ "x-amzn-errortype": "AccessDeniedException" });
  });

  it.each([
    ["an operation", jsonCall("kinesis", "Invent"), "kinesis:Invent."],
    ["a service", jsonCall("sqs", "SendMessage"), "sqs:SendMessage."],
    ["a path", restCall("s3", "PUT /lake?replication"), "s3:PUT /lake?replication."],
  ])("names %s without known permissions", async (_, call, name) => {
    const reply = await new World({ identity: [policy(allow("*", "*"))] }).asSession(call);
    expect(String(reply?.body)).toContain(
      `is not authorized to perform: ${name} The embedded AWS does not know the permissions of this call`,
    );
  });
});

describe("the policies of a session", () => {
  const get = restCall("s3", "GET /lake/k");
  const everything = [policy(allow("*", "*"))];

  it("are those of the role", async () => {
    const identity = [policy(allow("s3:GetObject", "arn:aws:s3:::lake/*"))];
    expect(await new World({ identity }).asSession(get)).toBeUndefined();
  });

  it("include that of the bucket, which can deny", async () => {
    const bucket = policy({ ...allow("s3:*", "*"), Effect: "Deny", Principal: "*" });
    const reply = await new World({ identity: everything, bucket }).asSession(get);
    expect(String(reply?.body)).toContain("with an explicit deny in a resource-based policy");
  });

  it("treat plain HTTP on the loopback interface as a secure connection", async () => {
    const bucket = policy({
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: "*",
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    });
    expect(await new World({ identity: everything, bucket }).asSession(get)).toBeUndefined();
  });

  it("are limited by the role's permissions boundary", async () => {
    const boundary = [policy(allow("kinesis:*", "*"))];
    const reply = await new World({ identity: everything, boundary }).asSession(get);
    expect(String(reply?.body)).toContain(
      "because no permissions boundary allows the s3:GetObject action",
    );
  });

  it.each([
    [{ Policy: '{"Statement":{"Effect":"Allow","Action":"kinesis:*","Resource":"*"}}' }],
    [{ "PolicyArns.member.1.arn": "arn:aws:iam::aws:policy/kinesis" }],
  ])("are limited by the session policy %j", async (parameters) => {
    const managed = { "arn:aws:iam::aws:policy/kinesis": policy(allow("kinesis:*", "*")) };
    const reply = await new World({ identity: everything, managed }).asSession(get, parameters);
    expect(String(reply?.body)).toContain(
      "because no session policy allows the s3:GetObject action",
    );
  });

  it("know the caller", async () => {
    const onlyIf = (Condition: object) => [policy({ ...allow("s3:GetObject", "*"), Condition })];
    const own = {
      "aws:PrincipalArn": ROLE,
      "aws:userid": "AROA:session",
      "aws:RequestedRegion": "us-east-1",
    };
    expect(
      await new World({ identity: onlyIf({ StringEquals: own }) }).asSession(get),
    ).toBeUndefined();
    const other = { StringNotEquals: { "aws:PrincipalAccount": ACCOUNT } };
    expect(await new World({ identity: onlyIf(other) }).asSession(get)).toBeDefined();
  });
});

describe("the account's administrator", () => {
  it.each(["local", undefined, "firehose.amazonaws.com"])(
    "%s may do everything",
    async (accessKeyId) => {
      const { authorizer } = new World({});
      for (const call of [jsonCall("sqs", "SendMessage"), restCall("s3", "DELETE /lake")]) {
        expect(authorizer.readsBody({ ...call, accessKeyId })).toBe(false);
        expect(await authorizer.denialOf({ ...call, accessKeyId })).toBeUndefined();
      }
    },
  );

  it("streams objects without buffering them, as a role does", async () => {
    const world = new World({});
    await world.asSession(restCall("s3", "PUT /lake/k"));
    const readsBody = (line: string) =>
      world.authorizer.readsBody({ ...restCall("s3", line), accessKeyId: "ASIA1" });
    expect(readsBody("PUT /lake/k")).toBe(false);
    expect(readsBody("POST /lake?uploads")).toBe(false);
    expect(readsBody("POST /lake?delete")).toBe(true);
    expect(readsBody("POST /lake?%64elete=")).toBe(true);
    expect(
      world.authorizer.readsBody({ ...jsonCall("kinesis", "PutRecords"), accessKeyId: "ASIA1" }),
    ).toBe(true);
  });
});
