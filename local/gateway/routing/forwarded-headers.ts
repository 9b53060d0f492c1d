import type { IncomingMessage } from "node:http";
import type { AwsRequest } from "../aws-request";

/** Headers of the connection, of browsers, and those by which moto would choose another account or region. */
const STRIPPED =
  /^(?:authorization|connection|cookie|expect|keep-alive|origin|proxy-.*|referer|sec-.*|te|trailer|upgrade|user-agent|x-moto-.*|.*_.*)$/;

const HOP_BY_HOP = new Set(["connection", "keep-alive", "transfer-encoding"]);

/**
 * Headers of a call that is forwarded to moto. Service and region are stated once and in one way, whatever the caller
 * sent: a presigned URL, signature version 2, or several.
 */
export function forwardedHeaders({
  headers,
  service,
  region,
  accessKeyId = "anonymous",
}: AwsRequest): IncomingMessage["headers"] {
  const date = new Date().toISOString().slice(0, 10).replaceAll("-", "");
  return {
    ...Object.fromEntries(Object.entries(headers).filter(([name]) => !STRIPPED.test(name))),
    authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${date}/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
  };
}

/** Headers of moto's response that are returned to the caller. The endpoint decides about CORS. */
export function returnedHeaders(
  headers: IncomingMessage["headers"],
): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || HOP_BY_HOP.has(name) || name.startsWith("access-control-")
        ? []
        : [[name, value]],
    ),
  );
}
