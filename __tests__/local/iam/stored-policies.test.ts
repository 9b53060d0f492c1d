import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { AwsClients } from "../../../local/aws-clients";
import { IamApi } from "../../../local/iam/iam-api";
import { serviceCredentials, servicePrincipal } from "../../../local/iam/service-principal";
import { DeployedResources } from "../../../local/iam/deployed-resources";
import { StoredPolicies } from "../../../local/iam/stored-policies";

const KEY = "arn:aws:kms:us-east-1:123456789012:key/k";
const statement = (sid: string) =>
  `{"Version":"2012-10-17","Statement":[{"Sid":"${sid}","Effect":"Allow","Action":"s3:*","Resource":"*"}]}`;
const encoded = (sid: string) => encodeURIComponent(statement(sid));
const NOT_FOUND = { status: 404, body: "{}" };

/** Replies of the control plane, by IAM action and first parameter, by target, or by path. */
const answers: Record<string, { status: number; body: string } | string | undefined> = {
  "GetRole reader": `<Role><AssumeRolePolicyDocument>${encoded("trust")}</AssumeRolePolicyDocument><PermissionsBoundary><PermissionsBoundaryArn>arn:boundary</PermissionsBoundaryArn></PermissionsBoundary></Role>`,
  "ListRolePolicies reader":
    "<PolicyNames><member>first</member><member>gone</member></PolicyNames>",
  "GetRolePolicy reader first": `<PolicyDocument>${encoded("inline")}</PolicyDocument>`,
  "ListAttachedRolePolicies reader":
    "<AttachedPolicies><member><PolicyArn>arn:attached</PolicyArn></member><member><PolicyArn>arn:deleted</PolicyArn></member></AttachedPolicies>",
  "GetPolicy arn:attached": "<Policy><DefaultVersionId>v3</DefaultVersionId></Policy>",
  "GetPolicyVersion arn:attached v3": `<PolicyVersion><Document>${encoded("attached")}</Document></PolicyVersion>`,
  "GetPolicy arn:boundary": "<Policy><DefaultVersionId>v1</DefaultVersionId></Policy>",
  "GetPolicyVersion arn:boundary v1": `<PolicyVersion><Document>${encoded("boundary")}</Document></PolicyVersion>`,
  "GetRole broken": `<Role><AssumeRolePolicyDocument>${encoded("trust")}</AssumeRolePolicyDocument></Role>`,
  "ListRolePolicies broken": { status: 400, body: "out of order" },
  "TrentService.GetKeyPolicy k": JSON.stringify({ Policy: statement("key") }),
  "TrentService.DescribeKey alias/k": JSON.stringify({
    KeyMetadata: { KeyId: "k", Arn: KEY, KeyManager: "CUSTOMER" },
  }),
  "TrentService.DescribeKey alias/aws/s3": JSON.stringify({
    KeyMetadata: { KeyId: "m", Arn: `${KEY}m`, KeyManager: "AWS" },
  }),
  "Kinesis_20131202.DescribeStreamSummary stream/s": JSON.stringify({
    StreamDescriptionSummary: { EncryptionType: "KMS", KeyId: "alias/k" },
  }),
  "/lake?policy": statement("bucket"),
  "/plain?policy": { status: 404, body: "<Error><Code>NoSuchBucketPolicy</Code></Error>" },
  "/lake?encryption":
    "<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>aws:kms</SSEAlgorithm><KMSMasterKeyID>alias/k</KMSMasterKeyID></ApplyServerSideEncryptionByDefault><BucketKeyEnabled>true</BucketKeyEnabled></Rule></ServerSideEncryptionConfiguration>",
  "/plain?encryption": {
    status: 404,
    body: "<Error><Code>ServerSideEncryptionConfigurationNotFoundError</Code></Error>",
  },
};

let server: Server;
let clients: (region: string) => AwsClients;
let endpointUrl: string;
let asked: string[] = [];

