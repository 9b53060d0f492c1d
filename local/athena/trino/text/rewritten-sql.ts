import { scanSql } from "./sql-scanner";

/** Text of the original statement, from one offset to another. */
export interface OriginalPart {
  readonly start: number;
  readonly end: number;
}

/** A statement for Trino that is made of new text and of parts of the one that Athena received. */
export class RewrittenSql {
  readonly text: string;

  constructor(
    private readonly original: string,
    private readonly parts: readonly (string | OriginalPart)[],
  ) {
    this.text = parts
      .map((part) => (typeof part === "string" ? part : original.slice(part.start, part.end)))
      .join("");
  }

  /** An unchanged statement. */
  static unchanged(original: string, end = original.length): RewrittenSql {
    return new RewrittenSql(original, [{ start: 0, end }]);
  }

  /** This statement after the head of another one, whose text ends with this one's original. */
  below(whole: string, head: string): RewrittenSql {
    const shift = whole.length - this.original.length;
    return new RewrittenSql(whole, [
      head,
      ...this.parts.map((part) =>
        typeof part === "string" ? part : { start: part.start + shift, end: part.end + shift },
      ),
    ]);
  }

  /**
   * Trino's message with the position at which Athena's user finds the error; without a position where the error is
   * in new text.
   */
  locate(message: string): string {
    const [prefix, line, column] = /^line (\d+):(\d+): /.exec(message) ?? [];
    if (prefix === undefined) return message;
    const rest = message.slice(prefix.length);
    const found = offsetOf(this.text, Number(line), Number(column));
    // Trino reports what concerns a statement as a whole at its start.
    const offset = found === 0 ? startOf(this.original) : this.originalOffset(found);
    if (offset === undefined) return rest;
    const before = this.original.slice(0, offset).split("\n");
    return `line ${before.length}:${(before.at(-1)?.length ?? 0) + 1}: ${rest}`;
  }

  private originalOffset(offset: number): number | undefined {
    let from = 0;
    for (const part of this.parts) {
      const length = typeof part === "string" ? part.length : part.end - part.start;
      if (offset < from + length || (offset === from + length && part === this.parts.at(-1))) {
        return typeof part === "string" ? undefined : part.start + offset - from;
      }
      from += length;
    }
    return undefined;
  }
}

function startOf(text: string): number {
  return scanSql(text)[0]?.start ?? 0;
}

function offsetOf(text: string, line: number, column: number): number {
  const before = text.split("\n").slice(0, line - 1);
  return before.reduce((length, each) => length + each.length + 1, 0) + column - 1;
}
