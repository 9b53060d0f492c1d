import { closeSync, openSync, readSync } from "node:fs";
import { StringDecoder } from "node:string_decoder";

const INTERVAL_MS = 100;
const CHUNK_BYTES = 64 * 1024;

/** Reads the lines of a file while another process writes it. */
export class FileTail {
  private readonly descriptor: number;
  private readonly decoder = new StringDecoder("utf8");
  private readonly chunk = Buffer.alloc(CHUNK_BYTES);
  private readonly timer: NodeJS.Timeout;
  private rest = "";

  /** @param onLine receives each complete line */
  constructor(
    file: string,
    private readonly onLine: (line: string) => void,
  ) {
    this.descriptor = openSync(file, "r");
    this.timer = setInterval(() => this.read(), INTERVAL_MS);
  }

  /** Reads the rest, after the writer has ended. */
  end(): void {
    clearInterval(this.timer);
    this.read();
    if (this.rest !== "") this.onLine(this.rest);
    closeSync(this.descriptor);
  }

  private read(): void {
    for (;;) {
      const count = readSync(this.descriptor, this.chunk, 0, CHUNK_BYTES, null);
      if (count === 0) return;
      const lines = (this.rest + this.decoder.write(this.chunk.subarray(0, count))).split("\n");
      this.rest = lines.pop() ?? "";
      lines.forEach(this.onLine);
    }
  }
}
