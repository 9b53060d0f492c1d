import Table from "cli-table3";
import { printableLines } from "../../errors/printable";
import type { UserError } from "../../errors/user-error";
import { failureDocument } from "./explain-error";
import type { FailureDocument } from "./explain-error";

const SPINNER = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const FRAME_MS = 100;
const CLEAR_SCREEN = "\x1b[2J\x1b[H";
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
    if (!this.json && "isTTY" in this.stdout && this.stdout.isTTY === true) {
      this.stdout.write(CLEAR_SCREEN);
    }
  }

  /** Prints a note to standard error. */
  note(text: string): void {
    this.stderr.write(`${printableLines(text)}\n`);
  }

  /**
   * Prints the result: the document with `--json`, otherwise rendered.
   *
   * @param failure that the command ends with after this result: with `--json` it is in the same document
   */
  result<Document>(
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

  /** Characters of a line of the terminal that shows results; undefined for files and pipes. */
  get columns(): number | undefined {
    const { stdout } = this;
    return "columns" in stdout && typeof stdout.columns === "number" ? stdout.columns : undefined;
  }

  /** Prints rows for programs: unchanged into files and pipes, but a terminal gets no control codes of what is in them. */
  data(text: string): void {
    this.hasResult = true;
    if (text === "") return;
    this.stdout.write(`${this.columns === undefined ? text : printableLines(text)}\n`);
  }

  /**
   * Prints the document of a failure with `--json`, unless the command has printed a result, which then describes the
   * failure: standard output is one document.
   */
  failure(document: FailureDocument): void {
    if (this.json && !this.hasResult) this.result(document, () => "");
  }

  private spin(title: string, seconds: () => string) {
    let newest = "";
    let frame = 0;
    const draw = () => {
      const line = `${SPINNER[frame++ % SPINNER.length]} ${title} (${seconds()}) ${newest}`;
      this.stderr.write(`\r\x1b[2K${line.slice(0, Math.max(20, this.stderr.columns - 1))}`);
    };
    const timer = setInterval(draw, FRAME_MS);
    return {
      detail: (text: string) => void (newest = text),
      end: (line: string) => {
        clearInterval(timer);
        this.stderr.write(`\r\x1b[2K${line}\n`);
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

/** A table with a header and rows; null shows as an empty cell. */
export function renderTable(
  head: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): string {
  const table = new Table({ head: [...head], style: { head: [], border: [], compact: true } });
  for (const row of rows) table.push(row.map(shown));
  return table.toString();
}

/** Escaped before the table measures the width. */
function shown(cell: string | number | null): string | number {
  return typeof cell === "string" ? printableLines(cell) : (cell ?? "");
}
