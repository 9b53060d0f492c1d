import type { IncomingMessage } from "node:http";

/** How fast a body must come. */
export interface BodyTimeouts {
  /** Longest time without a byte, while somebody reads. */
  readonly idleMs: number;
  /** Least bytes a second on the whole way, counted from `graceMs` on; on the loopback interface that is nothing. */
  readonly minimumBytesPerSecond: number;
  readonly graceMs: number;
}

/** A program that sends slower than this does so to keep a connection. */
export const DEFAULT_BODY_TIMEOUTS: BodyTimeouts = {
  idleMs: 10_000,
  minimumBytesPerSecond: 64 * 1024,
  graceMs: 10_000,
};

/**
 * Watches that a body comes in.
 *
 * @param isRead whether the reader takes what comes at the moment; while it doesn't, nobody is late
 * @param onLate called once when the body is too slow
 * @returns ends the watch
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
