import { closeSync, read } from "node:fs";
import { Readable } from "node:stream";

/** A part of an open file; the last byte is inclusive. */
export interface OpenPiece {
  readonly fd: number;
  readonly from: number;
  readonly to: number;
}

const STEP_BYTES = 256 * 1024;

/** Reads parts of open files one after another, and closes all of them when it ends, also if nothing was read. */
export class SegmentReader extends Readable {
  private readonly pieces: OpenPiece[];
  private isReading = false;
  private onIdle: (() => void) | undefined;

  constructor(pieces: readonly OpenPiece[]) {
    super({ highWaterMark: STEP_BYTES });
    this.pieces = [...pieces];
  }

  override _read(): void {
    const [piece] = this.pieces;
    if (piece === undefined) {
      this.push(null);
      return;
    }
    const { fd, from, to } = piece;
    const bytes = Buffer.allocUnsafeSlow(Math.min(STEP_BYTES, to - from + 1));
    this.isReading = true;
    read(fd, bytes, 0, bytes.length, from, (error, count) => {
      this.isReading = false;
      this.onIdle?.();
      if (this.destroyed) return;
      if (error !== null || count === 0) {
        this.destroy(error ?? new Error("A content is shorter than what was written."));
        return;
      }
      const next = from + count;
      if (next <= to) this.pieces[0] = { fd, from: next, to };
      else {
        this.pieces.shift();
        closeSync(fd);
      }
      this.push(bytes.subarray(0, count));
    });
  }

  override _destroy(error: Error | null, callback: (error: Error | null) => void): void {
    const close = () => {
      for (const { fd } of this.pieces.splice(0)) closeSync(fd);
      callback(error);
    };
    // A number that is closed during a read may be that of another file before the read begins.
    if (this.isReading) this.onIdle = close;
    else close();
  }
}
