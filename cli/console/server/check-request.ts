import type { IncomingMessage } from "node:http";
import { DEFAULT_ACCESS_SETTINGS } from "../../../local/gateway/callers/access-settings";
import { readRequestHost } from "../../../local/gateway/callers/request-host";
import { RequestError } from "./request-error";

const OPEN_PRINTED =
  "Open the address that `npx lake console` printed, in a tab of its own, without a proxy.";

/**
 * Accepts requests of the console's own page and of programs of this machine: by the `Host` header, which reveals a name
 * that was rebound to the loopback interface, and by `Origin` and `Sec-Fetch-Site`, which a page of another site can't
 * change.
 *
 * @param port that the console listens on
 * @throws RequestError for any other
 * @see https://www.w3.org/TR/fetch-metadata/
 */
export function checkRequest(message: IncomingMessage, port: number): void {
  const { headers, url = "" } = message;
  if (!url.startsWith("/")) {
    throw new RequestError(400, "The request line must have a path without a host.", OPEN_PRINTED);
  }
  const host = readRequestHost(message, port, DEFAULT_ACCESS_SETTINGS);
  if (host === undefined || host.bucket !== undefined) {
    throw new RequestError(
      403,
      `The host is not localhost:${port} or a loopback address.`,
      OPEN_PRINTED,
    );
  }
  const { origin, host: authority = "" } = headers;
  const site = headers["sec-fetch-site"];
  const isForeign =
    (origin !== undefined && origin !== `http://${authority}`) ||
    // `none`: the user typed the address, or opened it from the terminal.
    (site !== undefined && site !== "same-origin" && site !== "none");
  if (isForeign) {
    throw new RequestError(403, "Pages of other sites may not call the console.", OPEN_PRINTED);
  }
}
