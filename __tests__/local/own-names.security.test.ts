import { matchesPattern } from "../../local/events/event-pattern";
import { targetInput } from "../../local/events/target-input";
import type { AwsRequest } from "../../local/gateway/aws-request";
import { serveJson } from "../../local/gateway/emulated-service";
import { pipelineService } from "../../local/gateway/routing/pipeline-services";
import type { ResourceLookup } from "../../local/iam/permissions/permission";
import { permissionMaps } from "../../local/iam/permissions/permission-map";
import { readInvokeRequest } from "../../local/lambda/invocation/invoke-request";

const NAMES = ["constructor", "__proto__", "toString", "hasOwnProperty", "valueOf"];

const call = (changes: Partial<AwsRequest>): AwsRequest => ({
  ...{ service: "glue", operation: "", region: "us-east-1", accessKeyId: "a", method: "POST" },
  ...{ url: "/", headers: {}, body: Buffer.from("{}") },
  ...changes,
});

/** These calls never use it. */
const resources: ResourceLookup = {
  keyArn: () => Promise.reject(new Error("asked")),
  streamKeyArn: () => Promise.reject(new Error("asked")),
  bucketEncryption: () => Promise.reject(new Error("asked")),
  objectEncryption: () => Promise.reject(new Error("asked")),
  workGroupOf: () => Promise.reject(new Error("asked")),
};

describe.each(NAMES)("%s, which every object inherits", (name) => {
  it("is not a service", () => {
    expect(pipelineService(name)).toBeUndefined();
  });

  it("is not an operation of an emulated service", async () => {
    const operations = serveJson({ GetTable: () => Promise.resolve({}) });
    const never = () => Promise.reject(new Error("forwarded"));
    expect(await operations(call({ operation: name }), never)).toBeUndefined();
  });

  it.each(Object.keys(permissionMaps))(
    "is not an operation with permissions of %s",
    async (service) => {
      const accountId = "123456789012";
      const request = call({ service, operation: name, method: name, url: `/b?${name}` });
      expect(
        await permissionMaps[service]?.({ request, input: {}, accountId, resources }),
      ).toBeUndefined();
    },
  );

  it("is not a subresource of S3", async () => {
    const accountId = "123456789012";
    const request = call({ service: "s3", method: "GET", url: `/b/key?${name}` });
    expect(await permissionMaps.s3?.({ request, input: {}, accountId, resources })).toBeUndefined();
  });

  it("is not an invocation type", () => {
    const headers = { "x-amz-invocation-type": name };
    expect(() => readInvokeRequest(call({ headers }))).toThrow("Unsupported InvocationType");
  });

  it("is not a field of an event, nor of an input path", () => {
    expect(matchesPattern({ [name]: [{ exists: true }] }, {})).toBe(false);
    expect(targetInput({ Id: "t", Arn: "a", InputPath: `$.detail.${name}` }, { detail: {} })).toBe(
      undefined,
    );
    const InputTransformer = { InputTemplate: `{"x": <${name}>}`, InputPathsMap: {} };
    expect(targetInput({ Id: "t", Arn: "a", InputTransformer }, {})).toBe(`{"x": <${name}>}`);
  });
});
