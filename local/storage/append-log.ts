import { mkdirSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { errorCode } from "../../errors/error-code";
import type { Frame } from "./frame";
import { Segment } from "./segment";
import { timeOfFirst } from "./segment-scan";

/** Options of {@link AppendLog}. */
export interface AppendLogProps {
  /** Folder of the log's files, and of nothing else; created with the first batch. */
  readonly folder: string;
  /** Size from which a new file is begun, in bytes. @default 64 MiB */
  readonly segmentBytes?: number;
  /** Age of its first batch from which a new file is begun, in milliseconds. @default 1 hour */
  readonly segmentAgeMs?: number;
}

const SEGMENT_BYTES = 64 * 1024 * 1024;
const SEGMENT_AGE_MS = 60 * 60 * 1000;

/** Numbers stay exact up to 2^53, which has sixteen digits. */
const NAME = /^(\d{16})\.log$/;

/**
 * A log of entries in files, to which batches are appended. Entries are numbered from 1.
 *
 * A batch is written with one system call before `append` returns, so no kill of the process loses it, and none leaves
 * a part of it: what was written in part is cut off when the log is opened. Files are not synchronized with the disk, so
 * the loss of power can lose the last seconds.
 *
 * Its memory does not grow with the entries, but by a few dozen bytes for each 64 KiB of them.
 */
export class AppendLog {
  private readonly segments: Segment[] = [];
  /** When the first batch of the last segment was appended. */
  private segmentStart: number | undefined;
  private lastTime = 0;
  /** The file that was read last. */
  private inUse: Segment | undefined;

  private constructor(private readonly props: AppendLogProps) {}

  /** Opens a log; one that was never written is empty. @throws Error if its files are of another version */
  static open(props: AppendLogProps): AppendLog {
    const log = new AppendLog(props);
    const firsts = fileNumbers(props.folder);
    firsts.forEach((first, index) => {
      const file = log.fileOf(first);
      const next = firsts[index + 1];
      log.segments.push(
        next === undefined
          ? Segment.recover(file, first)
          : Segment.sealed(file, first, next, statSync(file).size),
      );
    });
    const last = log.segments.at(-1);
    if (last !== undefined) {
      log.segmentStart = timeOfFirst(log.fileOf(last.first));
      log.segments.forEach((segment, index) => {
        // Nothing was appended later than the segment after it began.
        const after = log.segments[index + 1];
        if (after === undefined) return;
        // A process that was killed as it began a file left it empty.
        segment.lastTime = timeOfFirst(log.fileOf(after.first)) ?? segment.timeOfLast();
        segment.close();
      });
    }
    log.lastTime = Math.max(0, ...log.segments.map(({ lastTime = 0 }) => lastTime));
    return log;
  }

  /** Number of the first entry that is kept. */
  get first(): number {
    return this.segments[0]?.first ?? 1;
  }

  /** Number of the next entry that will be appended. */
  get next(): number {
    return this.segments.at(-1)?.next ?? 1;
  }

  /** Bytes of all files. */
  get bytes(): number {
    return this.segments.reduce((sum, { size }) => sum + size, 0);
  }

  /**
   * Appends a batch of entries.
   *
   * @param time in milliseconds since 1970; a clock that went back is corrected to the time of the previous batch
   * @returns number of its first entry, and the time that was stored
   * @throws the system's error, for example `ENOSPC`; nothing of the batch is stored then
   */
  append(
    payload: Buffer,
    count: number,
    time: number,
  ): { readonly first: number; readonly time: number } {
    const frame = { payload, count, first: this.next, time: Math.max(time, this.lastTime) };
    this.segmentFor(frame).append(frame);
    this.lastTime = frame.time;
    this.segmentStart ??= frame.time;
    return frame;
  }

  /**
   * Reads batches in order, from the one that contains an entry or is the next that is kept.
   *
   * @returns at least one batch if there is any, and no more than fit into the bytes
   */
  read(from: number, maximumBytes: number): Frame[] {
    const at = this.segments.findLastIndex(({ first }) => first <= Math.max(from, this.first));
    for (const segment of this.segments.slice(Math.max(at, 0))) {
      if (segment.next <= from) continue;
      const frames = this.use(segment).read(from, maximumBytes);
      if (frames.length > 0) return frames;
    }
    return [];
  }

  /** Number of the first entry that is kept and was appended at or after a time; of the next one if there is none. */
  firstSince(time: number): number {
    for (const segment of this.segments) {
      if (segment.lastTime === undefined || segment.lastTime < time) continue;
      const first = this.use(segment).firstSince(time);
      if (first < segment.next) return first;
    }
    return this.next;
  }

  /** Removes the files whose entries were all appended before a time. */
  expire(before: number): void {
    this.removeWhile(({ lastTime }) => lastTime !== undefined && lastTime < before);
  }

  /** Removes the files that contain no entry from a number on. */
  discardBefore(entry: number): void {
    this.removeWhile(({ next, first }) => next <= entry && next > first);
  }

  /** Closes the files; reading or appending opens them again. */
  close(): void {
    for (const segment of this.segments) segment.close();
  }

  /** Of the files that are read, besides the last one, only one stays open. */
  private use(segment: Segment): Segment {
    if (this.inUse !== segment && this.inUse !== this.segments.at(-1)) this.inUse?.close();
    this.inUse = segment;
    return segment;
  }

  private removeWhile(isDone: (segment: Segment) => boolean): void {
    for (let first = this.segments[0]; first !== undefined && isDone(first);) {
      // The numbers continue after the last file is removed, also for a process that opens the log later.
      if (this.segments.length === 1) this.begin();
      this.segments.shift();
      first.remove();
      first = this.segments[0];
    }
  }

  private segmentFor({ time, payload }: Frame): Segment {
    const { segmentBytes = SEGMENT_BYTES, segmentAgeMs = SEGMENT_AGE_MS } = this.props;
    const last = this.segments.at(-1);
    if (last === undefined) return this.begin();
    const isFull = last.size > 0 && last.size + payload.length > segmentBytes;
    const isOld = this.segmentStart !== undefined && time - this.segmentStart >= segmentAgeMs;
    if (!isFull && !isOld) return last;
    return this.begin();
  }

  private begin(): Segment {
    mkdirSync(this.props.folder, { recursive: true });
    const segment = Segment.create(this.fileOf(this.next), this.next);
    segment.touch();
    this.segments.at(-1)?.close();
    this.segments.push(segment);
    this.segmentStart = undefined;
    return segment;
  }

  private fileOf(first: number): string {
    return join(this.props.folder, `${String(first).padStart(16, "0")}.log`);
  }
}

/**
 * The files of a log's folder to which nothing is appended any more: all but the last, which may be cut off as well.
 *
 * @param names of the entries of any folder
 */
export function sealedFiles(names: readonly string[]): ReadonlySet<string> {
  return new Set(
    names
      .filter((name) => NAME.test(name))
      .sort()
      .slice(0, -1),
  );
}

/** Numbers of the first entries of the files, in order. */
function fileNumbers(folder: string): number[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return [];
    throw error;
  }
  return names
    .flatMap((name) => NAME.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}
