import { printableLines } from "../../errors/printable";
import type { UserError } from "../../errors/user-error";
import { failureDocument } from "./explain-error";
import type { FailureDocument } from "./explain-error";
import { columnsOf, foldLine, foldLines } from "./layout/fold-lines";

const SPINNER = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const FRAME_MS = 100;
const CLEAR_SCREEN = "\x1b[2J\x1b[H";
/** At the beginning of its line. */
const CLEAR_BELOW = "\r\x1b[J";
/** Minimum interval between details without a terminal, so that a CI log stays readable. */
const PLAIN_DETAIL_MS = 10_000;

/** Reports the current detail of a running step, for example `12 of 40 resources`. */
export type Detail = (text: string) => void;

/** Where a command writes: results to standard output, progress and notes to standard error. */
export interface OutputProps {
  /** Whether results are one JSON document. @default false */
  readonly json?: boolean | undefined;
  readonly stdout?: NodeJS.WritableStream;
  readonly stderr?: NodeJS.WriteStream;
}

/** Output of a command: timed steps while it runs, then a table or JSON. */
export class Output {
  readonly json: boolean;
  private hasResult = false;
  private readonly stdout: NodeJS.WritableStream;
  private readonly stderr: NodeJS.WriteStream;

  constructor(props: OutputProps = {}) {
    this.json = props.json ?? false;
    this.stdout = props.stdout ?? process.stdout;
    this.stderr = props.stderr ?? process.stderr;
  }

  /** Runs a step, shows its progress and duration, and leaves one line with its duration. */
  async step<Result>(title: string, work: (detail: Detail) => Promise<Result>): Promise<Result> {
    const startedAt = Date.now();
    const seconds = () => `${((Date.now() - startedAt) / 1000).toFixed(1)} s`;
    const progress = this.stderr.isTTY
      ? this.spin(title, seconds)
      : this.printPlainly(title, seconds);
    try {
      const result = await work(progress.detail);
      progress.end(`✔ ${title} (${seconds()})`);
      return result;
    } catch (error) {
      progress.end(`✖ ${title} (${seconds()})`);
      throw error;
    }
  }

  /** Clears the terminal before a result that replaces the last one; files and pipes get no control codes. */
  clearScreen(): void {
    if (!this.json && this.isTerminal) this.stdout.write(CLEAR_SCREEN);
  }

  /**
   * Prints a note to standard error: folded on a terminal; in a file or a pipe each line stays whole, so that logs can be
   * searched for it.
   */
  note(text: string): void {
    const { stderr } = this;
    const shown = printableLines(text);
    stderr.write(`${stderr.isTTY ? foldLines(shown, columnsOf(stderr)) : shown}\n`);
  }

  /**
   * Prints the result: the document with `--json`, otherwise rendered for people, in lines that fit.
   *
   * @param failure that the command ends with after this result: with `--json` it is in the same document
   */
  result<Document>(
    document: Document,
    render: (document: Document) => string,
    failure?: UserError,
  ): void {
    this.verbatim(document, (each) => foldLines(render(each), this.columns), failure);
  }

  /** Prints as {@link result} does, but no line is broken: of code, documents, or what another program has written. */
  verbatim<Document>(
    document: Document,
    render: (document: Document) => string,
    failure?: UserError,
  ): void {
    const text = this.json
      ? JSON.stringify(
          failure === undefined ? document : { ...document, ...failureDocument(failure) },
          null,
          2,
        )
      : // Values of events and names of objects are untrusted: they must not control the terminal.
        printableLines(render(document));
    this.hasResult = true;
    this.stdout.write(`${text}\n`);
  }

  /** Characters of a line of what shows results. */
  get columns(): number {
    return columnsOf(this.stdout);
  }

  private get isTerminal(): boolean {
    return "isTTY" in this.stdout && this.stdout.isTTY === true;
  }

  /** Prints rows for programs: unchanged into files and pipes, but a terminal gets no control codes of what is in them. */
  data(text: string): void {
    this.hasResult = true;
    if (text === "") return;
    this.stdout.write(`${this.isTerminal ? printableLines(text) : text}\n`);
  }

  /**
   * Prints the document of a failure with `--json`, unless the command has printed a result, which then describes the
   * failure: standard output is one document.
   */
  failure(document: FailureDocument): void {
    if (this.json && !this.hasResult) this.verbatim(document, () => "");
  }

  private spin(title: string, seconds: () => string) {
    let newest = "";
    let frame = 0;
    let above = 0;
    /** Replaces what is drawn: the cursor is in its last line. */
    const redraw = (text: string) => {
      const up = above === 0 ? "" : `\x1b[${above}A`;
      this.stderr.write(`${up}${CLEAR_BELOW}${text}`);
    };
    const draw = () => {
      const line = `${SPINNER[frame++ % SPINNER.length]} ${title} (${seconds()}) ${newest}`;
      // A full line would move the cursor into the next one.
      const columns = columnsOf(this.stderr) - 1;
      const lines = foldLine(line, columns).map((each) => [...each].slice(0, columns).join(""));
      redraw(lines.join("\n"));
      above = lines.length - 1;
    };
    const timer = setInterval(draw, FRAME_MS);
    return {
      detail: (text: string) => void (newest = text),
      end: (line: string) => {
        clearInterval(timer);
        redraw(`${line}\n`);
      },
    };
  }

  private printPlainly(title: string, seconds: () => string) {
    let printedAt = Date.now();
    return {
      detail: (text: string) => {
        if (Date.now() - printedAt < PLAIN_DETAIL_MS) return;
        printedAt = Date.now();
        this.stderr.write(`  ${title}: ${text} (${seconds()})\n`);
      },
      end: (line: string) => void this.stderr.write(`${line}\n`),
    };
  }
}
