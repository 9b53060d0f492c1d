import { EventEmitter } from "node:events";
import { Readable } from "node:stream";
import type { ReadStream } from "node:tty";

const CTRL_C = "\x03";
/** What a terminal sends around pasted text, if it was asked to. */
const PASTE_BEGINS = "\x1b[200~";
const PASTE_ENDS = "\x1b[201~";
const ASK_FOR_MARKS = "\x1b[?2004h";
const ASK_FOR_NO_MARKS = "\x1b[?2004l";

/** A part of what was typed: up to the end of a line, or to a Tab, whose completion the rest has to wait for. */
interface Piece {
  readonly text: string;
  readonly isPasted: boolean;
}

/** What typed input reports: `interrupt` for Ctrl-C while a statement runs, `pasted` for text that is not keys. */
interface Events {
  readonly interrupt: [];
  readonly pasted: [text: string];
}

/**
 * What is typed into a terminal, line by line: while a statement runs, what is typed or pasted waits, so that each line
 * appears behind its prompt. Pasted text reaches the line as text; a Tab in it completes nothing.
 */
export class TypedInput extends EventEmitter<Events> {
  /** The keys, for Node.js's readline. */
  readonly keys = Object.assign(new Readable({ read: () => undefined }), {
    isTTY: true,
    setRawMode: (isRaw: boolean) => this.setRawMode(isRaw),
  });
  private readonly pieces: Piece[] = [];
  private isPasting = false;
  private isHeld = false;
  private isDelivering = false;
  /** The beginning of a mark whose end has not come yet. */
  private begun = "";

  constructor(
    private readonly terminal: ReadStream,
    private readonly screen: NodeJS.WritableStream,
  ) {
    super();
    terminal.setEncoding("utf8");
    terminal.on("data", (text) => this.receive(String(text)));
    terminal.once("end", () => this.keys.push(null));
    // A terminal that was closed can't be set back either.
    terminal.on("error", () => this.keys.push(null));
  }

  /** The line that was delivered is done: the next one may come. */
  release(): void {
    this.isHeld = false;
    void this.deliver();
  }

  /** Leaves the terminal to another program while it works. */
  async lend(work: () => Promise<void>): Promise<void> {
    this.setRawMode(false);
    this.terminal.pause();
    try {
      await work();
    } finally {
      this.terminal.resume();
      this.setRawMode(true);
    }
  }

  /** Ends reading, and leaves the terminal as it was. */
  close(): void {
    this.setRawMode(false);
    this.terminal.removeAllListeners("data");
    this.terminal.pause();
  }

  private setRawMode(isRaw: boolean): void {
    if (this.terminal.isTTY) this.terminal.setRawMode(isRaw);
    this.screen.write(isRaw ? ASK_FOR_MARKS : ASK_FOR_NO_MARKS);
  }

  private receive(chunk: string): void {
    let rest = this.begun + chunk;
    this.begun = "";
    while (rest !== "") {
      const mark = this.isPasting ? PASTE_ENDS : PASTE_BEGINS;
      const at = rest.indexOf(mark);
      if (at < 0) {
        this.begun = beginningOf(mark, rest);
        this.add(rest.slice(0, rest.length - this.begun.length));
        break;
      }
      this.add(rest.slice(0, at));
      this.isPasting = !this.isPasting;
      rest = rest.slice(at + mark.length);
    }
    void this.deliver();
  }

  private add(text: string): void {
    let typed = text;
    if (this.isHeld && !this.isPasting && text.includes(CTRL_C)) {
      // As a terminal does, it forgets what was typed ahead.
      this.pieces.length = 0;
      typed = text.slice(text.lastIndexOf(CTRL_C) + 1);
      this.emit("interrupt");
    }
    const parts = typed.match(this.isPasting ? PASTED_PART : TYPED_PART) ?? [];
    for (const part of parts) {
      if (part !== "") this.pieces.push({ text: part, isPasted: this.isPasting });
    }
  }

  private async deliver(): Promise<void> {
    if (this.isDelivering) return;
    this.isDelivering = true;
    while (!this.isHeld) {
      const piece = this.pieces.shift();
      if (piece === undefined) break;
      this.isHeld = /[\r\n]$/.test(piece.text);
      const text = piece.text.replace(/(?:\r\n|\r|\n)$/, piece.isPasted ? "\n" : "\r");
      if (piece.isPasted) this.emit("pasted", text);
      else this.keys.emit("data", Buffer.from(text));
      // A completion ends in a later turn.
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.isDelivering = false;
  }
}

const TYPED_PART = /[^\r\n\t]*(?:\r\n|\r|\n|\t|$)/g;
const PASTED_PART = /[^\r\n]*(?:\r\n|\r|\n|$)/g;

/** The end of a text that may be the beginning of a mark; a key that is an escape alone is none. */
function beginningOf(mark: string, text: string): string {
  for (let length = mark.length - 1; length > 2; length -= 1) {
    if (text.endsWith(mark.slice(0, length))) return mark.slice(0, length);
  }
  return "";
}
