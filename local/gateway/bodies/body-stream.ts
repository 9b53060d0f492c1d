import type { IncomingMessage } from "node:http";
import { BodyError } from "./body-reader";
import type { BodyProblem } from "./body-reader";
import { watchBody } from "./body-timeouts";
import type { BodyTimeouts } from "./body-timeouts";

/** What may wait in memory for its reader, before the sender has to. */
const WAITING_BYTES = 1024 * 1024;

/**
 * Yields a body as it arrives, within the limits of its size and its speed. If it fails, the caller's connection stays
 * open for an error reply.
 *
 * @param onRead called once, before the first byte is read: a client that waits for it sends the body only then
 * @throws BodyError while it is read
 */
export async function* streamBody(
  message: IncomingMessage,
  maximumBytes: number,
  timeouts: BodyTimeouts,
  onRead: () => void,
): AsyncGenerator<Buffer> {
  onRead();
  const chunks: Buffer[] = [];
  let bytes = 0;
  let waiting = 0;
  let problem: BodyProblem | undefined;
  let ended = message.readableEnded;
  let wake: (() => void) | undefined;
  const signal = () => {
    wake?.();
    wake = undefined;
  };
  const fail = (why: BodyProblem) => {
    if (ended) return;
    problem ??= why;
    signal();
  };
  const take = (chunk: Buffer) => {
    bytes += chunk.length;
    waiting += chunk.length;
    if (bytes > maximumBytes) return fail("too large");
    chunks.push(chunk);
    if (waiting > WAITING_BYTES) message.pause();
    signal();
  };
  const end = () => {
    ended = true;
    signal();
  };
  const breakOff = () => fail("broken off");
  const stop = watchBody(
    message,
    timeouts,
    () => wake !== undefined,
    () => fail("too slow"),
  );
  if (message.destroyed && !message.complete) breakOff();
  message.on("data", take).once("end", end).once("error", breakOff).once("close", breakOff);
  try {
    for (;;) {
      if (problem !== undefined) throw new BodyError(problem);
      const chunk = chunks.shift();
      if (chunk !== undefined) {
        waiting -= chunk.length;
        if (waiting <= WAITING_BYTES && message.isPaused()) message.resume();
        yield chunk;
      } else if (ended) return;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    stop();
    message.off("data", take).off("end", end).off("error", breakOff).off("close", breakOff);
    if (!message.readableEnded) message.pause();
  }
}
