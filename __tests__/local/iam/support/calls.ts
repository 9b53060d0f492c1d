import type { AwsRequest } from "../../../../local/gateway/aws-request";

const REGION = "us-east-1";

/** A call of a JSON protocol, as the gateway receives it. */
export function jsonCall(service: string, operation: string, input: object = {}): AwsRequest {
  return {
    service,
    operation,
    region: REGION,
    accessKeyId: undefined,
    method: "POST",
    url: "/",
    headers: {},
    body: Buffer.from(JSON.stringify(input)),
  };
}

/** A call of a REST protocol: method, path and query, as in `GET /bucket/key?acl`. */
export function restCall(
  service: string,
  line: string,
  headers: AwsRequest["headers"] = {},
  body = "",
): AwsRequest {
  const [method = "", url = ""] = line.split(" ");
  return {
    ...jsonCall(service, ""),
    method,
    url,
    headers: { host: "127.0.0.1:4566", ...headers },
    body: Buffer.from(body),
  };
}

/** A call of STS. */
export function stsCall(parameters: Readonly<Record<string, string>>): AwsRequest {
  const body = Buffer.from(new URLSearchParams(parameters).toString());
  return { ...jsonCall("sts", ""), body };
}
