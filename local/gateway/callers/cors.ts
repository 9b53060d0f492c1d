import type { IncomingMessage } from "node:http";
import type { AwsReply } from "../aws-request";

const METHODS = "GET, HEAD, POST, PUT, DELETE, PATCH";
const HEADER_NAMES = /^[\w-]+(?:\s*,\s*[\w-]+)*$/;
const PREFLIGHT_SECONDS = 600;

/** Headers that allow a page of an allowed origin to read a response. */
export function corsHeaders(origin: string): Record<string, string> {
  return {
    "access-control-allow-origin": origin,
    "access-control-expose-headers": "*",
    vary: "Origin",
  };
}

/**
 * The reply to a CORS preflight request; undefined for any other call.
 *
 * @see https://fetch.spec.whatwg.org/#cors-preflight-fetch
 */
export function preflightReply({ method, headers }: IncomingMessage): AwsReply | undefined {
  if (method !== "OPTIONS" || headers["access-control-request-method"] === undefined) {
    return undefined;
  }
  const asked = headers["access-control-request-headers"] ?? "";
  return {
    status: 204,
    headers: {
      "access-control-allow-methods": METHODS,
      "access-control-max-age": String(PREFLIGHT_SECONDS),
      ...(HEADER_NAMES.test(asked) ? { "access-control-allow-headers": asked } : {}),
      // A page on a public address also needs this to call a loopback address.
      ...(headers["access-control-request-private-network"] === "true"
        ? { "access-control-allow-private-network": "true" }
        : {}),
    },
    body: "",
  };
}
