import { open } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";

const FLUSH_AT = 1024 * 1024;
const LINE_FEED = 0x0a;
const NEWLINE = Buffer.from("\n");

/** A scratch file of unchanged records, one line each; adjacent records are copied together. */
export class RawRecordFile {
  records = 0;
  /** In bytes. */
  longestLine = 0;
  private source: Buffer | undefined;
  private runStart = 0;
  private runEnd = 0;
  private pending: Buffer[] = [];
  private pendingBytes = 0;
  private writing: Promise<unknown> = Promise.resolve();

  private constructor(
    readonly path: string,
    private readonly handle: FileHandle,
  ) {}

  static async create(path: string): Promise<RawRecordFile> {
    return new RawRecordFile(path, await open(path, "w"));
  }

  /** Adds a record. If it returns a promise, await it: it is the previous write, so that writes do not accumulate. */
  add(source: Buffer, start: number, end: number): Promise<unknown> | undefined {
    if (source !== this.source || start !== this.runEnd) {
      this.endRun();
      this.source = source;
      this.runStart = start;
    }
    this.runEnd = end;
    this.records += 1;
    if (end - start > this.longestLine) this.longestLine = end - start;
    const hasNewline = source[end - 1] === LINE_FEED;
    if (hasNewline && end - this.runStart < FLUSH_AT) return undefined;
    this.endRun();
    if (!hasNewline) this.pending.push(NEWLINE);
    return this.pendingBytes >= FLUSH_AT ? this.flush() : undefined;
  }

  async close(): Promise<void> {
    try {
      this.endRun();
      await this.flush();
      await this.writing;
    } finally {
      await this.handle.close();
    }
  }

  private endRun(): void {
    if (this.source === undefined || this.runEnd === this.runStart) return;
    this.pending.push(this.source.subarray(this.runStart, this.runEnd));
    this.pendingBytes += this.runEnd - this.runStart;
    this.runStart = this.runEnd;
  }

  private flush(): Promise<unknown> {
    const before = this.writing;
    const buffers = this.pending;
    this.pending = [];
    this.pendingBytes = 0;
    this.writing = before.then(() => writeAll(this.handle, buffers));
    // Its error is reported to the caller that awaits it as the previous write.
    this.writing.catch(() => undefined);
    return before;
  }
}

/** A single call may write less than requested. */
async function writeAll(handle: FileHandle, buffers: readonly Buffer[]): Promise<void> {
  if (buffers.length === 0) return;
  const total = buffers.reduce((sum, { length }) => sum + length, 0);
  const { bytesWritten } = await handle.writev(buffers);
  if (bytesWritten !== total)
    throw new Error(`Wrote ${bytesWritten} of ${total} bytes. Check the free disk space.`);
}
