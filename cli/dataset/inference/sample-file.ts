import { ConversionError } from "../../../formats/conversion-error";
import { isArray, parseDocuments } from "../../../formats/openx-json";
import { UserError } from "../../../errors/user-error";
import { readEventsFile } from "../../publish/input/events-file";
import { Observation } from "./observation";

/**
 * Observes every event of a file, with the original digits of numbers.
 *
 * @param jq expression that selects the events. @default - the file contains only events
 * @throws UserError if the file can't be read, or an event can't be delivered with any schema
 */
export async function observeFile(file: string, jq?: string): Promise<Observation> {
  const { text, name } = await readEventsFile(file, jq);
  const events = new Observation();
  try {
    const documents = parseDocuments(text, { caseInsensitive: false });
    documents
      .flatMap((document) => (isArray(document) ? document : [document]))
      .forEach((event, index) => events.add(event, `${name}, event ${index + 1}`));
  } catch (error) {
    if (!(error instanceof ConversionError)) throw error;
    // JSON.parse has accepted the text; Firehose's own parser is stricter.
    throw new UserError(
      `${name} contains a record that Firehose rejects: ${error.message}`,
      "Correct the record, or change how the producer writes it.",
    );
  }
  return events;
}
