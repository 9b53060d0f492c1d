import type { AwsRequest } from "../../../../local/gateway/aws-request";
import { permissionMaps } from "../../../../local/iam/permissions/permission-map";
import type { ResourceLookup, Permission } from "../../../../local/iam/permissions/permission";

/** The account's only key. */
export const KEY = "arn:aws:kms:us-east-1:123456789012:key/customer";

/** Buckets named `plain` and streams named `open` have no customer managed key. */
const resources: ResourceLookup = {
  keyArn: (_region, key) => Promise.resolve(key.includes("aws/") ? undefined : KEY),
  streamKeyArn: (_region, arn) => Promise.resolve(arn.endsWith("/open") ? undefined : KEY),
  bucketEncryption: (_region, bucket) =>
    Promise.resolve({
      keyArn: bucket === "plain" ? undefined : KEY,
      bucketKey: bucket !== "direct",
    }),
  objectEncryption: (_region, { bucket }) =>
    Promise.resolve({
      keyArn: bucket === "plain" ? undefined : KEY,
      bucketKey: bucket !== "direct",
    }),
  workGroupOf: (_region, id) => Promise.resolve("queryExecution" in id ? "analysts" : "saved"),
};

/** The permissions that a call needs. */
export async function needs(request: AwsRequest): Promise<readonly Permission[] | undefined> {
  const body = request.body.toString();
  // The calls of this file have JSON objects as input.
  const input = request.operation === "" ? {} : (JSON.parse(body) as Record<string, unknown>);
  return permissionMaps[request.service]?.({
    request,
    input,
    accountId: "123456789012",
    resources,
  });
}

/** The permissions as `action resource`. */
export async function lines(request: AwsRequest): Promise<string[] | undefined> {
  return (await needs(request))?.map(({ action, resource }) => `${action} ${resource}`);
}
