/** How CSV is written. */
export interface CsvDialect {
  /**
   * One character between two cells.
   *
   * @default - the one of comma, semicolon, tab and bar that the first line has most often
   */
  readonly delimiter?: string;
  /**
   * One character around cells that contain a delimiter; an empty text if there is none, and quotes are text.
   *
   * @default - the double quote
   */
  readonly quote?: string;
  /**
   * One character that makes a quote in a quoted cell text.
   *
   * @default - the quote itself, which is doubled then
   */
  readonly escape?: string;
  /**
   * One character with which lines begin that are no data.
   *
   * @default - every line is data
   */
  readonly comment?: string;
  /**
   * Whether the first line names the columns. Without it, they are called `column_1`, `column_2` …
   *
   * @default - it does
   */
  readonly header?: boolean;
}

/** How `lake publish` reads the events of a dataset from a file; producers have no need of it. */
export interface FileSource {
  /**
   * jq expression that selects the events in a document, for example `.features[]`.
   *
   * @default - the file contains only events
   */
  readonly jq?: string;
  /** @default - the defaults of its settings */
  readonly csv?: CsvDialect;
  /**
   * Whether values are written in the form of the contract before they are sent: a number in a column of text as text, a
   * time as `2026-01-31T12:00:00Z`, an empty text in place of an object as null.
   *
   * @default - values are sent as the file has them
   */
  readonly convertValues?: boolean;
}
