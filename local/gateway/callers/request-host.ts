import type { IncomingMessage } from "node:http";
import type { AccessSettings } from "./access-settings";

/** The host that a call was sent to. */
export interface RequestHost {
  /** Bucket of a virtual-hosted-style S3 call; undefined if the host is the endpoint itself. */
  readonly bucket?: string;
}

const AUTHORITY = /^(\[[0-9a-f:]+\]|[a-z0-9._-]+)(?::(\d{1,5}))?$/;
const LOOPBACK = /^127(?:\.(?:0|[1-9]\d{0,2})){3}$/;
const HTTP_PORT = 80;

/**
 * Reads the host of a call. A web page can also reach this endpoint under a host name that resolves to the loopback
 * interface (DNS rebinding); only the `Host` header reveals that.
 *
 * @param port port of this endpoint
 * @returns undefined for a host that is not this endpoint, and for a call with no or several Host headers
 */
export function readRequestHost(
  message: IncomingMessage,
  port: number,
  { hosts }: AccessSettings,
): RequestHost | undefined {
  const [authority, ...others] = message.headersDistinct["host"] ?? [];
  if (authority === undefined || others.length > 0) return undefined;
  const [, name, portText] = AUTHORITY.exec(authority.toLowerCase()) ?? [];
  if (name === undefined) return undefined;
  const askedPort = portText === undefined ? HTTP_PORT : Number(portText);
  if (askedPort === port) {
    if (name === "[::1]" || LOOPBACK.test(name)) return octetsFit(name) ? {} : undefined;
    const host = matchName(name, "localhost") ?? bucketBefore(name, "localhost");
    if (host !== undefined) return host;
  }
  for (const allowed of hosts) {
    const host = askedPort === (allowed.port ?? port) ? matchName(name, allowed.name) : undefined;
    if (host !== undefined) return host;
  }
  return undefined;
}

/** Matches the endpoint's name, its name for S3, and bucket names in front of that. */
function matchName(name: string, endpoint: string): RequestHost | undefined {
  if (name === endpoint || name === `s3.${endpoint}`) return {};
  return bucketBefore(name, endpoint.startsWith("s3.") ? endpoint : `s3.${endpoint}`);
}

function bucketBefore(name: string, endpoint: string): RequestHost | undefined {
  const bucket = name.endsWith(`.${endpoint}`) ? name.slice(0, -endpoint.length - 1) : "";
  return bucket === "" ? undefined : { bucket };
}

function octetsFit(address: string): boolean {
  return address.startsWith("[") || address.split(".").every((octet) => Number(octet) <= 255);
}
