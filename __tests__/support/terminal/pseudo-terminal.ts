import { once } from "node:events";
import { spawn } from "node:child_process";
import type { ChildProcessWithoutNullStreams } from "node:child_process";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";

const PROGRAM = path.join(__dirname, "pseudo_terminal.py");
const TIMEOUT_MS = 30_000;

/** Keys that are no letters. */
export const KEYS = { enter: "\r", tab: "\t", up: "\x1b[A", ctrlC: "\x03", ctrlD: "\x04" } as const;

/** A program in a terminal of its own. */
export class PseudoTerminal {
  private readonly child: ChildProcessWithoutNullStreams;
  private shown = "";
  /** What was shown before what the next {@link shows} looks at. */
  private seen = 0;
  private readonly ended: Promise<number | null>;

  constructor(
    command: readonly string[],
    environment: NodeJS.ProcessEnv,
    size: readonly [columns: number, rows: number] = [100, 40],
  ) {
    const env = { ...process.env, TERM: "xterm", ...environment };
    this.child = spawn("python3", [PROGRAM, ...size.map(String), ...command], { env });
    this.child.stdout.on("data", (chunk: Buffer) => (this.shown += chunk.toString("utf8")));
    this.child.stderr.on("data", (chunk: Buffer) => (this.shown += chunk.toString("utf8")));
    this.ended = once(this.child, "close").then(([code]) => code as number | null); // of `close`
  }

  /** Types keys, as fast as a paste does. */
  type(...keys: readonly string[]): void {
    this.order({ typed: keys.join("") });
  }

  /** Changes the size of the terminal. */
  resize(columns: number, rows: number): void {
    this.order({ size: [columns, rows] });
  }

  /** Sends a signal to the program, by its number. */
  signal(number: number): void {
    this.order({ signal: number });
  }

  /** Closes the terminal, as its window does. */
  close(): void {
    this.order({ close: true });
  }

  /** What was shown, with its control codes. */
  get codes(): string {
    return this.shown;
  }

  /**
   * Waits until the terminal shows something behind what was waited for before.
   *
   * @returns what was shown in between, and it, without control codes
   */
  async shows(pattern: RegExp): Promise<string> {
    const deadline = Date.now() + TIMEOUT_MS;
    for (;;) {
      const text = stripVTControlCharacters(this.shown).replaceAll("\r", "");
      const found = pattern.exec(text.slice(this.seen));
      if (found !== null) {
        const end = this.seen + found.index + found[0].length;
        const between = text.slice(this.seen, end);
        this.seen = end;
        return between;
      }
      if (Date.now() > deadline || this.child.exitCode !== null) {
        throw new Error(`The terminal never showed ${String(pattern)}:\n${text.slice(this.seen)}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Waits for the end of the program. @returns its exit code */
  end(): Promise<number | null> {
    return this.ended;
  }

  /** Kills the program. */
  async kill(): Promise<void> {
    this.child.stdin.end();
    await this.ended;
  }

  private order(order: object): void {
    this.child.stdin.write(`${JSON.stringify(order)}\n`);
  }
}
