import { Socket } from "node:net";
import { FrameReader, toFrame } from "./frames";
import type { RuntimeResponse, RuntimeRequest } from "./messages";

/** File descriptor of the channel in a function's process. */
export const CHANNEL_DESCRIPTOR = 3;

/**
 * The end of the channel in a function's process. It is a plain pipe and not Node.js's own message channel: that one's
 * receiver trusts the sender, and ends with an exception when it is sent garbage.
 */
export class Channel {
  readonly socket = new Socket({ fd: CHANNEL_DESCRIPTOR, readable: true, writable: true });

  constructor(onRequest: (request: RuntimeRequest) => void) {
    const frames = new FrameReader();
    this.socket.on("data", (chunk: Buffer) => {
      // The emulator sends nothing else.
      for (const request of frames.read(chunk)) onRequest(request as RuntimeRequest);
    });
    // The emulator is gone.
    for (const event of ["error", "close"]) this.socket.once(event, () => process.exit(0));
  }

  send(answer: RuntimeResponse): void {
    this.socket.write(toFrame(answer));
  }
}
