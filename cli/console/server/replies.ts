import type { ServerResponse } from "node:http";

/**
 * What the page may load and do: files and calls of this server only. It is in no frame, and its styles and scripts are
 * files.
 *
 * @see https://www.w3.org/TR/CSP3/
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join("; ");

/** Headers of every reply: nothing is kept, guessed, framed, or readable by another origin. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  "cache-control": "no-store",
  "content-security-policy": CONTENT_SECURITY_POLICY,
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
};

/** Sends a whole reply. */
export function reply(
  response: ServerResponse,
  status: number,
  contentType: string,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>> = {},
): void {
  const length = typeof body === "string" ? Buffer.byteLength(body) : body.byteLength;
  response.writeHead(status, {
    ...SECURITY_HEADERS,
    ...headers,
    "content-type": contentType,
    "content-length": length,
  });
  response.end(body);
}

/** Sends a JSON document. */
export function replyJson(response: ServerResponse, status: number, document: unknown): void {
  reply(response, status, "application/json; charset=utf-8", JSON.stringify(document));
}
