import type { Readable } from "node:stream";

/** A line of a function's log. */
export interface LogLine {
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly message: string;
}

/** Splits the output of a function's process into lines and tells when a marker line has passed. */
export class LineReader {
  private rest = "";
  private readonly markers = new Map<string, () => void>();

  constructor(
    stream: Readable,
    private readonly onLine: (line: LogLine) => void,
  ) {
    stream.setEncoding("utf8");
    stream.on("data", (text: string) => this.read(text));
    stream.on("end", () => this.line(this.rest));
  }

  /** Resolves when the marker has been read, and with it all output before it. */
  passed(marker: string): Promise<void> {
    return new Promise((resolve) => this.markers.set(marker, resolve));
  }

  private read(text: string): void {
    const lines = (this.rest + text).split("\n");
    this.rest = lines.pop() ?? "";
    for (const line of lines) this.line(line);
  }

  private line(line: string): void {
    const passed = this.markers.get(line);
    this.markers.delete(line);
    if (passed !== undefined) return passed();
    // The log service takes no empty messages.
    if (line === "") return;
    this.onLine({ timestamp: Date.now(), message: line.replace(/\r/g, "\n") });
  }
}
