import { createInterface } from "node:readline";
import type { Interface } from "node:readline";
import { printableLines } from "../../../errors/printable";
import { answerInterrupts, onInterrupt } from "../../terminal/interruption";
import { columnsOf, foldLines } from "../../terminal/layout/fold-lines";
import { explainError } from "../../terminal/explain-error";
import { InputReader } from "../input/input-reader";
import type { Input } from "../input/input-reader";
import type { SqlSession } from "../sql-session";
import { completeLine } from "./complete-line";
import { exceeds, pagerCommand, showInPager } from "./pager";
import { RunningTime } from "./running-time";
import type { StatementHistory } from "./statement-history";
import { TypedInput } from "./typed-input";

/** What a prompt is made of. */
export interface SqlPromptProps {
  readonly session: SqlSession;
  readonly history: StatementHistory;
  /** What stands before each statement, for example the name of the environment. */
  readonly name: string;
  readonly terminal: typeof process.stdin;
  /** Where lines are typed and answers are shown. */
  readonly screen: typeof process.stdout;
  /** Names of functions, for Tab. */
  readonly functions: () => readonly string[];
}

/** Asks for statements in a terminal, until it is left. */
export class SqlPrompt {
  private readonly input: TypedInput;
  private readonly lines: Interface;
  private readonly reader = new InputReader();
  /** Stops the statement that runs; undefined while a line is typed. */
  private running: AbortController | undefined;
  /** What is done with the line that was typed last. */
  private taking = Promise.resolve();
  private isLeft = false;
  private readonly left: Promise<void>;

  constructor(private readonly props: SqlPromptProps) {
    const { terminal, screen } = props;
    this.input = new TypedInput(terminal, screen);
    const lines = createInterface({
      input: this.input.keys,
      output: screen,
      terminal: true,
      // Of its own history each line would be an entry, and not each statement.
      historySize: 0,
      completer: (line: string) => this.complete(line),
    });
    this.lines = lines;
    this.input.on("pasted", (text) => lines.write(text));
    this.input.on("interrupt", () => this.running?.abort());
    this.input.keys.on("keypress", (_: unknown, key: { readonly name?: string } | undefined) => {
      if (this.running !== undefined) return;
      if (key?.name === "up") this.replaceLine(this.props.history.older(lines.line));
      if (key?.name === "down") this.replaceLine(this.props.history.newer(lines.line));
    });
    lines.on("line", (line) => void (this.taking = this.take(line)));
    lines.on("SIGINT", () => this.forgetLine());
    lines.on("SIGCONT", () => lines.prompt(true));
    this.left = new Promise((resolve) => {
      lines.once("close", () => {
        this.isLeft = true;
        resolve();
      });
    });
  }

  /** Asks until `\q`, or the end of what is typed. */
  async run(): Promise<void> {
    // A pager lets the system send Ctrl-C to both.
    const endAnswers = answerInterrupts(() => undefined);
    const forget = onInterrupt(() => this.input.close());
    this.ask();
    await this.left;
    this.running?.abort();
    // Without the connections, which the caller closes, nothing would stop the query.
    await this.taking;
    this.input.close();
    forget();
    endAnswers();
    // Ctrl-D ends no line.
    if (!this.props.session.isOver) this.props.screen.write("\n");
  }

  private ask(): void {
    const { name } = this.props;
    const { continues } = this.reader;
    const mark = continues === "" ? `${name}> ` : `${continues.padStart(name.length)}> `;
    this.lines.setPrompt(mark);
    this.lines.prompt();
  }

  private async take(line: string): Promise<void> {
    const inputs = this.reader.add(line);
    if (inputs.length > 0) this.props.history.add(this.reader.taken);
    for (const input of inputs) if (this.isLeft || !(await this.answer(input))) break;
    if (this.isLeft) return;
    if (this.props.session.isOver) this.lines.close();
    else this.ask();
    this.input.release();
  }

  /** @returns whether it succeeded */
  private async answer(input: Input): Promise<boolean> {
    const running = new AbortController();
    this.running = running;
    const time = new RunningTime(this.props.screen);
    try {
      // Twice Ctrl-C gives up on a query that can't be stopped.
      const abandoned = new AbortController();
      running.signal.addEventListener("abort", () => {
        this.input.once("interrupt", () => abandoned.abort());
      });
      const stopping = { signal: running.signal, abandoned: abandoned.signal };
      const answers = this.props.session.answers(input, stopping);
      for (;;) {
        time.begin();
        const next = await answers.next();
        time.end();
        if (next.done === true) return true;
        await this.show(next.value.text);
      }
    } catch (error) {
      time.end();
      const { screen } = this.props;
      screen.write(`${foldLines(printableLines(explainError(error)), columnsOf(screen))}\n`);
      return false;
    } finally {
      this.running = undefined;
    }
  }

  /** Values are untrusted: they must not control the terminal. */
  private async show(text: string): Promise<void> {
    if (text === "") return;
    const { screen } = this.props;
    const shown = foldLines(printableLines(text), columnsOf(screen));
    const pager = exceeds(shown, screen) ? pagerCommand(shown, process.env) : undefined;
    if (pager !== undefined && (await showInPager(pager, shown, this.input))) return;
    screen.write(`${shown}\n`);
  }

  /** Ctrl-C: forgets the line and the statement that it belongs to. */
  private forgetLine(): void {
    this.reader.clear();
    this.props.history.reset();
    this.lines.write(null, { ctrl: true, name: "e" });
    this.props.screen.write("^C\n");
    // Documented as read only, but the one way to forget a line without running it.
    Object.assign(this.lines, { line: "", cursor: 0, prevRows: 0 });
    this.ask();
  }

  private replaceLine(statement: string | undefined): void {
    if (statement === undefined) return;
    // Written, a line break would end the line.
    Object.assign(this.lines, { line: statement, cursor: statement.length });
    this.lines.prompt(true);
  }

  private complete(line: string): [string[], string] {
    const { session, functions } = this.props;
    const { candidates, word } = completeLine({
      pending: this.reader.pending,
      line: this.lines.line,
      cursor: line.length,
      tables: session.tables,
      functions: functions(),
    });
    return [[...candidates], word];
  }
}
