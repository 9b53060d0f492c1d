import { UserError } from "../../errors/user-error";
import { onlyReads } from "../query/statement/statement-kind";
import { anyTarget } from "../target/connected-lake";
import type { Lake } from "../target/connected-lake";
import { untilAborted } from "../../local/processes/until-aborted";
import { explainFailure } from "../query/statement/explain-failure";
import { QueryFailedError, runQuery } from "../query/athena-query";
import type { Stopping } from "../query/athena-query";
import { readTables } from "../query/catalog-tables";
import type { TableView } from "../query/catalog-tables";
import { dataText, nestedNote, renderQueryResult, renderRows } from "../query/formats/result-text";
import type { Rows } from "../query/formats/result-format";
import { commandNamed, helpText, parseCommand } from "./commands";
import { describedRows, tableNamed, tableRows } from "./describe-tables";
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
  /** Whether the text is about the next answer, so that it is none of its data. */
  readonly isNote?: boolean;
  /** The rows in the text. */
  readonly rows?: Rows;
}

/** How a session answers. */
export interface SessionProps {
  readonly lake: Lake;
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
   * @param stopping of the query that runs
   * @throws UserError that says why the input failed
   */
  answers(input: Input, stopping: Stopping = {}): AsyncGenerator<Answer> {
    return this.answersAt(input, stopping, 0);
  }

  private async *answersAt(input: Input, stopping: Stopping, depth: number) {
    if (input.kind === "command") yield* this.command(input.text, stopping, depth);
    else yield* await this.explained(this.query(input.text, stopping), stopping, input.text);
  }

  /** What the lake answers, or why it does not. */
  private async explained<Result>(
    work: Promise<Result>,
    { signal, abandoned }: Stopping,
    sql?: string,
  ): Promise<Result> {
    try {
      return await work;
    } catch (error) {
      if (abandoned?.aborted === true) {
        throw error instanceof UserError ? error : new UserError("Nothing was waited for.", "");
      }
      if (signal?.aborted === true && error instanceof QueryFailedError) {
        throw new QueryFailedError("The query was cancelled.", "");
      }
      const { name: environment } = this.props.lake.environment;
      const tables = async () => (this.tables.length > 0 ? this.tables : this.readTables());
      throw await explainFailure(error, {
        ...{ environment, tables },
        ...(sql === undefined ? {} : { sql }),
      });
    }
  }

  private async query(sql: string, stopping: Stopping): Promise<Answer[]> {
    const startedAt = Date.now();
    const target = await unlessAbandoned(anyTarget(this.props.lake), stopping);
    const { clients, names, jobTimeoutMs } = target;
    const { workGroup, database } = names;
    const props = { sql, workGroup, database, timeoutMs: jobTimeoutMs, ...stopping };
    const result = await runQuery(clients.athena, props);
    const seconds = (Date.now() - startedAt) / 1_000;
    // It may have made or dropped a table, which Tab has to know.
    if (!onlyReads(sql)) await unlessAbandoned(this.readTables(), stopping).catch(() => undefined);
    const { format, isTiming } = this.props.settings;
    const data = dataText(result, format);
    if (data !== undefined) {
      const note = nestedNote(result, format);
      const answer = { text: data, isData: true, rows: result };
      return note === undefined ? [answer] : [{ text: note, isNote: true }, answer];
    }
    const text =
      result.columns.length === 0
        ? `Done in ${result.executionMilliseconds} ms.`
        : renderQueryResult(result, format, this.props.columns?.());
    return [{ text: isTiming ? `${text}\nTime: ${seconds.toFixed(3)} s` : text, rows: result }];
  }

  private async *command(given: string, stopping: Stopping, depth: number): AsyncGenerator<Answer> {
    const { name, argument } = parseCommand(given);
    const { settings } = this.props;
    switch (commandNamed(name)) {
      case "\\d":
        yield await this.explained(this.described(argument, stopping), stopping);
        break;
      case "\\format":
        yield { text: settings.setFormat(argument) };
        break;
      case "\\x":
        yield { text: settings.switchVertical() };
        break;
      case "\\timing":
        yield { text: settings.setTiming(argument) };
        break;
      case "\\i":
        yield* this.include(argument, stopping, depth);
        break;
      case "\\s":
        yield { text: this.earlier(argument) };
        break;
      case "\\?":
        yield { text: helpText() };
        break;
      case "\\q":
        this.isOver = true;
    }
  }

  private async described(name: string, stopping: Stopping): Promise<Answer> {
    const tables = await unlessAbandoned(this.readTables(), stopping);
    const rows = name === "" ? tableRows(tables) : describedRows(tableNamed(tables, name));
    const { format } = this.props.settings;
    const data = dataText(rows, format);
    if (data !== undefined) return { text: data, isData: true, rows };
    return { text: renderRows(rows, format, this.props.columns?.()), rows };
  }

  private async *include(file: string, stopping: Stopping, depth: number): AsyncGenerator<Answer> {
    if (depth >= MAXIMUM_DEPTH) {
      throw new UserError(`${file} is run by a file that it runs.`, "Remove its \\i.");
    }
    for (const input of await readInputs(file)) {
      if (this.isOver || stopping.signal?.aborted === true) return;
      yield* this.answersAt(input, stopping, depth + 1);
    }
  }

  private earlier(part: string): string {
    const statements = this.props.history?.() ?? [];
    const wanted = part.toLowerCase();
    const found = statements.filter((each) => each.toLowerCase().includes(wanted));
    return found.length === 0 ? "There is none." : [...found].reverse().join("\n");
  }
}

function unlessAbandoned<Result>(work: Promise<Result>, { abandoned }: Stopping): Promise<Result> {
  return abandoned === undefined ? work : untilAborted(work, abandoned);
}
