import type { IncomingMessage } from "node:http";
import { watchBody } from "./body-timeouts";
import type { BodyTimeouts } from "./body-timeouts";
import type { ByteBudget, Release } from "./byte-budget";

/** Why a body was not read. */
export type BodyProblem = "too large" | "too slow" | "too many" | "broken off";

/** A body that could not be read. */
export class BodyError extends Error {
  constructor(readonly problem: BodyProblem) {
    super(`The body was ${problem}`);
    this.name = "BodyError";
  }
}

/** Bodies up to this length are held without asking for room: they are what calls have that are made while a large one is held. */
const FREE_BYTES = 64 * 1024;

/** A body is held as it came, as text, and as what is read out of it. */
const COPIES = 3;

/** Length that a message declares, in bytes; undefined for one that comes in chunks. */
export function declaredLength({ headers }: IncomingMessage): number | undefined {
  if (headers["transfer-encoding"] !== undefined) return undefined;
  // Node.js refuses a message whose length is no number.
  return Number(headers["content-length"] ?? 0);
}

/** A body in memory, and the room that it takes until it is released. */
export interface BufferedBody {
  readonly body: Buffer;
  readonly release: Release;
}

/**
 * Reads a body into memory, when there is room for it.
 *
 * Of a body that comes in chunks nobody knows how long it will be, so it takes the room of the longest.
 *
 * @throws BodyError
 */
export async function bufferBody(
  message: IncomingMessage,
  maximumBytes: number,
  budget: ByteBudget,
  pace: BodyTimeouts,
): Promise<BufferedBody> {
  const length = declaredLength(message);
  if (length !== undefined && length > maximumBytes) throw new BodyError("too large");
  const room = length ?? maximumBytes;
  const release = room <= FREE_BYTES ? () => undefined : await budget.take(COPIES * room);
  if (release === undefined) throw new BodyError("too many");
  try {
    return { body: await readAll(message, room, pace), release };
  } catch (error) {
    release();
    throw error;
  }
}

function readAll(
  message: IncomingMessage,
  maximumBytes: number,
  pace: BodyTimeouts,
): Promise<Buffer> {
  // Chunks that are put together afterwards would take the room twice. What is not written to takes no memory.
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
      pace,
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
