import { Agent, request as httpRequest } from "node:http";
import type { ClientRequest, IncomingMessage, RequestOptions, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import type { AwsReply, AwsRequest } from "./aws-request";
import { BodyError, declaredLength } from "./bodies/body-reader";
import type { BodyProblem } from "./bodies/body-reader";
import { watchBody } from "./bodies/body-timeouts";
import type { BodyTimeouts } from "./bodies/body-timeouts";
import type { ChangeTracker } from "./change-tracker";
import { forwardedHeaders, returnedHeaders } from "./routing/forwarded-headers";
import type { CallRoute } from "./routing/protocol-routes";
import { toAwsReply } from "./routing/unexpected-reply";

/** Header with the secret that proves to the control plane that a call comes from the gateway. */
const SECRET_HEADER = "x-lake-control-plane";

/** Address of the control plane, on 127.0.0.1. */
export interface ControlPlaneAddress {
  readonly port: number;
  /** Sent with each call; undefined if the control plane does not check calls. */
  readonly secret?: string | undefined;
}

/** HTTP client of the control plane. */
export class ControlPlane {
  private readonly agent = new Agent({ keepAlive: true });

  /** @param changes records each call */
  constructor(
    private readonly address: ControlPlaneAddress,
    private readonly changes: ChangeTracker,
  ) {}

  /**
   * Streams a call to the control plane, so that large objects are not buffered.
   *
   * @throws BodyError before anything is sent to the caller, if the body is too large or too slow
   */
  async stream(
    message: IncomingMessage,
    { call, protocol, maximumBodyBytes }: CallRoute,
    response: ServerResponse,
    timeouts: BodyTimeouts,
  ): Promise<void> {
    const length = declaredLength(message);
    if (length !== undefined && length > maximumBodyBytes) throw new BodyError("too large");
    try {
      await new Promise<void>((resolve, reject) => {
        const onward = httpRequest(this.options(call, forwardedHeaders(call)), (answer) => {
          this.changes.record(call);
          this.sendReply(answer, call, protocol, response).then(resolve, reject);
        });
        onward.on("error", reject);
        sendBody(message, onward, maximumBodyBytes, timeouts, reject);
      });
    } catch (error) {
      this.changes.record(call);
      throw error;
    }
  }

  /** Returns the reply to a call whose body was buffered. */
  async answer(request: AwsRequest): Promise<AwsReply> {
    try {
      return await this.ask(request);
    } finally {
      this.changes.record(request);
    }
  }

  close(): void {
    this.agent.destroy();
  }

  private async sendReply(
    answer: IncomingMessage,
    call: AwsRequest,
    protocol: CallRoute["protocol"],
    response: ServerResponse,
  ): Promise<void> {
    const status = answer.statusCode ?? 502;
    const headers = returnedHeaders(answer.headers);
    if (status < 300 || call.method === "HEAD") {
      response.writeHead(status, headers);
      await pipeline(answer, response);
      return;
    }
    const reply = { status, headers, body: await readAll(answer) };
    const { status: given, headers: named, body } = toAwsReply(reply, protocol, describeCall(call));
    response.writeHead(given, { ...named, "content-length": Buffer.byteLength(body) });
    response.end(body);
  }

  private ask(request: AwsRequest): Promise<AwsReply> {
    const headers = {
      ...forwardedHeaders(request),
      "content-length": String(request.body.length),
    };
    delete headers["transfer-encoding"];
    return new Promise((resolve, reject) => {
      const onward = httpRequest(this.options(request, headers), (answer) => {
        readAll(answer).then((body) => {
          resolve({
            status: answer.statusCode ?? 502,
            // The length is set when the reply is sent.
            headers: omitLength(returnedHeaders(answer.headers)),
            body,
          });
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
    const { address, agent } = this;
    const { port, secret } = address;
    // Replaces a header of this name that the caller sent.
    const shown = secret === undefined ? {} : { [SECRET_HEADER]: secret };
    return { host: "127.0.0.1", port, agent, method, path: url, headers: { ...headers, ...shown } };
  }
}

function omitLength(headers: AwsReply["headers"]): AwsReply["headers"] {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name !== "content-length"));
}

/** Names a call in messages. */
export function describeCall({ service, operation, method, url }: AwsRequest): string {
  return `${service} operation ${operation === "" ? `${method} ${url}` : operation}`;
}

/** Reads the whole response. */
async function readAll(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer); // no encoding is set, so chunks are buffers
  return Buffer.concat(chunks);
}

/** Streams a body to the control plane. If it fails, the caller's connection stays open for an error reply. */
function sendBody(
  message: IncomingMessage,
  onward: ClientRequest,
  maximumBytes: number,
  timeouts: BodyTimeouts,
  failed: (error: BodyError) => void,
): void {
  let bytes = 0;
  const fail = (problem: BodyProblem) => {
    if (onward.writableEnded) return;
    stop();
    message.unpipe(onward).off("data", count);
    failed(new BodyError(problem));
    onward.destroy();
  };
  const count = (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > maximumBytes) fail("too large");
  };
  const stop = watchBody(
    message,
    timeouts,
    () => !onward.writableNeedDrain,
    () => fail("too slow"),
  );
  onward.once("close", stop);
  message.on("data", count);
  message.once("close", () => fail("broken off"));
  message.pipe(onward);
}
