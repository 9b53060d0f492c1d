import { isArray, jsonText, parseDocuments } from "../../../formats/openx-json";
import { displayName, parseEvents, readText } from "../events-file";
import { selectByJq } from "../jq-selection";

/** A record as it would be published. */
export interface FileRecord {
  /** Where it stands, for those who look for it. */
  readonly where: string;
  /** Its text in the file, with every digit. */
  readonly source: string;
}

/**
 * Reads the records of a file: of a JSON document or array its events, otherwise each line that is not empty, JSON or not.
 *
 * @param jq picks the events out of what the file holds. @default - it holds nothing else
 * @throws UserError where the file can't be read, holds nothing, or no line of it is JSON
 */
export async function readFileRecords(file: string, jq?: string): Promise<FileRecord[]> {
  const name = displayName(file);
  const text = readText(file);
  return jq === undefined
    ? parseFileRecords(text, name)
    : parseFileRecords(await selectByJq(text, name, jq), `${name} by ${jq}`);
}

/** Splits the text of {@link readFileRecords}; `name` is what errors call it. */
export function parseFileRecords(text: string, name: string): FileRecord[] {
  if (isJson(text)) {
    const [document = null] = parseDocuments(text, { caseInsensitive: false });
    const values = isArray(document) ? document : [document];
    return values.map((value, index) => ({ where: `event ${index + 1}`, source: jsonText(value) }));
  }
  const records = text
    .split("\n")
    .map((line, index) => ({ where: `line ${index + 1}`, source: line.trim() }))
    .filter(({ source }) => source !== "");
  // Then it was meant as one document, or is something else altogether; the usual reading says what is wrong.
  if (!records.some(({ source }) => isJson(source))) parseEvents(text, name);
  return records;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
