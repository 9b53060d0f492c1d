import { closeSync, ftruncateSync, openSync, readSync, rmSync, writevSync } from "node:fs";
import { HEADER_BYTES, readHeader, renderHeader } from "./frame";
import type { Frame } from "./frame";
import { READ_WRITE, recover, scanHeaders } from "./segment-scan";
import type { IndexPoint } from "./segment-scan";
import { PRIVATE_FILE_MODE } from "../home/private-files";

/** Distance of two points of the index, in bytes: so much is read at most before the wanted entry. */
export const INDEX_INTERVAL_BYTES = 64 * 1024;

/** One file of an append log: frames one after another. */
export class Segment {
  private descriptor: number | undefined;
  /** Where frames start, about one for each {@link INDEX_INTERVAL_BYTES}. @default - not read yet */
  private index: IndexPoint[] | undefined;
  /** Bytes of whole frames. */
  size = 0;
  /** Number of the entry after the last. */
  next: number;
  /** Time of the last frame; undefined without frames. */
  lastTime: number | undefined;

  private constructor(
    private readonly file: string,
    /** Number of the first entry. */
    readonly first: number,
  ) {
    this.next = first;
  }

  /** Creates an empty segment. */
  static create(file: string, first: number): Segment {
    const segment = new Segment(file, first);
    segment.index = [];
    return segment;
  }

  /** Opens the last segment of a log, and cuts off a frame that was not written completely. */
  static recover(file: string, first: number): Segment {
    const segment = new Segment(file, first);
    const found = recover(segment.open(), INDEX_INTERVAL_BYTES, first);
    ftruncateSync(segment.open(), found.size);
    return Object.assign(segment, found);
  }

  /**
   * Opens a segment to which nothing is appended any more, without reading it.
   *
   * @param next first entry of the segment after it
   */
  static sealed(file: string, first: number, next: number, size: number): Segment {
    return Object.assign(new Segment(file, first), { next, size });
  }

  /**
   * Appends a frame with one write.
   *
   * @throws the system's error, for example `ENOSPC`; nothing of the frame remains
   */
  append(frame: Frame): void {
    const parts = [renderHeader(frame), frame.payload];
    const bytes = HEADER_BYTES + frame.payload.length;
    const descriptor = this.open();
    try {
      const written = writevSync(descriptor, parts, this.size);
      if (written !== bytes) throw new Error(`${written} of ${bytes} bytes were written.`);
    } catch (error) {
      ftruncateSync(descriptor, this.size);
      throw error;
    }
    const index = this.points();
    const last = index.at(-1);
    if (last === undefined || this.size - last.offset >= INDEX_INTERVAL_BYTES) {
      index.push({ first: frame.first, time: frame.time, offset: this.size });
    }
    this.size += bytes;
    this.next = frame.first + frame.count;
    this.lastTime = frame.time;
  }

  /**
   * Reads frames from the one that contains an entry, at least one of them.
   *
   * @param maximumBytes what is read at most, unless one frame is larger
   */
  read(from: number, maximumBytes: number): Frame[] {
    const frames: Frame[] = [];
    let { offset } = this.pointBefore(({ first }) => first <= from);
    while (frames.length === 0 && offset < this.size) {
      const chunk = this.bytes(offset, Math.max(maximumBytes, HEADER_BYTES));
      let at = 0;
      for (;;) {
        const header = readHeader(chunk, at);
        if (header === undefined) break;
        const end = at + HEADER_BYTES + header.length;
        const isWanted = header.first + header.count > from;
        if (isWanted && end > chunk.length) {
          if (frames.length > 0) break;
          const start = offset + at + HEADER_BYTES;
          return [{ ...header, payload: this.bytes(start, header.length) }];
        }
        if (isWanted) frames.push({ ...header, payload: chunk.subarray(at + HEADER_BYTES, end) });
        at = end;
      }
      offset += at;
    }
    return frames;
  }

  /** Number of the first entry that was appended at or after a time. */
  firstSince(time: number): number {
    const { offset } = this.pointBefore((point) => point.time < time);
    for (const header of scanHeaders(this.open(), offset, this.size)) {
      if (header.time >= time) return header.first;
    }
    return this.next;
  }

  /** Time of the last frame, which is read for it; undefined without frames. */
  timeOfLast(): number | undefined {
    let last: number | undefined;
    const { offset } = this.pointBefore(() => true);
    for (const { time } of scanHeaders(this.open(), offset, this.size)) last = time;
    return last;
  }

  /** Creates the file, whose name says which number the next entry has. */
  touch(): void {
    this.open();
  }

  close(): void {
    if (this.descriptor !== undefined) closeSync(this.descriptor);
    this.descriptor = undefined;
  }

  remove(): void {
    this.close();
    rmSync(this.file, { force: true });
  }

  /** The last point for which something holds; it holds for the points before as well. */
  private pointBefore(holds: (point: IndexPoint) => boolean): Pick<IndexPoint, "offset"> {
    const points = this.points();
    let low = 0;
    let high = points.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const point = points[middle];
      if (point !== undefined && holds(point)) low = middle + 1;
      else high = middle;
    }
    return points[low - 1] ?? { offset: 0 };
  }

  private points(): IndexPoint[] {
    if (this.index !== undefined) return this.index;
    const index: IndexPoint[] = [];
    let offset = 0;
    for (const { first, time, length } of scanHeaders(this.open(), 0, this.size)) {
      const last = index.at(-1);
      if (last === undefined || offset - last.offset >= INDEX_INTERVAL_BYTES) {
        index.push({ first, time, offset });
      }
      offset += HEADER_BYTES + length;
    }
    this.index = index;
    return index;
  }

  private bytes(offset: number, maximum: number): Buffer {
    const bytes = Buffer.allocUnsafeSlow(Math.min(maximum, this.size - offset));
    const read = readSync(this.open(), bytes, 0, bytes.length, offset);
    if (read !== bytes.length) throw new Error(`${this.file} is shorter than what was written.`);
    return bytes;
  }

  private open(): number {
    this.descriptor ??= openSync(this.file, READ_WRITE, PRIVATE_FILE_MODE);
    return this.descriptor;
  }
}
