import { BucketPolicyService } from "../../../local/control-plane/bucket-policy-service";
import type { AwsReply, AwsRequest } from "../../../local/gateway/aws-request";

const call = (method: string, url: string, body = ""): AwsRequest => ({
  service: "s3",
  operation: "",
  region: "us-east-1",
  accessKeyId: "local",
  method,
  url,
  headers: {},
  body: Buffer.from(body),
});

/** A fake moto with the bucket `lake`, without policies. */
const forward = ({ method, url }: AwsRequest): Promise<AwsReply> => {
  const code = url.startsWith("/lake") ? "NoSuchBucketPolicy" : "NoSuchBucket";
  const gone = method === "DELETE";
  return Promise.resolve({
    status: gone ? 204 : 404,
    headers: {},
    body: gone ? "" : `<Error><Code>${code}</Code></Error>`,
  });
};

describe("bucket policies of the embedded AWS", () => {
  const policy = '{"Statement":[]}';

  it("are stored, returned and deleted", async () => {
    const service = new BucketPolicyService();
    expect((await service.handle(call("GET", "/lake?policy"), forward)).status).toBe(404);
    expect((await service.handle(call("PUT", "/lake?policy", policy), forward)).status).toBe(204);
    const read = await service.handle(call("GET", "/lake/?policy="), forward);
    expect([read.status, read.body.toString()]).toEqual([200, policy]);
    expect((await service.handle(call("DELETE", "/lake?policy"), forward)).status).toBe(204);
    expect((await service.handle(call("GET", "/lake?policy"), forward)).status).toBe(404);
  });

  it("require an existing bucket", async () => {
    const service = new BucketPolicyService();
    const reply = await service.handle(call("PUT", "/other?policy", policy), forward);
    expect([reply.status, reply.body]).toEqual([404, "<Error><Code>NoSuchBucket</Code></Error>"]);
  });

  it("are deleted with their bucket", async () => {
    const service = new BucketPolicyService();
    await service.handle(call("PUT", "/lake?policy", policy), forward);
    await service.handle(call("DELETE", "/lake"), forward);
    expect((await service.handle(call("GET", "/lake?policy"), forward)).status).toBe(404);
  });

  it.each([
    ["GET", "/lake?policy", true],
    ["DELETE", "/lake/", true],
    ["DELETE", "/lake/key", false],
    ["DELETE", "/lake?lifecycle", false],
    ["PUT", "/lake/key?policy", false],
    ["PUT", "/lake", false],
    ["GET", "/", false],
  ])("leave other calls to the control plane: %s %s", (method, url, wanted) => {
    expect(new BucketPolicyService().accepts(call(method, url))).toBe(wanted);
  });
});
