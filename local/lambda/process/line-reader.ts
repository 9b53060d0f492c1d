import type { Readable } from "node:stream";

/** A line of a function's log. */
export interface LogLine {
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly message: string;
}

/** Characters after which a line is truncated; the log service accepts events of 256 KiB. */
const MAXIMUM_LINE_CHARACTERS = 256 * 1024;

/** Pause after each chunk of 64 KiB while lines are not accepted. */
const THROTTLE_MS = 1;

/** Splits the output of a function's process into lines, and detects marker lines. */
export class LineReader {
  private rest = "";
  private hasEnded = false;
  private readonly markers = new Map<string, () => void>();

  /** @param onLine returns whether more lines are accepted; if not, the function is slowed down */
  constructor(
    stream: Readable,
    private readonly onLine: (line: LogLine) => boolean,
  ) {
    stream.setEncoding("utf8");
    stream.on("data", (text: string) => {
      if (this.read(text)) return;
      stream.pause();
      setTimeout(() => stream.resume(), THROTTLE_MS).unref();
    });
    stream.on("close", () => this.end());
  }

  /** Resolves when the marker, and so all output before it, has been read, or the stream has ended. */
  passed(marker: string): Promise<void> {
    if (this.hasEnded) return Promise.resolve();
    return new Promise((resolve) => this.markers.set(marker, resolve));
  }

  private read(text: string): boolean {
    const [first = "", ...others] = text.split("\n");
    let takesMore = true;
    let line = this.join(first);
    for (const next of others) {
      takesMore = this.line(line) && takesMore;
      line = next;
    }
    this.rest = others.length === 0 ? line : line.slice(0, MAXIMUM_LINE_CHARACTERS);
    return takesMore;
  }

  /** An endless line takes no more memory than the longest. */
  private join(text: string): string {
    const room = MAXIMUM_LINE_CHARACTERS - this.rest.length;
    return room > 0 ? this.rest + text.slice(0, room) : this.rest;
  }

  private line(line: string): boolean {
    const passed = this.markers.get(line);
    this.markers.delete(line);
    if (passed !== undefined) {
      passed();
      return true;
    }
    // The log service rejects empty messages.
    if (line === "") return true;
    const message = line.slice(0, MAXIMUM_LINE_CHARACTERS).replace(/\r/g, "\n");
    return this.onLine({ timestamp: Date.now(), message });
  }

  private end(): void {
    this.line(this.rest);
    this.rest = "";
    this.hasEnded = true;
    for (const passed of this.markers.values()) passed();
    this.markers.clear();
  }
}