beforeAll(async () => {
  server = createServer((message, response) => {
    const chunks: Buffer[] = [];
    message.on("data", (chunk: Buffer) => chunks.push(chunk));
    message.on("end", () => {
      const question = questionOf(
        message.url ?? "",
        message.headers,
        Buffer.concat(chunks).toString(),
      );
      asked.push(question);
      const answer = answers[question] ?? NOT_FOUND;
      const plain = typeof answer === "string" ? { status: 200, body: answer } : answer;
      const [action = ""] = question.split(" ");
      const { status, body } = isIam(action) ? inQueryProtocol(action, plain) : plain;
      const error = { "x-amzn-errortype": "NotFoundException" };
      response.writeHead(status, status === 200 ? {} : error).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  endpointUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens
  const made = new AwsClients({
    region: "us-east-1",
    endpointUrl,
    credentials: serviceCredentials("iam"),
  });
  clients = () => made;
});
beforeEach(() => {
  asked = [];
});
afterAll(() => {
  clients("us-east-1").destroy();
  server.close();
});

const isIam = (action: string) => /^(Get|List)[A-Za-z]+$/.test(action);

/** IAM returns XML, or an error. */
function inQueryProtocol(action: string, { status, body }: { status: number; body: string }) {
  if (status === 200) {
    return {
      status,
      body: `<${action}Response><${action}Result>${body}</${action}Result></${action}Response>`,
    };
  }
  const code = status === 404 ? "NoSuchEntity" : "OutOfOrder";
  return {
    status,
    body: `<ErrorResponse><Error><Code>${code}</Code><Message>${body}</Message></Error></ErrorResponse>`,
  };
}

function questionOf(url: string, headers: Record<string, unknown>, body: string): string {
  const target = headers["x-amz-target"];
  if (typeof target === "string") {
    // The SDK sends JSON objects of strings in these calls.
    const input = JSON.parse(body) as Record<string, string>;
    const arn = input.KeyId ?? input.StreamARN ?? "";
    return `${target} ${arn.replace(/^arn:.*:(key\/)?/, "")}`;
  }
  if (!body.startsWith("Action=")) return url.replace("/?", "?").replace(/=$/, "");
  const {
    Action: action,
    Version: version,
    ...rest
  } = Object.fromEntries(new URLSearchParams(body));
  expect(version).toBe("2010-05-08");
  return [action, ...Object.values(rest)].join(" ");
}

const sids = (policies: readonly { statements: readonly { sid: string | undefined }[] }[]) =>
  policies.map(({ statements }) => statements[0]?.sid);

describe("stored policies", () => {
  const open = () => new StoredPolicies(new IamApi(clients("us-east-1").iam), clients);

  it("are a role's inline and attached ones, its boundary and its trust policy", async () => {
    const role = await open().role("arn:aws:iam::123456789012:role/path/reader");
    expect(sids([role?.trust ?? { statements: [] }])).toEqual(["trust"]);
    expect(sids(role?.identity ?? [])).toEqual(["inline", "attached"]);
    expect(sids(role?.boundary ?? [])).toEqual(["boundary"]);
  });

  it("are undefined for a role that does not exist", async () => {
    expect(await open().role("arn:aws:iam::123456789012:role/nobody")).toBeUndefined();
  });

  it("are those of a bucket and a key", async () => {
    const policies = open();
    expect((await policies.bucket("us-east-1", "lake"))?.statements[0]?.sid).toBe("bucket");
    expect(await policies.bucket("us-east-1", "plain")).toBeUndefined();
    expect((await policies.key("us-east-1", KEY))?.statements[0]?.sid).toBe("key");
    expect(await policies.key("us-east-1", `${KEY}other`)).toBeUndefined();
  });

  it("are read once within a second, but again after an error", async () => {
    const policies = open();
    // On a busy machine the lifetime could elapse between the two.
    const now = jest.spyOn(Date, "now").mockReturnValue(0);
    try {
      await policies.bucket("us-east-1", "lake");
      await policies.bucket("us-east-1", "lake");
    } finally {
      now.mockRestore();
    }
    expect(asked).toEqual(["/lake?policy"]);
    const broken = () => policies.role("arn:aws:iam::123456789012:role/broken");
    await expect(broken()).rejects.toThrow("out of order");
    await expect(broken()).rejects.toThrow("out of order");
    expect(asked.filter((question) => question === "ListRolePolicies broken")).toHaveLength(2);
  });

  it("are up to date after a second", async () => {
    const policies = open();
    const deployed = answers["/lake?policy"];
    const now = jest.spyOn(Date, "now").mockReturnValue(0);
    try {
      await policies.bucket("us-east-1", "lake");
      answers["/lake?policy"] = statement("changed");
      now.mockReturnValue(999);
      expect((await policies.bucket("us-east-1", "lake"))?.statements[0]?.sid).toBe("bucket");
      now.mockReturnValue(1_000);
      expect((await policies.bucket("us-east-1", "lake"))?.statements[0]?.sid).toBe("changed");
    } finally {
      now.mockRestore();
      answers["/lake?policy"] = deployed;
    }
  });
});

describe("deployed resources", () => {
  const open = () => new DeployedResources(clients);

  it("have the customer managed key of an alias, a stream and a bucket", async () => {
    const facts = open();
    expect(await facts.keyArn("us-east-1", "alias/k")).toBe(KEY);
    expect(await facts.streamKeyArn("us-east-1", "arn:aws:kinesis:us-east-1:1:stream/s")).toBe(KEY);
    expect(await facts.bucketEncryption("us-east-1", "lake")).toEqual({
      keyArn: KEY,
      bucketKey: true,
    });
  });

  it("have no key if AWS manages it, or if they do not exist", async () => {
    const facts = open();
    expect(await facts.keyArn("us-east-1", "alias/aws/s3")).toBeUndefined();
    expect(await facts.keyArn("us-east-1", "alias/none")).toBeUndefined();
    expect(
      await facts.streamKeyArn("us-east-1", "arn:aws:kinesis:us-east-1:1:stream/x"),
    ).toBeUndefined();
    expect(await facts.bucketEncryption("us-east-1", "plain")).toEqual({
      keyArn: undefined,
      bucketKey: false,
    });
    const missing = { bucket: "lake", key: "missing" };
    expect(await facts.objectEncryption("us-east-1", missing)).toEqual({
      keyArn: undefined,
      bucketKey: false,
    });
    expect(await facts.workGroupOf("us-east-1", { queryExecution: "q" })).toBeUndefined();
    expect(await facts.workGroupOf("us-east-1", { namedQuery: "n" })).toBeUndefined();
  });
});

describe("a service's credentials", () => {
  it("contain its principal", () => {
    expect(servicePrincipal(serviceCredentials("firehose").accessKeyId)).toBe(
      "firehose.amazonaws.com",
    );
    expect(servicePrincipal("local")).toBeUndefined();
    expect(servicePrincipal(undefined)).toBeUndefined();
  });
});
