import { Agent, request as httpRequest } from "node:http";
import type { IncomingMessage, RequestOptions, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import type { AwsReply, AwsRequest } from "./aws-request";
import { KeptAnswers } from "./kept-answers";

/** The control plane behind the gateway: it is asked by HTTP, unless an answer that still holds is at hand. */
export class ControlPlane {
  private readonly agent = new Agent({ keepAlive: true });
  private readonly kept = new KeptAnswers();

  /** @param port on 127.0.0.1 */
  constructor(private readonly port: number) {}

  /** Whether a call is better answered as a whole than streamed; only its body is missing yet. */
  mayKeep(head: AwsRequest): boolean {
    return this.kept.mayKeep(head);
  }

  /** Streams a call through, so that large objects are never held in memory. */
  async stream(
    message: IncomingMessage,
    head: AwsRequest,
    response: ServerResponse,
  ): Promise<void> {
    try {
      await new Promise<void>((resolve, reject) => {
        const onward = httpRequest(this.options(head, head.headers), (answer) => {
          this.kept.answered(head);
          response.writeHead(answer.statusCode ?? 502, answer.headers);
          pipeline(answer, response).then(resolve, reject);
        });
        pipeline(message, onward).catch(reject);
      });
    } catch (error) {
      this.kept.answered(head);
      throw error;
    }
  }

  /** The answer to a call that was read as a whole. */
  async answer(request: AwsRequest): Promise<AwsReply> {
    if (this.kept.mayKeep(request)) return this.kept.answer(request, () => this.ask(request));
    try {
      return await this.ask(request);
    } finally {
      this.kept.answered(request);
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
