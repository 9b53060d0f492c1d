import type { LogLine } from "./line-reader";

/**
 * Bytes of the log that a function writes from one invocation to the next, beyond which the rest is left out. Lambda
 * has no such limit; here the lines lie in the memory of one machine.
 */
const MAXIMUM_LOG_BYTES = 16 * 1024 * 1024;

/** What a line takes besides its text. */
const LINE_OVERHEAD_BYTES = 100;

/** The log lines of a function's process until they are delivered; they take limited memory, whatever it writes. */
export class LogBuffer {
  private lines: LogLine[] = [];
  private bytes = 0;
  private leftOutLines = 0;

  /** Takes a line, or counts it; says whether it was taken. */
  add(line: LogLine): boolean {
    this.bytes += Buffer.byteLength(line.message) + LINE_OVERHEAD_BYTES;
    if (this.bytes > MAXIMUM_LOG_BYTES) {
      this.leftOutLines++;
      return false;
    }
    this.lines.push(line);
    return true;
  }

  /** The lines since the last call. */
  take(): LogLine[] {
    const { lines, leftOutLines } = this;
    this.lines = [];
    this.bytes = 0;
    this.leftOutLines = 0;
    if (leftOutLines > 0) {
      const limit = `${MAXIMUM_LOG_BYTES / 1024 / 1024} MiB from one invocation to the next`;
      const message = `[embedded AWS] ${leftOutLines} more lines are left out: it keeps ${limit}.`;
      lines.push({ timestamp: Date.now(), message });
    }
    return lines;
  }
}
