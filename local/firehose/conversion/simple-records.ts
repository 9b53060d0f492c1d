import { isUtf8 } from "node:buffer";
import type { Chunk, RecordBuffer } from "../destination/buffer";
import { ConversionError } from "../../../formats/conversion-error";
import type { HiveColumn } from "../../../formats/hive-type";
import { isJsonObject, parseDocuments } from "../../../formats/openx-json";
import { inferLayout } from "./record-layout";
import type { RowConverter } from "./row-converter";
import type { RecordLayout } from "./record-layout";
import { simplePatterns } from "./record-pattern";
import type { SimplePatterns } from "./record-pattern";

const SAMPLES = 64;
const GOLDEN_RATIO = 0.618034;
const MAX_LAYOUTS = 3;
/** For a large record a pattern is slower than the converter. */
const MAX_RECORD_BYTES = 64 * 1024;
/** As long as the longest simple record. Much longer strings are slow to create and to collect. */
const WINDOW_BYTES = MAX_RECORD_BYTES;
const LINE_FEED = 0x0a;

/** Options of {@link SimpleRecords.infer}. */
export interface SimpleRecordsOptions {
  /** Whether records with other keys, and times without a `T`, are not simple. @default false */
  readonly isExact?: boolean;
}

/** Finds the records of a buffer that DuckDB can read unchanged. */
export class SimpleRecords {
  private readonly patterns: SimplePatterns;
  private chunk: Chunk | undefined;
  private isText = false;
  /** A part of the chunk as latin1, one character per byte. */
  private window = { start: 0, end: 0, text: "" };
  /** A range of the window that consists of simple lines. */
  private lines = { start: 0, end: 0 };

  private constructor(
    /** The columns as spelled in the records. */
    readonly columns: readonly HiveColumn[],
    layouts: readonly RecordLayout[],
    options: SimpleRecordsOptions,
  ) {
    this.patterns = simplePatterns(layouts, options);
  }

  /**
   * Infers the layouts of a buffer's records from a sample.
   *
   * @returns undefined if no record of the sample fits a pattern
   */
  static infer(
    buffer: RecordBuffer,
    columns: readonly HiveColumn[],
    converter: RowConverter,
    options: SimpleRecordsOptions = {},
  ): SimpleRecords | undefined {
    const found = new Map<string, { readonly layout: RecordLayout; count: number }>();
    for (const data of samples(buffer)) {
      const layout = layoutOf(data, columns, converter);
      if (layout === undefined || (options.isExact === true && hasOtherKeys(layout))) continue;
      const signature = JSON.stringify(layout);
      const known = found.get(signature) ?? { layout, count: 0 };
      known.count += 1;
      found.set(signature, known);
    }
    const byCount = [...found.values()].sort((left, right) => right.count - left.count);
    const first = byCount[0]?.layout;
    if (first === undefined) return undefined;
    // All records in a file must spell the columns the same way.
    const spelling = JSON.stringify(first.spelled);
    const layouts = byCount
      .map(({ layout }) => layout)
      .filter(({ spelled }) => JSON.stringify(spelled) === spelling);
    return new SimpleRecords(first.spelled, layouts.slice(0, MAX_LAYOUTS), options);
  }

  /** Whether a record is simple; fast if the records of a chunk are checked in order. */
  has(chunk: Chunk, start: number, end: number): boolean {
    if (end === start || end - start > MAX_RECORD_BYTES) return false;
    if (chunk !== this.chunk) {
      this.chunk = chunk;
      this.isText = isUtf8(chunk.bytes);
      this.moveWindow(chunk, start);
    } else if (start < this.window.start || end > this.window.end) {
      this.moveWindow(chunk, start);
    }
    const { bytes } = chunk;
    const isSimple =
      bytes[end - 1] === LINE_FEED
        ? this.isInLines(bytes, start, end)
        : this.matchedTo(this.patterns.record, start) === end;
    return isSimple && (this.isText || isUtf8(bytes.subarray(start, end)));
  }

  /**
   * Within simple lines, a record is simple if it starts and ends at line boundaries: a document in such lines contains
   * no newline. Matching many lines at once is faster than matching each.
   */
  private isInLines(bytes: Buffer, start: number, end: number): boolean {
    const { lines } = this;
    const isLineStart = start === lines.start || bytes[start - 1] === LINE_FEED;
    if (start < lines.start || end > lines.end || !isLineStart) {
      lines.start = start;
      lines.end = this.matchedTo(this.patterns.lines, start);
    }
    return end <= lines.end;
  }

  private matchedTo(pattern: RegExp, start: number): number {
    pattern.lastIndex = start - this.window.start;
    // Without a match this is the start of the window, before the end of the record.
    pattern.test(this.window.text);
    return this.window.start + pattern.lastIndex;
  }

  private moveWindow({ bytes }: Chunk, start: number): void {
    const end = Math.min(bytes.length, start + WINDOW_BYTES);
    this.window = { start, end, text: bytes.toString("latin1", start, end) };
    this.lines = { start, end: start };
  }
}

/** Whether records have keys without a column; a record may then have no others. */
function hasOtherKeys({ members }: RecordLayout): boolean {
  return members.some(({ value }) => value.kind === "dropped");
}

/** Yields records from all parts of the buffer, at irregular distances. */
function* samples(buffer: RecordBuffer): Generator<Uint8Array> {
  const chosen = new Set(
    Array.from({ length: SAMPLES }, (_, index) =>
      Math.floor(((index * GOLDEN_RATIO) % 1) * buffer.length),
    ),
  );
  for (const chunk of buffer.chunks()) {
    for (const index of chosen) {
      const indexInChunk = index - chunk.firstRecord;
      if (indexInChunk < 0 || indexInChunk >= chunk.ends.length) continue;
      yield buffer.record(chunk, indexInChunk).data;
    }
  }
}

function layoutOf(
  data: Uint8Array,
  columns: readonly HiveColumn[],
  converter: RowConverter,
): RecordLayout | undefined {
  if (data.length > MAX_RECORD_BYTES) return undefined;
  try {
    // A record that the converter rejects could have duplicate keys.
    converter.convert(data);
    const text = Buffer.from(data).toString("utf8");
    const [document, ...others] = parseDocuments(text, { caseInsensitive: false });
    if (document === undefined || !isJsonObject(document) || others.length > 0) return undefined;
    return inferLayout(document, columns, converter.caseInsensitive);
  } catch (error) {
    if (error instanceof ConversionError) return undefined;
    throw error;
  }
}
