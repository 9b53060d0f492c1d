import { request } from "node:http";
import type { IncomingHttpHeaders } from "node:http";

/** A request with any head: unlike `fetch`, it sends the given `Host` and `Origin`. */
export interface RawRequest {
  readonly port: number;
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  /** Sent in chunks of unknown number if it is a list. */
  readonly body?: string | readonly string[];
}

/** What came back. */
export interface RawReply {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Sends a request to the loopback address. */
export function send({ port, method = "GET", path = "/", headers = {}, body = "" }: RawRequest) {
  return new Promise<RawReply>((resolve, reject) => {
    // By itself, Node.js declares no length of a body of GET or OPTIONS.
    const length =
      typeof body === "string" && body !== "" ? { "content-length": Buffer.byteLength(body) } : {};
    const outgoing = request(
      { host: "127.0.0.1", port, method, path, headers: { ...length, ...headers }, agent: false },
      (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (chunk: string) => (text += chunk));
        response.once("end", () =>
          resolve({ status: response.statusCode, headers: response.headers, text }),
        );
      },
    );
    // The server may answer and close before it has read a body that is too large.
    outgoing.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE" && error.code !== "ECONNRESET") reject(error);
    });
    for (const chunk of typeof body === "string" ? [] : body) outgoing.write(chunk);
    outgoing.end(typeof body === "string" ? body : undefined);
  });
}
