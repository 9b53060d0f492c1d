import type { IncomingMessage } from "node:http";
import type { AccessSettings } from "./access-settings";
import { ACCESS_VARIABLES } from "./access-settings";
import { readRequestHost } from "./request-host";
import type { RequestHost } from "./request-host";

/** Result of the check of a call's head. */
export type CallerCheck =
  | { readonly rejected: string }
  | {
      readonly rejected?: undefined;
      readonly host: RequestHost;
      /** The allowed origin of the web page that made the call. */
      readonly origin?: string;
    };

/** User agents of browsers start with this. */
const BROWSER = /^mozilla\//i;

/**
 * Decides by the head of a call whether it comes from a program on this machine, or from a web page that the user
 * visits. Signatures are not checked, so a page needs no credentials; it is recognized by headers that it can't change.
 *
 * - `Host` is the name under which the browser reached the endpoint.
 * - `Origin` is sent with every call except plain GET and HEAD, with fetch in CORS mode, and with WebSockets.
 * - `Sec-Fetch-Site` is sent with all calls of a browser to trustworthy addresses, which include loopback; `none`
 *   means that the user opened the address. A browser's call without it went to a name that is not trustworthy, or the
 *   browser is old.
 *
 * @see https://www.w3.org/TR/fetch-metadata/
 */
export function checkCaller(
  message: IncomingMessage,
  port: number,
  settings: AccessSettings,
): CallerCheck {
  const { headers, url = "" } = message;
  if (!url.startsWith("/")) {
    return { rejected: "the request line must have a path without a host" };
  }
  const host = readRequestHost(message, port, settings);
  if (host === undefined) {
    return {
      rejected: `the host is not localhost:${port}, a loopback address, or listed in ${ACCESS_VARIABLES.hosts}`,
    };
  }
  const { origin } = headers;
  if (origin !== undefined) {
    return settings.origins.has(origin)
      ? { host, origin }
      : {
          rejected: `web pages may call only if ${ACCESS_VARIABLES.origins} contains their origin`,
        };
  }
  const site = headers["sec-fetch-site"];
  const isPage = site === undefined ? BROWSER.test(headers["user-agent"] ?? "") : site !== "none";
  return isPage
    ? { rejected: "web pages may not call, and this call of a browser has no origin" }
    : { host };
}
