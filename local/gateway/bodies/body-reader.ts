import type { IncomingMessage } from "node:http";
import { watchBody } from "./body-timeouts";
import type { BodyTimeouts } from "./body-timeouts";
import type { ByteBudget, Release } from "./byte-budget";

/** Why a body could not be read. */
export type BodyProblem = "too large" | "too slow" | "too many" | "broken off";

/** A body that could not be read. */
export class BodyError extends Error {
  constructor(readonly problem: BodyProblem) {
    super(`The body was ${problem}`);
    this.name = "BodyError";
  }
}

/** Bodies up to this size need no budget, so that calls can be made while a large body is being handled. */
const FREE_BYTES = 64 * 1024;

/** A body is in memory as bytes, as text, and as parsed data. */
const COPIES = 3;

/** The declared content length in bytes; undefined for a chunked body. */
export function declaredLength({ headers }: IncomingMessage): number | undefined {
  if (headers["transfer-encoding"] !== undefined) return undefined;
  // Node.js rejects an invalid Content-Length.
  return Number(headers["content-length"] ?? 0);
}

/** A body in memory, which uses budget until it is released. */
export interface BufferedBody {
  readonly body: Buffer;
  readonly release: Release;
}

/**
 * Reads a body into memory, within a budget.
 *
 * A chunked body has no declared length, so it takes the budget of the maximum.
 *
 * @throws BodyError
 */
export async function bufferBody(
  message: IncomingMessage,
  maximumBytes: number,
  budget: ByteBudget,
  timeouts: BodyTimeouts,
): Promise<BufferedBody> {
  const length = declaredLength(message);
  if (length !== undefined && length > maximumBytes) throw new BodyError("too large");
  const room = length ?? maximumBytes;
  const release = room <= FREE_BYTES ? () => undefined : await budget.take(COPIES * room);
  if (release === undefined) throw new BodyError("too many");
  try {
    return { body: await readAll(message, room, timeouts), release };
  } catch (error) {
    release();
    throw error;
  }
}

function readAll(
  message: IncomingMessage,
  maximumBytes: number,
  timeouts: BodyTimeouts,
): Promise<Buffer> {
  // Concatenating chunks would take the memory twice. Pages that are not written to take no memory.
  const whole = Buffer.allocUnsafeSlow(maximumBytes);
  let bytes = 0;
  return new Promise((resolve, reject) => {
    const fail = (problem: BodyProblem) => {
      stop();
      message.off("data", take).pause();
      reject(new BodyError(problem));
    };
    const take = (chunk: Buffer) => {
      if (bytes + chunk.length > maximumBytes) return fail("too large");
      chunk.copy(whole, bytes);
      bytes += chunk.length;
    };
    const stop = watchBody(
      message,
      timeouts,
      () => true,
      () => fail("too slow"),
    );
    if (message.destroyed && !message.complete) return fail("broken off");
    message.on("data", take);
    message.once("end", () => {
      stop();
      resolve(whole.subarray(0, bytes));
    });
    message.once("error", () => fail("broken off"));
    message.once("close", () => fail("broken off"));
  });
}
