import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { errorCode } from "../../errors/error-code";
import { messageOf } from "../../errors/message-of";
import type { AwsReply } from "./aws-request";
import type { StreamedReply } from "./emulated-service";

/** How long the rest of a rejected body is discarded, so that its sender can read the reply. */
const LINGER_MS = 2_000;
const LINGER_BYTES = 16 * 1024 * 1024;

/** Sends a reply. */
export function send(response: ServerResponse, reply: AwsReply): void {
  if (reply.writeTo !== undefined) {
    response.writeHead(reply.status, reply.headers);
    reply.writeTo(response);
    return;
  }
  const body = Buffer.isBuffer(reply.body) ? reply.body : Buffer.from(reply.body, "utf8");
  response.writeHead(reply.status, { ...reply.headers, "content-length": body.length });
  response.end(body);
}

/** Sends a reply, the rest of whose call may not have been read. A caller that hangs up ends it. */
export async function sendStreamed(
  message: IncomingMessage,
  response: ServerResponse,
  { status, headers, body }: StreamedReply,
): Promise<void> {
  if (Buffer.isBuffer(body) || typeof body === "string") {
    return rejectCall(message, response, { status, headers, body });
  }
  response.writeHead(status, headers);
  if (body === undefined) {
    response.end();
    return;
  }
  try {
    await pipeline(body, response);
  } catch (error) {
    if (errorCode(error) !== "ERR_STREAM_PREMATURE_CLOSE") throw error;
  }
}

/**
 * Replies to a call whose body was not read. Some of the body is read and discarded: if a connection is closed with
 * unread data it is reset, and the client never sees the reply.
 */
export function rejectCall(
  message: IncomingMessage,
  response: ServerResponse,
  reply: AwsReply,
): void {
  const { socket, headers } = message;
  const hasBody =
    !message.complete &&
    (headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0);
  if (!hasBody) return send(response, reply);
  // A client that got no `100 Continue` may or may not send the body, so the connection can't be reused.
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

/** Renders a JSON reply of the endpoint itself. */
export function endpointReply(status: number, body: unknown): AwsReply {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

/** Renders the reply to a call during which the emulator failed. */
export function failureReply(error: unknown): AwsReply {
  const message = `Internal error of the embedded AWS: ${messageOf(error)}`;
  return endpointReply(500, { __type: "InternalFailure", message });
}
