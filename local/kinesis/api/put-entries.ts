import { isRecord } from "../../../errors/is-record";
import type { NewRecord } from "../records/record-codec";

const MAXIMUM_RECORDS = 500;
const MAXIMUM_KEY_CHARACTERS = 256;
const BASE64 = /^[A-Za-z\d+/]*={0,2}$/;
const HASH_KEY = /^(?:0|[1-9]\d{0,38})$/;

/** A record of a call, which the model allows. */
export interface PutEntry extends NewRecord {
  /** In base64. */
  readonly data: string;
  readonly explicitHashKey?: string | undefined;
}

/**
 * Reads the records of a PutRecords call, which is far more frequent than any other: without the model.
 *
 * @returns undefined if the model may not allow them; it then says why
 */
export function readEntries(records: unknown): PutEntry[] | undefined {
  if (!Array.isArray(records) || records.length === 0 || records.length > MAXIMUM_RECORDS) {
    return undefined;
  }
  const entries: PutEntry[] = [];
  for (const record of records as unknown[]) {
    const entry = readEntry(record);
    if (entry === undefined) return undefined;
    entries.push(entry);
  }
  return entries;
}

/** Reads one record. @returns undefined as {@link readEntries} */
export function readEntry(record: unknown): PutEntry | undefined {
  if (!isRecord(record)) return undefined;
  const { Data: data, PartitionKey: partitionKey, ExplicitHashKey: explicitHashKey } = record;
  if (typeof data !== "string" || data.length % 4 !== 0 || !BASE64.test(data)) return undefined;
  if (typeof partitionKey !== "string" || partitionKey === "") return undefined;
  if (
    partitionKey.length > MAXIMUM_KEY_CHARACTERS &&
    [...partitionKey].length > MAXIMUM_KEY_CHARACTERS
  )
    return undefined;
  if (explicitHashKey === undefined || explicitHashKey === null) return { data, partitionKey };
  if (typeof explicitHashKey !== "string" || !HASH_KEY.test(explicitHashKey)) return undefined;
  return { data, partitionKey, explicitHashKey };
}
