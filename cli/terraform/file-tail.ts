import { closeSync, openSync, readSync } from "node:fs";
import { StringDecoder } from "node:string_decoder";

const INTERVAL_MS = 100;
const PIECE_BYTES = 64 * 1024;

/** Reads the lines of a file while another process writes them. */
export class FileTail {
  private readonly descriptor: number;
  private readonly decoder = new StringDecoder("utf8");
  private readonly piece = Buffer.alloc(PIECE_BYTES);
  private readonly timer: NodeJS.Timeout;
  private rest = "";

  /** @param onLine takes each line once it is complete */
  constructor(
    file: string,
    private readonly onLine: (line: string) => void,
  ) {
    this.descriptor = openSync(file, "r");
    this.timer = setInterval(() => this.read(), INTERVAL_MS);
  }

  /** Takes what is left, for when the writer has ended. */
  end(): void {
    clearInterval(this.timer);
    this.read();
    if (this.rest !== "") this.onLine(this.rest);
    closeSync(this.descriptor);
  }

  private read(): void {
    for (;;) {
      const count = readSync(this.descriptor, this.piece, 0, PIECE_BYTES, null);
      if (count === 0) return;
      const lines = (this.rest + this.decoder.write(this.piece.subarray(0, count))).split("\n");
      this.rest = lines.pop() ?? "";
      lines.forEach(this.onLine);
    }
  }
}
