import type { LogLine } from "./line-reader";

/**
 * Size of the log between two invocations above which lines are dropped. Lambda has no such limit; here the lines are
 * in the memory of one machine.
 */
const MAXIMUM_LOG_BYTES = 16 * 1024 * 1024;

/** Memory of a line in addition to its text. */
const LINE_OVERHEAD_BYTES = 100;

/** The undelivered log lines of a function's process, with bounded memory. */
export class LogBuffer {
  private lines: LogLine[] = [];
  private bytes = 0;
  private leftOutLines = 0;

  /** Adds a line, unless the buffer is full; returns whether it was added. */
  add(line: LogLine): boolean {
    this.bytes += Buffer.byteLength(line.message) + LINE_OVERHEAD_BYTES;
    if (this.bytes > MAXIMUM_LOG_BYTES) {
      this.leftOutLines++;
      return false;
    }
    this.lines.push(line);
    return true;
  }

  /** Returns the lines since the last call. */
  take(): LogLine[] {
    const { lines, leftOutLines } = this;
    this.lines = [];
    this.bytes = 0;
    this.leftOutLines = 0;
    if (leftOutLines > 0) {
      const limit = `${MAXIMUM_LOG_BYTES / 1024 / 1024} MiB between two invocations`;
      const message = `[embedded AWS] ${leftOutLines} more lines were dropped: the limit is ${limit}.`;
      lines.push({ timestamp: Date.now(), message });
    }
    return lines;
  }
}
