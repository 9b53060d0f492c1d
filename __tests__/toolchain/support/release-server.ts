import { createServer } from "node:http";
import type { Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Answers a request; its argument counts the requests of the path from 1. */
export type Answer = (response: ServerResponse, times: number) => void;

/** A download server on the loopback interface. */
export class ReleaseServer {
  /** Paths in the order of the requests. */
  readonly asked: string[] = [];
  private readonly answers = new Map<string, Answer>();

  private constructor(private readonly server: Server) {
    server.on("request", (request, response: ServerResponse) => {
      const path = request.url ?? "";
      this.asked.push(path);
      const answer = this.answers.get(path) ?? status(404);
      answer(response, this.asked.filter((asked) => asked === path).length);
    });
  }

  static async start(): Promise<ReleaseServer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new ReleaseServer(server);
  }

  get url(): string {
    // A listening TCP server has an address of this form.
    const { port } = this.server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  on(path: string, answer: Answer): void {
    this.answers.set(path, answer);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }
}

/** The whole content with its length. */
export function content(body: string | Uint8Array): Answer {
  return (response) => {
    response.writeHead(200, { "content-length": Buffer.byteLength(body) });
    response.end(body);
  };
}

/** A response without content. */
export function status(code: number): Answer {
  return (response) => {
    response.writeHead(code);
    response.end();
  };
}

/** Declares the whole content, sends the first bytes, and closes the connection. */
export function truncated(body: Uint8Array, sent: number): Answer {
  return (response) => {
    response.writeHead(200, { "content-length": body.byteLength });
    response.write(body.subarray(0, sent), () => response.destroy());
  };
}

/** Declares the whole content, sends the first bytes, and stalls. */
export function stalling(body: Uint8Array, sent: number): Answer {
  return (response) => {
    response.writeHead(200, { "content-length": body.byteLength });
    response.write(body.subarray(0, sent));
  };
}

/** The responses in order; the last one for all further requests. */
export function inTurn(...answers: readonly Answer[]): Answer {
  return (response, times) => answers[Math.min(times, answers.length) - 1]?.(response, times);
}

/** The URL of a port of the loopback interface on which nothing listens. */
export async function refusingUrl(): Promise<string> {
  const server = await ReleaseServer.start();
  const { url } = server;
  await server.stop();
  return url;
}
