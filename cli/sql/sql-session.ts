import { UserError } from "../../errors/user-error";
import { onlyReads } from "../console/api/statement-kind";
import { anyTarget } from "../console/lake/console-lake";
import type { ConsoleLake } from "../console/lake/console-lake";
import { QueryFailedError, runQuery } from "../query/athena-query";
import { readTables } from "../query/catalog-tables";
import type { TableView } from "../query/catalog-tables";
import { dataText, renderQueryResult, renderRows } from "../query/formats/result-text";
import type { Rows } from "../query/formats/result-format";
import { helpText, parseCommand, unknownCommand } from "./commands";
import { columnRows, tableNamed, tableRows } from "./describe-tables";
import { explainFailure } from "./explain-failure";
import type { Input } from "./input/input-reader";
import { readInputs } from "./read-inputs";
import type { SessionSettings } from "./session-settings";

/** Files that run files, at most. */
const MAXIMUM_DEPTH = 16;

/** What a statement or a command answers. */
export interface Answer {
  readonly text: string;
  /** Whether programs read the text, so that it is printed as it is. */
  readonly isData?: boolean;
  /** The rows in the text. */
  readonly rows?: Rows;
}

/** How a session answers. */
export interface SessionProps {
  readonly lake: ConsoleLake;
  readonly settings: SessionSettings;
  /** Characters of a line of what shows the answers. @default - any number */
  readonly columns?: () => number | undefined;
  /** Earlier statements, the newest first. @default - none */
  readonly history?: () => readonly string[];
}

/** Runs statements and commands, one after another. */
export class SqlSession {
  /** Whether a command has ended it. */
  isOver = false;
  /** The tables, as they were when they were last read. */
  tables: readonly TableView[] = [];

  constructor(private readonly props: SessionProps) {}

  /** Reads the tables again. */
  async readTables(): Promise<readonly TableView[]> {
    this.tables = await readTables(await anyTarget(this.props.lake));
    return this.tables;
  }

  /**
   * What an input answers, as it comes.
   *
   * @param signal stops the query that runs @default - Ctrl-C stops it, and this process
   * @throws UserError that says why the input failed
   */
  async *answers(input: Input, signal?: AbortSignal, depth = 0): AsyncGenerator<Answer> {
    try {
      if (input.kind === "statement") yield await this.query(input.text, signal);
      else yield* this.command(input.text, signal, depth);
    } catch (error) {
      const isStopped = signal?.aborted === true && error instanceof QueryFailedError;
      const { name: environment } = this.props.lake.environment;
      const sql = input.kind === "statement" ? input.text : "";
      throw isStopped
        ? new QueryFailedError("The query was cancelled.", "")
        : await explainFailure(error, { sql, environment });
    }
  }

  private async query(sql: string, signal?: AbortSignal): Promise<Answer> {
    const startedAt = Date.now();
    const { clients, names, jobTimeoutMs } = await anyTarget(this.props.lake);
    const { workGroup, database } = names;
    const props = { sql, workGroup, database, timeoutMs: jobTimeoutMs, signal };
    const result = await runQuery(clients.athena, props);
    const seconds = (Date.now() - startedAt) / 1_000;
    // It may have made or dropped a table, which Tab has to know.
    if (!onlyReads(sql)) await this.readTables().catch(() => undefined);
    const { format, isTiming } = this.props.settings;
    const data = dataText(result, format);
    if (data !== undefined) return { text: data, isData: true, rows: result };
    const text =
      result.columns.length === 0
        ? `Done in ${result.executionMilliseconds} ms.`
        : renderQueryResult(result, format, this.props.columns?.());
    return { text: isTiming ? `${text}\nTime: ${seconds.toFixed(3)} s` : text, rows: result };
  }

  private async *command(
    given: string,
    signal: AbortSignal | undefined,
    depth: number,
  ): AsyncGenerator<Answer> {
    const { name, argument } = parseCommand(given);
    const { settings } = this.props;
    if (name === "\\d") yield this.rowsAnswer(await this.described(argument));
    else if (name === "\\format") yield { text: settings.setFormat(argument) };
    else if (name === "\\x") yield { text: settings.switchVertical() };
    else if (name === "\\timing") yield { text: settings.setTiming(argument) };
    else if (name === "\\i") yield* this.include(argument, signal, depth);
    else if (name === "\\s") yield { text: this.earlier(argument) };
    else if (name === "\\?") yield { text: helpText() };
    else if (name === "\\q") this.isOver = true;
    else throw unknownCommand(name);
  }

  private async described(name: string): Promise<Rows> {
    const tables = await this.readTables();
    return name === "" ? tableRows(tables) : columnRows(tableNamed(tables, name));
  }

  private rowsAnswer(rows: Rows): Answer {
    const { format } = this.props.settings;
    const data = dataText(rows, format);
    if (data !== undefined) return { text: data, isData: true, rows };
    return { text: renderRows(rows, format, this.props.columns?.()), rows };
  }

  private async *include(
    file: string,
    signal: AbortSignal | undefined,
    depth: number,
  ): AsyncGenerator<Answer> {
    if (depth >= MAXIMUM_DEPTH) {
      throw new UserError(`${file} is run by a file that it runs.`, "Remove its \\i.");
    }
    for (const input of await readInputs(file)) {
      if (this.isOver || signal?.aborted === true) return;
      yield* this.answers(input, signal, depth + 1);
    }
  }

  private earlier(part: string): string {
    const statements = this.props.history?.() ?? [];
    const wanted = part.toLowerCase();
    const found = statements.filter((each) => each.toLowerCase().includes(wanted));
    return found.length === 0 ? "There is none." : [...found].reverse().join("\n");
  }
}
