import { UserError } from "../../../errors/user-error";
import { csvToJsonLines, isCsv } from "./csv-events";
import type { CsvOptions } from "./csv-events";
import { conformText } from "./conform-text";
import { selectByJq } from "./jq-selection";
import { checkNesting } from "./check-nesting";
import { isParquet, parquetToJsonLines } from "./parquet-events";
import { displayName, readContent } from "./read-content";
import type { ReadOptions } from "./read-options";
import { isRecord } from "../../../errors/is-record";
import { checkEscapes, utf8Text } from "../../input/utf8-text";

const SHOWN_CHARACTERS = 80;
const EXPECTED =
  "Nothing was done. Give one JSON object, a JSON array of objects, or one JSON object per line.";

/**
 * Reads events from a file, or from standard input for `-`: one JSON document, a JSON array, JSON lines or Parquet;
 * CSV by the file's extension, or if its dialect was given with the command. Each may be compressed with gzip or zstd.
 *
 * @param jq expression that selects the events. @default - the file contains only events
 * @throws UserError that names the line that can't be parsed; nothing is published then
 */
export async function readEvents(
  file: string,
  jq?: string,
  options?: ReadOptions,
): Promise<readonly unknown[]> {
  return (await readEventsFile(file, jq, options)).events;
}

/** The events of a file, with their text. */
export interface EventsFile {
  readonly events: readonly unknown[];
  /** The events as JSON with the original digits of numbers: one document, an array, or one per line. */
  readonly text: string;
  /** Name of the file in errors. */
  readonly name: string;
}

/**
 * Reads the events of {@link readEvents} with their text.
 *
 * @throws UserError as {@link readEvents} does
 */
export async function readEventsFile(
  file: string,
  jq?: string,
  options: ReadOptions = {},
): Promise<EventsFile> {
  const { text, name } = await readSelected(file, jq, options);
  return { events: parseEvents(text, name), text, name };
}

/**
 * The events of a file as JSON, and the name of the text in errors.
 *
 * @throws UserError if the file can't be read, or the expression fails
 */
export async function readSelected(
  file: string,
  jq: string | undefined,
  { conformTo, ...csv }: ReadOptions,
): Promise<Omit<EventsFile, "events">> {
  const name = displayName(file);
  const { dialect, isGiven } = csv;
  const text = await readText(
    file,
    jq === undefined ? csv : { dialect, ...(isGiven === undefined ? {} : { isGiven }) },
  );
  const conform = (selected: string) =>
    conformTo === undefined ? selected : conformText(selected, conformTo);
  if (jq === undefined) return { text: conform(text), name };
  parseText(text, name);
  const selected = await selectByJq(text, name, jq);
  checkNesting(selected, `${name} by ${jq}`);
  return { text: conform(selected), name: `${name} by ${jq}` };
}

/** Events of a text; `name` is its name in errors. */
export function parseEvents(text: string, name: string): readonly unknown[] {
  const events = parseText(text, name);
  if (events.length === 0) throw new UserError(`${name} contains no event.`, EXPECTED);
  for (const { value, where } of events) {
    if (!isRecord(value)) {
      const shown = JSON.stringify(value).slice(0, SHOWN_CHARACTERS);
      throw new UserError(`${name}, ${where} is not a JSON object: ${shown}`, EXPECTED);
    }
  }
  return events.map(({ value }) => value);
}

/** One value of a file, and its position. */
interface Found {
  readonly value: unknown;
  readonly where: string;
}

function parseText(text: string, name: string): readonly Found[] {
  const whole = parse(text);
  if (whole.ok) {
    const values: unknown[] = Array.isArray(whole.value) ? whole.value : [whole.value];
    return values.map((value, index) => ({ value, where: `event ${index + 1}` }));
  }
  const lines = text
    .split("\n")
    .map((line, index) => ({ line, number: index + 1 }))
    .filter(({ line }) => line.trim() !== "");
  const [first] = lines;
  if (first !== undefined && !parse(first.line).ok) {
    // It does not start like JSON lines, so it is meant as one document.
    throw new UserError(`${name} is not JSON: ${whole.reason}`, EXPECTED);
  }
  return lines.map(({ line, number }) => {
    const parsed = parse(line);
    if (parsed.ok) return { value: parsed.value, where: `line ${number}` };
    const shown = line.slice(0, SHOWN_CHARACTERS);
    throw new UserError(
      `${name}, line ${number} is not JSON (${parsed.reason}): ${shown}`,
      EXPECTED,
    );
  });
}

/**
 * Text of a file, or of standard input for `-`; CSV and Parquet as JSON lines.
 *
 * @param csv what is known of CSV; on standard input its dialect tells that it is CSV
 * @throws UserError if it can't be read, or is not UTF-8
 */
export async function readText(file: string, csv: CsvOptions = {}): Promise<string> {
  const bytes = await readContent(file);
  if (isParquet(bytes)) {
    if (csv.isGiven === true) throw notCsv(displayName(file), "Parquet");
    return parquetToJsonLines(bytes, displayName(file));
  }
  const text = utf8Text(bytes, displayName(file));
  if (isCsv(file) || csv.isGiven === true || (file === "-" && csv.dialect !== undefined)) {
    return csvToJsonLines(text, displayName(file), csv);
  }
  checkEscapes(text, displayName(file));
  checkNesting(text, displayName(file));
  return text;
}

function notCsv(name: string, format: string): UserError {
  return new UserError(
    `${name} is ${format}, and options of CSV were given.`,
    "Nothing was done. Leave out --delimiter, --quote, --escape, --comment and --no-header.",
  );
}

type Parsed = { ok: true; value: unknown } | { ok: false; reason: string };

function parse(text: string): Parsed {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    return { ok: false, reason: locate(text, String(error)) };
  }
}

/** Converts the offset in the parser's message to a line and a column. */
function locate(text: string, reason: string): string {
  const message = reason.replace(/^SyntaxError: /, "");
  const position = / at position (\d+).*$/s.exec(message);
  if (position === null) return message;
  const before = text.slice(0, Number(position[1])).split("\n");
  const where = ` at line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
  return message.slice(0, position.index) + where;
}
