import { Socket } from "node:net";
import { FrameReader, toFrame } from "./frames";
import type { RuntimeResponse, RuntimeRequest } from "./runtime-messages";

/** File descriptor of the channel in a function's process. */
export const CHANNEL_DESCRIPTOR = 3;

/**
 * The function's end of the channel. It is a plain pipe instead of Node.js's message channel, whose receiver throws an
 * exception for malformed messages.
 */
export class Channel {
  readonly socket = new Socket({ fd: CHANNEL_DESCRIPTOR, readable: true, writable: true });

  constructor(onRequest: (request: RuntimeRequest) => void) {
    const frames = new FrameReader();
    this.socket.on("data", (chunk: Buffer) => {
      // Only the emulator sends requests.
      for (const request of frames.read(chunk)) onRequest(request as RuntimeRequest);
    });
    // The emulator is gone.
    for (const event of ["error", "close"]) this.socket.once(event, () => process.exit(0));
  }

  send(answer: RuntimeResponse): void {
    this.socket.write(toFrame(answer));
  }
}
