import { readAccessSettings } from "../../../local/gateway/callers/access-settings";
import { serveJson } from "../../../local/gateway/emulated-service";
import { PIPELINE_SERVICES } from "../../../local/gateway/routing/pipeline-services";
import { authorizationFor, GuardedGateway } from "./support/guarded-gateway";

const FORM = "application/x-www-form-urlencoded";
const JSON_TYPE = "application/x-amz-json-1.1";
const FUNCTIONS = "/2015-03-31/functions";

interface Attack {
  readonly service?: string;
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

describe("services outside of the pipeline", () => {
  let gateway: GuardedGateway;
  let opened: GuardedGateway;

  beforeAll(async () => {
    gateway = await GuardedGateway.start();
    opened = await GuardedGateway.start(readAccessSettings({ LAKE_ALLOWED_SERVICES: "sqs,batch" }));
  });
  afterEach(() => {
    gateway.received.length = 0;
    gateway.answer = { status: 200, body: "moto" };
  });
  afterAll(async () => {
    await gateway.stop();
    await opened.stop();
  });

  const attack = async (
    { service, method = "POST", path = "/", headers = {}, body = "" }: Attack,
    target = gateway,
  ) => {
    const response = await fetch(`${target.endpoint}${path}`, {
      method,
      redirect: "manual",
      ...(method === "GET" ? {} : { body }),
      headers: {
        ...(service === undefined ? {} : { authorization: authorizationFor(service) }),
        ...headers,
      },
    });
    const text = await response.text();
    expect(text).not.toMatch(/<html|<!doctype/i);
    return {
      status: response.status,
      type: response.headers.get("content-type"),
      error: response.headers.get("x-amzn-errortype"),
      text,
    };
  };
  const json = (service: string, target: string, body = "{}"): Attack => ({
    service,
    headers: { "x-amz-target": target, "content-type": JSON_TYPE },
    body,
  });
  const query = (service: string, body: string, path = "/"): Attack => ({
    service,
    headers: { "content-type": FORM },
    body,
    path,
  });

  describe("are rejected in their protocol, without a call to moto:", () => {
    it.each([
      ["DynamoDB", json("dynamodb", "DynamoDB_20120810.ListTables")],
      ["ECS", json("ecs", "AmazonEC2ContainerServiceV20141113.RunTask")],
      ["Step Functions", json("states", "AWSStepFunctions.StartExecution")],
      ["an unknown target", json("glue", "AWSGlueX.GetTable")],
      ["a target of another service", json("glue", "AmazonAthena.StartQueryExecution")],
      ["a target without a service", json("glue", "GetTable")],
      ["several targets", json("glue", "AWSGlue.GetTable, AWSGlue.DeleteTable")],
      ["no target", { service: "athena", headers: { "content-type": JSON_TYPE } }],
      ["a target that is got", { ...json("glue", "AWSGlue.GetTable"), method: "GET" }],
    ])("%s with JSON", async (_, call) => {
      const { status, error, text } = await attack(call);
      expect([status, error]).toEqual([400, "UnknownOperationException"]);
      expect(JSON.parse(text)).toMatchObject({ __type: "UnknownOperationException" });
      expect(gateway.received).toEqual([]);
    });

    it.each([
      ["CloudFormation", query("cloudformation", "Action=CreateStack&StackName=x")],
      ["EC2", query("ec2", "Action=RunInstances")],
      ["SQS", query("sqs", "Action=CreateQueue")],
      ["SES", query("ses", "Action=SendEmail")],
      ["no action", query("iam", "Version=2010-05-08")],
      ["two actions", query("iam", "Action=ListRoles&Action=DeleteRole")],
      ["an action in the address", { service: "iam", method: "GET", path: "/?Action=DeleteRole" }],
      ["a form at another path", query("iam", "Action=ListRoles", "/moto-api/reset")],
      [
        "a form in several parts",
        { ...query("iam", "x"), headers: { "content-type": "multipart/form-data; boundary=x" } },
      ],
    ])("%s with a form", async (_, call) => {
      const { status, text } = await attack(call);
      expect(status).toBe(400);
      expect(text).toContain("<Code>InvalidAction</Code>");
      expect(gateway.received).toEqual([]);
    });

    it.each([
      ["Batch", { service: "batch", path: "/v1/submitjob" }],
      ["API Gateway", { service: "apigateway", method: "GET", path: "/restapis" }],
      ["invocation by the old path", { path: "/2014-11-13/functions/f/invoke-async" }],
      ["an ARN with slashes", { path: `${FUNCTIONS}/a/b/invocations` }],
      ["an escaped slash", { path: `${FUNCTIONS}/a%2Fb/invocations` }],
      ["another version of the API", { path: "/2015-03-32/functions/f/invocations" }],
      ["an event source mapping", { path: "/2015-03-31/event-source-mappings" }],
      ["a layer", { path: "/2018-10-31/layers/x/versions" }],
      ["an action in the address", { path: `${FUNCTIONS}/f/versions?Action=invoke` }],
      ["moto's own path", { path: "/moto-api/reset" }],
    ])("%s with a path", async (_, call) => {
      const { status, error } = await attack({ service: "lambda", ...call });
      expect([status, error]).toEqual([404, "UnknownOperationException"]);
      expect(gateway.received).toEqual([]);
    });

    it.each([
      ["moto's state", { method: "GET", path: "/moto-api/data.json" }],
      ["moto's reset", { path: "/moto-api/reset" }],
      ["its dashboard", { method: "GET", path: "/moto-api/" }],
      ["escaped letters", { path: "/%6doto-api/reset" }],
      ["the icon", { method: "GET", path: "/favicon.ico" }],
      ["instance metadata", { method: "GET", path: "/latest/meta-data/iam" }],
      ["tokens of instances", { method: "PUT", path: "/latest/api/token" }],
      ["S3 Control", { path: "/v20180820/accesspoint/x" }],
      ["two slashes", { path: "//moto-api/reset" }],
      ["a service in the path", { path: "/ec2_us-east-1/" }],
    ])("%s, although it is signed for S3 or unsigned", async (_, call) => {
      const unsigned = await attack(call);
      expect([unsigned.status, unsigned.type]).toEqual([403, "application/xml"]);
      expect(unsigned.text).toContain("<Code>AccessDenied</Code>");
      // Such a path may also be a bucket, which only moto's S3 serves.
      const { status, text } = await attack({ service: "s3", ...call });
      if (status === 200) {
        expect(gateway.received[0]?.headers.authorization).toContain("/s3/aws4_request");
        expect(call.path).toBe("/ec2_us-east-1/");
      } else {
        expect([status, text]).toEqual([400, expect.stringContaining("<Code>InvalidBucketName")]);
        expect(gateway.received).toEqual([]);
      }
    });

    it.each([
      ["a target", { headers: { "x-amz-target": "AWSGlue.DeleteDatabase" } }, 400],
      ["a form", { headers: { "content-type": FORM }, body: "Action=DeleteRole" }, 403],
      ["a path", { path: `${FUNCTIONS}/f/invocations` }, 403],
      [
        "a broken signature",
        { headers: { authorization: "AWS4-HMAC-SHA256 Credential=a/b/iam/aws4_request" } },
        403,
      ],
      ["credentials in the address", { path: presigned("glue") }, 403],
    ])("%s without a signature", async (_, call, expected) => {
      const { status, text } = await attack(call);
      expect(status).toBe(expected);
      expect(text).toMatch(/MissingAuthenticationToken|AccessDenied|UnknownOperation/);
      expect(gateway.received).toEqual([]);
    });

    it.each(["iam", "lambda", "glue", "ec2", "sts"])("a presigned URL of %s", async (service) => {
      const path = `${presigned(service)}&Action=DeleteRole`;
      for (const method of ["GET", "POST"]) {
        const call = {
          method,
          path,
          headers: { "content-type": FORM },
          body: "Action=DeleteRole",
        };
        expect((await attack(call)).status).toBeGreaterThanOrEqual(400);
      }
      expect(gateway.received).toEqual([]);
    });
  });

  describe("are not reachable through services of the pipeline:", () => {
    const forwarded = async (call: Attack) => {
      expect((await attack(call)).status).toBe(200);
      const [received, ...others] = gateway.received;
      expect(others).toEqual([]);
      if (received === undefined) throw new Error("Nothing reached moto");
      return received;
    };

    it("moto receives one credential scope, whatever else was sent", async () => {
      const authorization = `AWS4-HMAC-SHA256 X=Credential=a/20261123/us-east-1/ec2/aws4_request, Credential=AKID/20261123/eu-west-1/s3/aws4_request, Signature=0`;
      const headers = {
        authorization,
        "x-amz-target": "AWSGlue.DeleteDatabase",
        "x-moto-account-id": "999999999999",
        "x-amz-date": "20261123T000000Z",
        "user-agent": "x region/us-west-2",
      };
      const received = await forwarded({ method: "PUT", path: "/lake/key", headers });
      expect(received.headers.authorization).toMatch(
        /^AWS4-HMAC-SHA256 Credential=AKID\/\d{8}\/eu-west-1\/s3\/aws4_request, SignedHeaders=host, Signature=0$/,
      );
      expect(received.headers).not.toHaveProperty("x-amz-target");
      expect(received.headers).not.toHaveProperty("x-moto-account-id");
      expect(received.headers).not.toHaveProperty("user-agent");
      expect(received.headers["x-amz-date"]).toBe("20261123T000000Z");
    });

    it("a presigned URL and signature version 2 are only for S3", async () => {
      for (const path of [
        `/lake/key${presigned("s3").slice(1)}`,
        "/lake/key?AWSAccessKeyId=AKID&Signature=x&Expires=1",
      ]) {
        const { headers } = await forwarded({ method: "GET", path });
        expect(headers.authorization).toMatch(/Credential=AKID\/\d{8}\/us-east-1\/s3\//);
        gateway.received.length = 0;
      }
    });

    it("a JSON call has one operation", async () => {
      const call = json("glue", "AWSGlue.GetTable", '{"Name":"x&Action=DeleteDatabase&y"}');
      const received = await forwarded({
        ...call,
        path: "/?Action=DeleteDatabase",
        headers: { ...call.headers, "content-type": FORM },
      });
      // moto looks for an action in a body that is a form, or if there is no query string.
      expect(received.url).toBe("/?lake");
      expect(received.headers["content-type"]).toBe(JSON_TYPE);
      expect(received.headers["x-amz-target"]).toBe("AWSGlue.GetTable");
      expect(received.body).toBe('{"Name":"x&Action=DeleteDatabase&y"}');
    });

    it("a call of Lambda has the operation of its path", async () => {
      const received = await forwarded({
        service: "lambda",
        path: FUNCTIONS,
        headers: { "content-type": FORM, "x-amz-target": "x.invoke" },
        body: "Action=invoke",
      });
      expect(received.url).toBe(`${FUNCTIONS}?lake`);
      expect(received.headers["content-type"]).toBe("application/json");
      expect(received.headers).not.toHaveProperty("x-amz-target");
    });

    it("a form is normalized, and the query string is dropped", async () => {
      const body = "Action=ListRoles&PathPrefix=%2Fa%26Action%3DDeleteRole";
      const received = await forwarded(query("iam", body, "/?Action=DeleteRole"));
      expect([received.url, received.body]).toEqual(["/", body]);
    });
  });

  it.each([["constructor"], ["__proto__"], ["toString"], ["hasOwnProperty"], ["valueOf"]])(
    "%s is neither a service nor an operation",
    async (name) => {
      expect((await attack({ service: name })).text).toMatch(/AccessDenied|UnknownOperation/);
      const operations = serveJson({ GetTable: () => Promise.resolve({}) });
      const call = {
        ...{ service: "glue", operation: name, region: "us-east-1", accessKeyId: "a" },
        ...{ method: "POST", url: "/", headers: {}, body: Buffer.from("{}") },
      };
      expect(await operations(call, () => Promise.reject(new Error("never")))).toBeUndefined();
      expect(gateway.received).toEqual([]);
    },
  );

  it("are rejected as on AWS if moto returns a page, or lacks the operation", async () => {
    const page = "<!doctype html>\n<html lang=en><title>404 Not Found</title>";
    gateway.answer = { status: 404, headers: { "content-type": "text/html" }, body: page };
    expect(await attack(json("glue", "AWSGlue.GetX"))).toMatchObject({
      status: 400,
      error: "UnknownOperationException",
    });
    gateway.answer = { status: 500, headers: { "content-type": "text/html" }, body: page };
    expect(await attack(query("iam", "Action=ListRoles"))).toMatchObject({
      status: 500,
      text: expect.stringContaining("<Code>InternalFailure</Code>") as string,
    });
    expect((await attack({ service: "s3", path: "/lake" })).text).toContain("InternalError");
    gateway.answer = { status: 501, headers: { "x-lake-not-implemented": "true" }, body: "" };
    expect(await attack(query("iam", "Action=ListX"))).toMatchObject({
      status: 400,
      text: expect.stringContaining("InvalidAction") as string,
    });
    const document = '{"__type":"EntityNotFoundException"}';
    gateway.answer = { status: 400, headers: { "content-type": "text/html" }, body: document };
    const { type, text } = await attack(json("glue", "AWSGlue.GetTable"));
    expect([type, text]).toEqual(["application/json", document]);
  });

  it("are accepted only if the user allows them", async () => {
    const form = { headers: { "content-type": FORM }, body: "Action=ListQueues" };
    expect((await attack({ service: "sqs", ...form }, opened)).status).toBe(200);
    expect(opened.received[0]).toMatchObject({ body: "Action=ListQueues" });
    const submitted = await attack({ service: "batch", path: "/v1/submitjob" }, opened);
    expect(submitted.status).toBe(200);
    expect((await attack({ service: "ec2", ...form }, opened)).status).toBe(400);
    for (const path of ["/moto-api/reset", "/%6doto-api/reset", "//moto-api/reset"]) {
      expect((await attack({ service: "batch", path }, opened)).status).toBe(404);
    }
  });

  it("are all but these", () => {
    expect(PIPELINE_SERVICES).toEqual(
      "athena events firehose glue iam kinesis kms lambda logs monitoring s3 sns sts".split(" "),
    );
  });
});

function presigned(service: string): string {
  return `/?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKID%2F20261123%2Fus-east-1%2F${service}%2Faws4_request&X-Amz-Signature=0`;
}
