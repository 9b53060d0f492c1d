import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A request that reached the fake. */
export interface TrinoRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** A response: the JSON text of a page, or a status. */
export type TrinoResponse = { readonly json: string } | { readonly status: number };

/** A server that speaks Trino's protocol as a test tells it. */
export class FakeTrino {
  readonly requests: TrinoRequest[] = [];
  private readonly server: Server;

  /** @param answer answers every request but DELETE */
  constructor(answer: (request: TrinoRequest) => TrinoResponse | Promise<TrinoResponse>) {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const { method = "", url: path = "", headers } = request;
        const received = { method, path, headers, body: Buffer.concat(chunks).toString() };
        this.requests.push(received);
        if (method === "DELETE") {
          response.writeHead(204).end();
          return;
        }
        void Promise.resolve(answer(received)).then((answered) => {
          if ("status" in answered) response.writeHead(answered.status).end();
          else response.writeHead(200, { "Content-Type": "application/json" }).end(answered.json);
        });
      });
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    return this.url;
  }

  get url(): string {
    // A server that listens on a port has an AddressInfo.
    const { port } = this.server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  /** Requests of a method, as `path` texts. */
  paths(method: string): string[] {
    return this.requests.filter((each) => each.method === method).map(({ path }) => path);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
