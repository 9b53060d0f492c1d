import type { IncomingMessage } from "node:http";

/** Credential scope of a call. Signatures are not checked. */
export interface Credentials {
  /** Signing name of the service. */
  readonly service: string;
  readonly region: string;
  readonly accessKeyId: string | undefined;
  /**
   * Where the credentials were sent: only S3 accepts presigned URLs, and forms that carry the signature in the body.
   */
  readonly source: "header" | "query" | "form";
}

const SCOPE = /^([\w.@+=-]{1,128})\/\d{8}\/([a-z0-9-]{1,32})\/([a-z0-9.-]{1,63})\/aws4_request$/;
const AUTHORIZATION = /^AWS4-HMAC-SHA256\s(?:.*[,\s])?Credential=([^,\s]+)/;
const AUTHORIZATION_V2 = /^AWS ([\w.@+=-]{1,128}):/;
const DEFAULT_REGION = "us-east-1";

/**
 * Reads the credentials of a call.
 *
 * @param parameters of its query string
 * @returns undefined for an unsigned call
 */
export function readCredentials(
  { headers, method }: IncomingMessage,
  parameters: URLSearchParams,
): Credentials | undefined {
  const { authorization } = headers;
  if (authorization !== undefined) {
    // Old S3 clients use signature version 2, which only S3 still accepts.
    const [, accessKeyId] = AUTHORIZATION_V2.exec(authorization) ?? [];
    return accessKeyId === undefined
      ? fromScope(AUTHORIZATION.exec(authorization)?.[1], "header")
      : { service: "s3", region: DEFAULT_REGION, accessKeyId, source: "header" };
  }
  const credential = parameters.get("X-Amz-Credential");
  if (credential !== null) return fromScope(credential, "query");
  const accessKeyId = parameters.get("AWSAccessKeyId");
  if (accessKeyId !== null && parameters.has("Signature")) {
    return { service: "s3", region: DEFAULT_REGION, accessKeyId, source: "query" };
  }
  return method === "POST" && /^multipart\/form-data\b/i.test(headers["content-type"] ?? "")
    ? { service: "s3", region: DEFAULT_REGION, accessKeyId: undefined, source: "form" }
    : undefined;
}

function fromScope(
  credential: string | undefined,
  source: "header" | "query",
): Credentials | undefined {
  const [, accessKeyId, region, service] = SCOPE.exec(credential ?? "") ?? [];
  return region === undefined || service === undefined
    ? undefined
    : { service, region, accessKeyId, source };
}
