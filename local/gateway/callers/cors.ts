import type { IncomingMessage } from "node:http";
import type { AwsReply } from "../aws-request";

const METHODS = "GET, HEAD, POST, PUT, DELETE, PATCH";
const HEADER_NAMES = /^[\w-]+(?:\s*,\s*[\w-]+)*$/;
const PREFLIGHT_SECONDS = 600;

/** Headers that let a page of a configured origin read an answer. */
export function corsHeaders(origin: string): Record<string, string> {
  return {
    "access-control-allow-origin": origin,
    "access-control-expose-headers": "*",
    vary: "Origin",
  };
}

/**
 * The answer to what a browser asks before a call that a form could not have sent; undefined for any other call.
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
      // A page of a public address asks this too before it calls a loopback address.
      ...(headers["access-control-request-private-network"] === "true"
        ? { "access-control-allow-private-network": "true" }
        : {}),
    },
    body: "",
  };
}
