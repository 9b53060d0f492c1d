import { ConversionError } from "../../../formats/conversion-error";
import { isArray, parseDocuments } from "../../../formats/openx-json";
import { UserError } from "../../../errors/user-error";
import { readEventsFile } from "../../publish/events-file";
import { Observation } from "./observation";

/**
 * Looks at every event of a file, numbers as they are written there.
 *
 * @param jq picks the events out of what the file holds. @default - it holds nothing else
 * @throws UserError where the file can't be read, or an event can't be delivered whatever the schema is
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
    // JSON.parse has accepted the text; Firehose's own reader is stricter.
    throw new UserError(
      `${name} holds a record that Firehose refuses: ${error.message}`,
      "Mend it, or have the producer write it otherwise.",
    );
  }
  return events;
}
