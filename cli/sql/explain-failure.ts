import { printableLines } from "../../errors/printable";
import { UserError } from "../../errors/user-error";
import { QueryFailedError } from "../query/athena-query";
import { explainEmulatorFailure, LOCAL } from "../target/local-emulator";
import { failureDocument } from "../terminal/explain-error";

/** Characters of a line that are shown around the place of an error. */
const AROUND = 60;

/** A statement that failed, and in which environment. */
export interface FailedStatement {
  /** @default - none: it is a command of the prompt that failed */
  readonly sql?: string;
  readonly environment: string;
}

/** Why a statement failed, and below that its place in the statement if the engine names one. */
export async function explainFailure(
  error: unknown,
  { sql, environment }: FailedStatement,
): Promise<UserError> {
  const outage =
    environment === LOCAL ? await explainEmulatorFailure(error).catch(() => undefined) : undefined;
  const { message, advice } = failureDocument(outage ?? error).error;
  const place = sql === undefined ? [] : placeIn(sql, message);
  // Whoever sees the place needs no advice, nor where the query ran.
  const isPlain = error instanceof QueryFailedError || place.length > 0;
  return new UserError([...message.split("\n"), ...place], isPlain ? "" : advice);
}

/** The line of a statement that a message names as `line 2:8`, and a mark below its column; nothing if it names none. */
export function placeIn(sql: string, message: string): string[] {
  const [, line = "", column = ""] = /\bline (\d+):(\d+)\b/.exec(message) ?? [];
  const text = sql.split("\n")[Number(line) - 1];
  const at = Number(column) - 1;
  if (text === undefined || line === "" || at > text.length) return [];
  const from = Math.max(0, at - AROUND);
  const shown = printableLines(text.slice(from, at + AROUND).replaceAll("\t", " "));
  const label = `LINE ${line}: ${from > 0 ? "…" : ""}`;
  return [`${label}${shown}`, `${" ".repeat(label.length + at - from)}^`];
}
