import type { IncomingMessage } from "node:http";

/** Timeouts of request bodies. */
export interface BodyTimeouts {
  /** Longest time without data while the body is being read. */
  readonly idleMs: number;
  /** Minimum average rate after `graceMs`; very low for the loopback interface. */
  readonly minimumBytesPerSecond: number;
  readonly graceMs: number;
}

/** A client that sends more slowly than this only occupies a connection. */
export const DEFAULT_BODY_TIMEOUTS: BodyTimeouts = {
  idleMs: 10_000,
  minimumBytesPerSecond: 64 * 1024,
  graceMs: 10_000,
};

/**
 * Watches the progress of a body.
 *
 * @param isRead whether the reader accepts data now; time is not counted while it doesn't
 * @param onLate called once if the body is too slow
 * @returns a function that stops watching
 */
export function watchBody(
  message: IncomingMessage,
  { idleMs, minimumBytesPerSecond, graceMs }: BodyTimeouts,
  isRead: () => boolean,
  onLate: () => void,
): () => void {
  const { socket } = message;
  const stepMs = Math.max(10, Math.min(1_000, idleMs / 4));
  const first = socket.bytesRead;
  let last = first;
  let idle = 0;
  let read = 0;
  const stop = () => clearInterval(timer);
  const timer = setInterval(() => {
    if (message.readableEnded || message.complete) return stop();
    if (!isRead()) return;
    read += stepMs;
    idle = socket.bytesRead === last ? idle + stepMs : 0;
    last = socket.bytesRead;
    const isSlow =
      read > graceMs && last - first < ((read - graceMs) / 1_000) * minimumBytesPerSecond;
    if (idle < idleMs && !isSlow) return;
    stop();
    onLate();
  }, stepMs);
  timer.unref();
  return stop;
}
