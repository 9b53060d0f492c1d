import type { AwsReply, AwsRequest } from "../aws-request";
import type { Credentials } from "../callers/credentials";
import { readLambdaCall } from "./lambda-operations";
import { PASSTHROUGH_MAXIMUM_BODY_BYTES } from "./pipeline-services";
import type { PipelineService, Protocol } from "./pipeline-services";
import { errorReply, unknownOperation } from "./protocol-errors";
import { isReservedPath, s3Address } from "./s3-address";

/** The protocol and the limit of a call, and the call in normal form. */
export interface CallRoute {
  /** The call without its body, in a form in which moto finds the same service, operation and bucket. */
  readonly call: AwsRequest;
  readonly protocol: Protocol | "ec2";
  /** Maximum size of the body in bytes. */
  readonly maximumBodyBytes: number;
}

/** The route of a call, or the error reply. */
export type RouteResult =
  | { readonly route: CallRoute; readonly rejection?: undefined }
  | { readonly route?: undefined; readonly rejection: AwsReply };

/** Content type of the query protocol. */
export const FORM_CONTENT_TYPE = /^application\/x-www-form-urlencoded\b/i;

const JSON_CONTENT_TYPE = /^application\/(?:x-amz-json-1\.[01]|json|x-amz-cbor-1\.1|cbor)\b/i;

/**
 * A query string without meaning. Without a query string moto looks for the parameter `Action` in the body, so that
 * text in a JSON document could name another operation.
 */
const NO_ACTION = "lake";

/** Routes a call with `X-Amz-Target: AWSGlue.GetTable`, posted to the root. */
export function jsonRoute(
  call: AwsRequest,
  target: string | string[] | undefined,
  { target: prefix, maximumBodyBytes }: PipelineService,
): RouteResult {
  const [, service, operation] = /^(\w+)\.([A-Za-z]\w*)$/.exec(String(target)) ?? [];
  if (call.method !== "POST" || operation === undefined || service !== prefix) {
    return {
      rejection: unknownOperation("json", `${call.service} has no operation ${String(target)}`),
    };
  }
  const type = call.headers["content-type"] ?? "";
  const headers = {
    ...call.headers,
    "x-amz-target": `${service}.${operation}`,
    // moto would parse a form, and find other names in its fields.
    "content-type": JSON_CONTENT_TYPE.test(type) ? type : "application/x-amz-json-1.1",
  };
  return {
    route: {
      call: { ...call, operation, url: `/?${NO_ACTION}`, headers },
      protocol: "json",
      maximumBodyBytes,
    },
  };
}

/** Routes a form that is posted to the root. SDKs never use the query string, where a link could contain the action. */
export function queryRoute(
  call: AwsRequest,
  path: string,
  { maximumBodyBytes }: PipelineService,
): RouteResult {
  if (
    call.method !== "POST" ||
    path !== "/" ||
    !FORM_CONTENT_TYPE.test(call.headers["content-type"] ?? "")
  ) {
    const message = `${call.service} expects a form posted to /`;
    return { rejection: unknownOperation("query", message) };
  }
  return { route: { call: { ...call, url: "/" }, protocol: "query", maximumBodyBytes } };
}

/** Routes a path of the Lambda API. */
export function lambdaRoute(
  call: AwsRequest,
  path: string,
  parameters: URLSearchParams,
): RouteResult {
  const known = readLambdaCall(call.method, path);
  // moto would perform the action in such a parameter, whatever the path.
  if (known === undefined || parameters.has("Action")) {
    const message = `The embedded AWS does not support the Lambda operation ${call.method} ${path}`;
    return { rejection: unknownOperation("rest-json", message) };
  }
  const type = call.headers["content-type"] ?? "";
  const headers = {
    ...call.headers,
    "content-type": JSON_CONTENT_TYPE.test(type) ? type : "application/json",
  };
  const url = parameters.size === 0 ? `${path}?${NO_ACTION}` : call.url;
  return {
    route: {
      call: { ...call, url, headers },
      protocol: "rest-json",
      maximumBodyBytes: known.maximumBodyBytes,
    },
  };
}

/** Routes a bucket or an object, in the path or in the host name. */
export function s3Route(
  call: AwsRequest,
  bucketOfHost: string | undefined,
  path: string,
  source: Credentials["source"],
  { maximumBodyBytes }: PipelineService,
): RouteResult {
  const address = s3Address(call.url, bucketOfHost);
  if ("problem" in address) {
    const error = { code: "InvalidBucketName", message: address.problem, status: 400 };
    return { rejection: errorReply("rest-xml", error) };
  }
  const isUpload = /^\/[^/]+\/?$/.test(bucketOfHost === undefined ? path : `/${bucketOfHost}`);
  if (source === "form" && !isUpload) {
    const error = { code: "AccessDenied", message: "Access Denied", status: 403 };
    return { rejection: errorReply("rest-xml", error) };
  }
  return {
    route: { call: { ...call, url: address.url }, protocol: "rest-xml", maximumBodyBytes },
  };
}

/** Routes a call to a service that only the user's settings allow. */
export function passthroughRoute(
  call: AwsRequest,
  path: string,
  target: string | string[] | undefined,
  protocol: Protocol | "ec2",
): RouteResult {
  if (isReservedPath(path)) {
    return { rejection: unknownOperation(protocol, `${call.service} has no path ${path}`) };
  }
  const headers = target === undefined ? call.headers : { ...call.headers, "x-amz-target": target };
  const maximumBodyBytes = PASSTHROUGH_MAXIMUM_BODY_BYTES;
  return { route: { call: { ...call, headers }, protocol, maximumBodyBytes } };
}
