import { isUtf8 } from "node:buffer";
import type { Chunk, RecordBuffer } from "../destination/buffer";
import { ConversionError } from "../../../formats/conversion-error";
import type { HiveColumn } from "../../../formats/hive-type";
import { isObject, parseDocuments } from "../../../formats/openx-json";
import type { RecordConverter } from "../../../formats/record-conversion";
import { inferLayout } from "./record-layout";
import type { RecordLayout } from "./record-layout";
import { simplePatterns } from "./record-pattern";
import type { SimplePatterns } from "./record-pattern";

const SAMPLES = 64;
const GOLDEN_RATIO = 0.618034;
const MOST_LAYOUTS = 3;
/** A pattern walks a large record more slowly than the converter parses it. */
const LONGEST_SIMPLE_RECORD = 64 * 1024;
/** As long as the longest simple record. Much longer texts are slow to make, and garbage for long. */
const WINDOW_BYTES = LONGEST_SIMPLE_RECORD;
const LINE_FEED = 0x0a;

/** Finds the records of a buffer that DuckDB may read as they are. */
export class SimpleRecords {
  private readonly patterns: SimplePatterns;
  private chunk: Chunk | undefined;
  private isText = false;
  /** A part of the chunk, a character for each byte. */
  private window = { start: 0, end: 0, text: "" };
  /** Lines in the window that are all simple. */
  private lines = { start: 0, end: 0 };

  private constructor(
    /** The columns as the records spell them. */
    readonly columns: readonly HiveColumn[],
    layouts: readonly RecordLayout[],
  ) {
    this.patterns = simplePatterns(layouts);
  }

  /**
   * Learns from a sample of the buffer how its records are written.
   *
   * @returns undefined where the sample holds no record that a pattern fits
   */
  static infer(
    buffer: RecordBuffer,
    columns: readonly HiveColumn[],
    converter: RecordConverter,
  ): SimpleRecords | undefined {
    const found = new Map<string, { readonly layout: RecordLayout; count: number }>();
    for (const data of samples(buffer)) {
      const layout = layoutOf(data, columns, converter);
      if (layout === undefined) continue;
      const signature = JSON.stringify(layout);
      const known = found.get(signature) ?? { layout, count: 0 };
      known.count += 1;
      found.set(signature, known);
    }
    const byCount = [...found.values()].sort((left, right) => right.count - left.count);
    const first = byCount[0]?.layout;
    if (first === undefined) return undefined;
    // One file has one spelling of its columns.
    const spelling = JSON.stringify(first.spelled);
    const layouts = byCount
      .map(({ layout }) => layout)
      .filter(({ spelled }) => JSON.stringify(spelled) === spelling);
    return new SimpleRecords(first.spelled, layouts.slice(0, MOST_LAYOUTS));
  }

  /** Whether a record is simple; fast when the records of a chunk are asked for in a row. */
  has(chunk: Chunk, start: number, end: number): boolean {
    if (end === start || end - start > LONGEST_SIMPLE_RECORD) return false;
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
   * Inside of lines that are simple, a record is simple where it begins and ends with one: a newline never stands
   * within a document of such lines. To match many at once is faster than one by one.
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
    // Where nothing matches this is the window's start, before the end of any record that is asked for.
    pattern.test(this.window.text);
    return this.window.start + pattern.lastIndex;
  }

  private moveWindow({ bytes }: Chunk, start: number): void {
    const end = Math.min(bytes.length, start + WINDOW_BYTES);
    this.window = { start, end, text: bytes.toString("latin1", start, end) };
    this.lines = { start, end: start };
  }
}

/** Records from all over the buffer, in no rhythm that its content may have too. */
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
  converter: RecordConverter,
): RecordLayout | undefined {
  if (data.length > LONGEST_SIMPLE_RECORD) return undefined;
  try {
    // A record that the converter refuses would teach a layout with equal keys.
    converter.convert(data);
    const text = Buffer.from(data).toString("utf8");
    const [document, ...others] = parseDocuments(text, { caseInsensitive: false });
    if (document === undefined || !isObject(document) || others.length > 0) return undefined;
    return inferLayout(document, columns, converter.caseInsensitive);
  } catch (error) {
    if (error instanceof ConversionError) return undefined;
    throw error;
  }
}
