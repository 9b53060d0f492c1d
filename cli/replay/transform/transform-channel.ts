import type { Duplex } from "node:stream";
import { StringDecoder } from "node:string_decoder";

/**
 * Messages between a run and the process of its transform: JSON lines over a socket. Node.js's own channel between
 * processes throws in the run, where nobody can catch it, when the module writes anything else to its file descriptor.
 */
export class TransformChannel {
  private readonly decoder = new StringDecoder("utf8");
  private rest = "";

  /** @param onLine receives each complete line; a line is JSON only if the other side behaves */
  constructor(
    private readonly socket: Duplex,
    private readonly onLine: (line: string) => void,
  ) {
    socket.on("data", (data: Buffer) => this.read(data));
    // "close" follows, and says all that matters: the other side is gone.
    socket.on("error", () => undefined);
  }

  /** @param onWritten called when the message has left this process, or can't leave it any more */
  send(message: object, onWritten?: () => void): void {
    this.socket.write(`${JSON.stringify(message)}\n`, () => onWritten?.());
  }

  private read(data: Buffer): void {
    const lines = (this.rest + this.decoder.write(data)).split("\n");
    this.rest = lines.pop() ?? "";
    lines.forEach(this.onLine);
  }
}
