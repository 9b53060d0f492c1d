import { padTo, widthOf } from "../../terminal/layout/fold-lines";
import { didYouMean } from "../../../errors/nearest-name";
import { printableLines } from "../../../errors/printable";
import { UserError } from "../../../errors/user-error";
import { explainEmulatorFailure, LOCAL } from "../../target/local-emulator";
import { failureDocument } from "../../terminal/explain-error";
import type { TableView } from "../catalog-tables";
import { knownNames } from "./known-names";

/** Characters of a line that are shown on each side of the place of an error: together they fit 80 columns. */
const AROUND = 32;

/** A statement that failed, and in which environment. */
export interface FailedStatement {
  /** @default - none: it is a command of the prompt that failed */
  readonly sql?: string;
  readonly environment: string;
  /** Reads the tables that the statement may have meant. @default - none is known */
  readonly tables?: () => Promise<readonly TableView[]>;
}

/**
 * Why a statement failed, and below that its place in the statement if the engine names one. The advice is the name that was
 * probably meant there.
 */
export async function explainFailure(
  error: unknown,
  { sql, environment, tables }: FailedStatement,
): Promise<UserError> {
  const outage =
    environment === LOCAL ? await explainEmulatorFailure(error).catch(() => undefined) : undefined;
  const { message, advice } = failureDocument(outage ?? error).error;
  const place = sql === undefined ? undefined : placeIn(sql, message);
  if (place === undefined) return new UserError(message.split("\n"), advice);
  const known = await knownNames(message, sql ?? "", tables).catch(() => []);
  const question = didYouMean(place.name, known).trim();
  return new UserError(
    [...message.split("\n"), ...place.lines],
    question === "" ? "Correct the statement there, and run it again." : question,
  );
}

/** A place in a statement. */
export interface Place {
  /** Its line, and a mark below its column. */
  readonly lines: readonly string[];
  /** The name that begins there, without quotes; empty if there is none. */
  readonly name: string;
}

/** The place that a message names as `line 2:8`; undefined if it names none. */
export function placeIn(sql: string, message: string): Place | undefined {
  const [, line = "", column = ""] = /\bline (\d+):(\d+)\b/.exec(message) ?? [];
  const text = sql.split("\n")[Number(line) - 1];
  const at = Number(column) - 1;
  if (text === undefined || line === "" || at > text.length) return undefined;
  const from = Math.max(0, at - AROUND);
  const shownOf = (end: number) => printableLines(text.slice(from, end).replaceAll("\t", " "));
  const label = `LINE ${line}: ${from > 0 ? "…" : ""}`;
  const [name = ""] = /^[\w."]+/.exec(text.slice(at)) ?? [];
  return {
    lines: [`${label}${shownOf(at + AROUND)}`, `${padTo("", widthOf(label + shownOf(at)))}^`],
    name: name.replaceAll('"', ""),
  };
}
