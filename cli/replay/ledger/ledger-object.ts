import { countOf } from "../../terminal/count-of";
import { createHash } from "node:crypto";

/** Version of the form that {@link renderLedgerObject} writes. */
const VERSION = 2;

/** First line of an object: what must follow it. */
interface Header {
  readonly ledger: number;
  readonly lines: number;
  /** SHA-256 of every byte after the first line, in hexadecimal digits. */
  readonly sha256: string;
}

/** Content of a ledger object. */
export interface LedgerObject {
  /** 1: earlier versions of this program wrote no header, so a truncation between two lines goes undetected. */
  readonly version: 1 | 2;
  readonly lines: readonly unknown[];
}

/** JSON lines after a header that reveals an object that was truncated or modified. */
export function renderLedgerObject(lines: readonly unknown[]): string {
  const body = lines.map((line) => `${JSON.stringify(line)}\n`).join("");
  const header: Header = { ledger: VERSION, lines: lines.length, sha256: sha256(body) };
  return `${JSON.stringify(header)}\n${body}`;
}

/** @throws Error that names the problem of a damaged object */
export function parseLedgerObject(content: Buffer): LedgerObject {
  if (content.length === 0) throw new Error("it is empty");
  const text = content.toString("utf8");
  const headEnd = text.indexOf("\n") + 1;
  const head = parseLine(headEnd === 0 ? text : text.slice(0, headEnd - 1), 1);
  if (!isHeader(head)) {
    const lines = parseLines(text, 1);
    // Every record has an id: a line without one was a header.
    if (!lines.every(hasId)) throw new Error("it is modified: a line names no record");
    return { version: 1, lines };
  }
  if (head.ledger !== VERSION) {
    throw new Error(`its format is ${head.ledger}, of a later version of this program`);
  }
  const body = headEnd === 0 ? "" : text.slice(headEnd);
  const found = body.split("\n").length - 1;
  if (found !== head.lines) {
    throw new Error(
      `it is truncated or modified: it has ${found} of ${countOf(head.lines, "line")}`,
    );
  }
  if (sha256(body) !== head.sha256) {
    throw new Error("it is truncated or modified: its checksum differs");
  }
  return { version: 2, lines: parseLines(body, 2) };
}

function parseLines(text: string, firstNumber: number): unknown[] {
  const lines = text.split("\n");
  // Each line was written with a newline.
  if (lines.pop() !== "")
    throw new Error(`it is truncated: line ${firstNumber + lines.length} has no newline`);
  return lines.map((line, index) => parseLine(line, firstNumber + index));
}

function parseLine(line: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new Error(`it is truncated or modified: line ${number} is not JSON`);
  }
}

function isHeader(line: unknown): line is Header {
  return typeof line === "object" && line !== null && "ledger" in line;
}

function hasId(line: unknown): boolean {
  return typeof line === "object" && line !== null && "id" in line;
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
