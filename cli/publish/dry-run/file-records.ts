import { isJson } from "../../../formats/is-json";
import { elementTexts } from "../../../formats/openx-json";
import { parseEvents, readSelected } from "../input/events-file";
import type { ReadOptions } from "../input/read-options";

/** A record as it would be published. */
export interface FileRecord {
  /** Its position in the file. */
  readonly where: string;
  /** Its original text, with all digits. */
  readonly source: string;
}

/**
 * Reads the records of a file: the events of a JSON document or array, otherwise each line that is not empty, JSON or
 * not.
 *
 * @param jq expression that selects the events. @default - the file contains only events
 * @param options what the dataset says of its files
 * @throws UserError if the file can't be read, is empty, or no line of it is JSON
 */
export async function readFileRecords(
  file: string,
  jq?: string,
  options: ReadOptions = {},
): Promise<FileRecord[]> {
  const { text, name } = await readSelected(file, jq, options);
  const records = parseFileRecords(text, name);
  // The parser of events reports a list without any.
  if (records.length === 0) parseEvents(text, name);
  return records;
}

/** Parses the text of {@link readFileRecords}; `name` is its name in errors. */
export function parseFileRecords(text: string, name: string): FileRecord[] {
  if (isJson(text)) {
    return elementTexts(text).map((source, index) => ({ where: `event ${index + 1}`, source }));
  }
  const records = text
    .split("\n")
    .map((line, index) => ({ where: `line ${index + 1}`, source: line.trim() }))
    .filter(({ source }) => source !== "");
  // It is meant as one document, or is no JSON at all; the parser of events reports the problem.
  if (!records.some(({ source }) => isJson(source))) parseEvents(text, name);
  return records;
}
