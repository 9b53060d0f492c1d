import { ConversionError } from "../../../formats/conversion-error";
import { isArray, isJsonObject, parseDocuments } from "../../../formats/openx-json";
import type { JsonValue } from "../../../formats/openx-json";
import { UserError } from "../../../errors/user-error";
import type { CsvDialect, FileSource } from "../../../model/dataset/file-source";
import { isCsv } from "../../publish/input/csv-events";
import { readEventsFile } from "../../publish/input/events-file";
import { displayName, readContent } from "../../publish/input/read-content";
import { detectCsvDialect } from "./csv-dialect";
import { findEvents } from "./find-events";
import type { FoundLists } from "./find-events";
import { Observation } from "./observation";

/** The events of a sample, and how they are read from its file. */
export interface Sample {
  readonly observation: Observation;
  readonly events: readonly JsonValue[];
  readonly source: Omit<FileSource, "convertValues">;
  /** jq expression that selects these events. */
  readonly selection: string;
  /** Lists of a single document, of which events may be selected; absent if `jq` was given. */
  readonly lists?: FoundLists;
}

/**
 * Observes every event of a file, with the original digits of numbers.
 *
 * @param jq expression that selects the events. @default - the list of events of a single document, or the whole file
 * @param given what is known of how CSV is written. @default - it is found by comparing the lines
 * @throws UserError if the file can't be read, or an event can't be delivered with any schema
 */
export async function readSample(file: string, jq?: string, given?: CsvDialect): Promise<Sample> {
  const isGiven = given !== undefined;
  const dialect =
    isCsv(file) || isGiven
      ? await detectCsvDialect(await readContent(file), displayName(file), given)
      : given;
  const csv = dialect === undefined ? {} : { csv: dialect };
  const { text, name } = await readEventsFile(file, jq, { dialect, isGiven });
  const observation = new Observation(true);
  try {
    const documents = parseDocuments(text, { caseInsensitive: false });
    const [first = null] = documents;
    const found =
      jq === undefined && documents.length === 1 && isJsonObject(first)
        ? findEvents(first)
        : undefined;
    if (found?.chosen !== undefined) {
      return { ...(await readSample(file, found.chosen.jq)), lists: found };
    }
    const events = documents.flatMap((document) => (isArray(document) ? document : [document]));
    events.forEach((event, index) => observation.add(event, `${name}, event ${index + 1}`));
    return {
      observation,
      events,
      source: { ...(jq === undefined ? {} : { jq }), ...csv },
      selection: jq ?? (documents.some(isArray) ? ".[]" : "."),
      ...(found === undefined ? {} : { lists: found }),
    };
  } catch (error) {
    if (!(error instanceof ConversionError)) throw error;
    // JSON.parse has accepted the text; Firehose's own parser is stricter.
    throw new UserError(
      `${name} contains a record that Firehose rejects: ${error.message}`,
      "Correct the record, or change how the producer writes it.",
    );
  }
}
