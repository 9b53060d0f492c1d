import { Agent, request as httpRequest } from "node:http";
import type { IncomingMessage, RequestOptions, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import type { AwsReply, AwsRequest } from "./aws-request";
import type { Changes } from "./changes";

/** The control plane behind the gateway, asked by HTTP. */
export class ControlPlane {
  private readonly agent = new Agent({ keepAlive: true });

  /**
   * @param port on 127.0.0.1
   * @param changes is told of each call
   */
  constructor(
    private readonly port: number,
    private readonly changes: Changes,
  ) {}

  /** Streams a call through, so that large objects are never held in memory. */
  async stream(
    message: IncomingMessage,
    head: AwsRequest,
    response: ServerResponse,
  ): Promise<void> {
    try {
      await new Promise<void>((resolve, reject) => {
        const onward = httpRequest(this.options(head, head.headers), (answer) => {
          this.changes.note(head);
          response.writeHead(answer.statusCode ?? 502, answer.headers);
          pipeline(answer, response).then(resolve, reject);
        });
        // The pipeline ends with the request; a connection that breaks before the answer is told here.
        onward.on("error", reject);
        pipeline(message, onward).catch(reject);
      });
    } catch (error) {
      this.changes.note(head);
      throw error;
    }
  }

  /** The answer to a call that was read as a whole. */
  async answer(request: AwsRequest): Promise<AwsReply> {
    try {
      return await this.ask(request);
    } finally {
      this.changes.note(request);
    }
  }

  close(): void {
    this.agent.destroy();
  }

  private ask(request: AwsRequest): Promise<AwsReply> {
    const headers = { ...request.headers, "content-length": String(request.body.length) };
    return new Promise((resolve, reject) => {
      const onward = httpRequest(this.options(request, headers), (answer) => {
        readAll(answer).then((body) => {
          resolve({ status: answer.statusCode ?? 502, headers: endToEnd(answer.headers), body });
        }, reject);
      });
      onward.on("error", reject);
      onward.end(request.body);
    });
  }

  private options(
    { method, url }: AwsRequest,
    headers: IncomingMessage["headers"],
  ): RequestOptions {
    const { port, agent } = this;
    return { host: "127.0.0.1", port, agent, method, path: url, headers: passedOn(headers) };
  }
}

/** A message's whole body. */
export async function readAll(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer); // no encoding is set, so chunks are buffers
  return Buffer.concat(chunks);
}

/** Node.js has answered `Expect: 100-continue` itself; passed on, it would make the control plane wait. */
function passedOn(headers: IncomingMessage["headers"]): IncomingMessage["headers"] {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name !== "expect"));
}

function endToEnd(headers: IncomingMessage["headers"]): Record<string, string | string[]> {
  const hopByHop = new Set(["connection", "keep-alive", "transfer-encoding", "content-length"]);
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || hopByHop.has(name) ? [] : [[name, value]],
    ),
  );
}
