import type { IncomingMessage } from "node:http";
import { isRecord } from "../../../errors/is-record";
import { RequestError } from "./request-error";

/**
 * Most bytes of a call: those of a published file in base64, and some more.
 *
 * @see MAXIMUM_FILE_BYTES in cli/console/api/publish.ts
 */
export const MAXIMUM_BODY_BYTES = 12 * 1024 * 1024;

/**
 * Reads the JSON object of a call.
 *
 * @throws RequestError for another content type, a body above {@link MAXIMUM_BODY_BYTES}, or anything but an object
 */
export async function readBody(
  message: IncomingMessage,
): Promise<Readonly<Record<string, unknown>>> {
  if (!/^application\/json\b/i.test(message.headers["content-type"] ?? "")) {
    throw new RequestError(415, "A call has a JSON body.", "Send content-type: application/json.");
  }
  const tooLarge = () =>
    new RequestError(
      413,
      `A call has at most ${MAXIMUM_BODY_BYTES} bytes.`,
      "For larger files, use npx lake publish FILE.",
    );
  if (Number(message.headers["content-length"] ?? 0) > MAXIMUM_BODY_BYTES) throw tooLarge();
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of message) {
    const buffer = chunk as Buffer; // without an encoding, a request yields buffers
    bytes += buffer.length;
    if (bytes > MAXIMUM_BODY_BYTES) throw tooLarge();
    chunks.push(buffer);
  }
  const value = parse(Buffer.concat(chunks).toString("utf8"));
  if (isRecord(value)) return value;
  throw new RequestError(400, "The body is not a JSON object.", "Send an object, such as {}.");
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
