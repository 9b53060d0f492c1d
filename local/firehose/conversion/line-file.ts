import { open } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";

const FLUSH_AT = 512 * 1024;

/** A scratch file that is written line by line, with a buffer of half a megabyte. */
export class LineFile {
  lines = 0;
  /** In characters; an ASCII line has as many bytes, any other at most three times as many. */
  longestLine = 0;
  private pending: string[] = [];
  private pendingLength = 0;

  private constructor(
    readonly path: string,
    private readonly handle: FileHandle,
  ) {}

  static async create(path: string): Promise<LineFile> {
    return new LineFile(path, await open(path, "w"));
  }

  /** Adds a line. If it returns a promise, await it, so that writes do not accumulate. */
  add(line: string): Promise<void> | undefined {
    this.pending.push(line);
    this.pendingLength += line.length + 1;
    this.lines += 1;
    if (line.length > this.longestLine) this.longestLine = line.length;
    return this.pendingLength >= FLUSH_AT ? this.flush() : undefined;
  }

  async close(): Promise<void> {
    try {
      await this.flush();
    } finally {
      await this.handle.close();
    }
  }

  private async flush(): Promise<void> {
    if (this.pending.length === 0) return;
    const text = `${this.pending.join("\n")}\n`;
    this.pending = [];
    this.pendingLength = 0;
    await this.handle.write(text);
  }
}
