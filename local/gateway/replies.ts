import type { IncomingMessage, ServerResponse } from "node:http";
import { messageOf } from "../../errors/message-of";
import type { AwsReply } from "./aws-request";

/** How long the rest of a body is thrown away, so that its sender gets to read why. */
const LINGER_MS = 2_000;
const LINGER_BYTES = 16 * 1024 * 1024;

/** Sends a whole answer. */
export function send(response: ServerResponse, reply: AwsReply): void {
  const body = Buffer.isBuffer(reply.body) ? reply.body : Buffer.from(reply.body, "utf8");
  response.writeHead(reply.status, { ...reply.headers, "content-length": body.length });
  response.end(body);
}

/**
 * Answers a call without its body. Of what comes nevertheless a little is thrown away: a connection that is closed on
 * unread bytes is reset, and then its other end never sees the answer.
 */
export function refuse(message: IncomingMessage, response: ServerResponse, reply: AwsReply): void {
  const { socket, headers } = message;
  const hasBody =
    !message.complete &&
    (headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0);
  if (!hasBody) return send(response, reply);
  // Who was not asked for the body may send it or not, so nothing more can be read from the connection.
  if (headers.expect !== undefined) {
    return send(response, { ...reply, headers: { ...reply.headers, connection: "close" } });
  }
  const start = socket.bytesRead;
  const timer = setTimeout(() => socket.destroy(), LINGER_MS).unref();
  message.on("data", () => {
    if (socket.bytesRead - start > LINGER_BYTES) socket.destroy();
  });
  for (const event of ["end", "close", "error"]) message.once(event, () => clearTimeout(timer));
  message.resume();
  send(response, reply);
}

/** A JSON answer of the endpoint itself. */
export function endpointReply(status: number, body: unknown): AwsReply {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

/** The answer to a call that the emulator failed at. */
export function failureReply(error: unknown): AwsReply {
  const message = `The embedded AWS failed: ${messageOf(error)}`;
  return endpointReply(500, { __type: "InternalFailure", message });
}
