import { messageOf } from "../../../errors/message-of";
import { dataDigest, digest } from "./replayable-record";
import type { SourceEntry } from "./replayable-record";
import { splitRecords, trimEnd } from "./split-records";
import type { RecordSlice } from "./split-records";

/** An object under the error prefix. */
export interface ErrorObject {
  readonly key: string;
  readonly content: Buffer;
  /** Hour of its prefix, for an entry without a time of its own. */
  readonly hour: Date;
  readonly writtenAt: Date;
}

/** The records of an error object, in either spelling of its fields and with or without newlines between them. */
export function readErrorEntries(object: ErrorObject): SourceEntry[] {
  return splitRecords(object.content).map((piece, position) => {
    try {
      return readEntry(object, piece, position);
    } catch (error) {
      const place = `${object.key}#${position}`;
      const unreadable = `The error object's entry can't be parsed: ${messageOf(error)}.`;
      return { id: digest("entry", place), place, content: piece.bytes, unreadable };
    }
  });
}

function readEntry(object: ErrorObject, { bytes }: RecordSlice, position: number): SourceEntry {
  const fields = lowerCased(JSON.parse(bytes.toString("utf8")));
  const text = (...names: readonly string[]): string | undefined => {
    const value = names.map((name) => fields.get(name)).find((each) => each != null);
    return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
  };
  const data = decode(text("rawdata"));
  const place = `${object.key}#${position}`;
  const sequenceNumber = text("sequencenumber");
  // Firehose may write a record's error twice; the sequence number shows that it is the same record.
  const id =
    sequenceNumber === undefined
      ? digest("entry", place)
      : digest("sequence", sequenceNumber, text("subsequencenumber") ?? "0", dataDigest(data));
  return {
    id,
    place,
    data: trimEnd(data),
    arrival: time(text("arrivaltimestamp")) ?? object.hour,
    writtenAt: object.writtenAt,
    // https://docs.aws.amazon.com/firehose/latest/dev/data-transformation-failure-handling.html has the second spelling.
    failure: {
      code: text("lasterrorcode", "errorcode") ?? "",
      message: text("lasterrormessage", "errormessage") ?? "",
    },
    sequenceNumber,
  };
}

function lowerCased(entry: unknown): ReadonlyMap<string, unknown> {
  if (typeof entry !== "object" || entry === null) throw new Error("it is not a JSON object");
  return new Map(
    Object.entries(entry).map(([name, value]: [string, unknown]) => [name.toLowerCase(), value]),
  );
}

function decode(rawData: string | undefined): Buffer {
  if (rawData === undefined) throw new Error('it has no "rawData"');
  const data = Buffer.from(rawData, "base64");
  // Node.js skips characters that are not base64.
  if (data.toString("base64").replace(/=+$/, "") !== rawData.trim().replace(/=+$/, "")) {
    throw new Error('its "rawData" is not base64');
  }
  return data;
}

function time(milliseconds: string | undefined): Date | undefined {
  const date = new Date(milliseconds === undefined ? Number.NaN : Number(milliseconds));
  return Number.isNaN(date.getTime()) ? undefined : date;
}
