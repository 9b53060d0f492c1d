import type { ObjectStore, StoredObject } from "../ledger/object-store";
import type { TimeRange } from "./time-range";

const HOUR_MS = 3_600_000;

/**
 * An object is in the folder of its oldest record; the others may have arrived for as long as it was buffered.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/APIReference/API_BufferingHints.html
 */
const LONGEST_BUFFERING_MS = 900_000;

/** Objects that are fetched ahead of the one being processed. */
const FETCHED_AHEAD = 4;

/** Which objects to read. */
export interface SourceObjectsProps {
  readonly store: ObjectStore;
  /** Folders that each contain folders of hours, with a trailing slash. */
  readonly folders: readonly string[];
  readonly range: TimeRange;
  /** Objects that were written later are not read, so that a replay never reads what it sent itself. */
  readonly horizon: Date;
}

/** An object and its content. */
export interface SourceObject extends StoredObject {
  /** Start of the hour, or day, of its folder. */
  readonly hour: Date;
  /** Arrival of its oldest record, from its name; the start of its folder where the name has no time. */
  readonly oldest: Date;
  readonly content: Buffer;
}

/**
 * Fetches the objects of a time range, oldest first in each folder. Keys sort by time, so a listing starts at the day of
 * `since` and ends after `until`: objects outside the range cost nothing.
 */
export async function* sourceObjects(props: SourceObjectsProps): AsyncGenerator<SourceObject> {
  const fetching: Promise<SourceObject>[] = [];
  try {
    for (const folder of props.folders) {
      for await (const found of listRange(folder, props)) {
        fetching.push(fetch(props.store, found));
        if (fetching.length > FETCHED_AHEAD)
          yield await (fetching.shift() as Promise<SourceObject>); // it has elements
      }
    }
    while (fetching.length > 0) yield await (fetching.shift() as Promise<SourceObject>); // it has elements
  } finally {
    // Nobody awaits these any more; their rejections must not become unhandled.
    for (const each of fetching) each.catch(() => undefined);
  }
}

type FoundObject = Omit<SourceObject, "content">;

async function fetch(store: ObjectStore, found: FoundObject): Promise<SourceObject> {
  return { ...found, content: await store.read(found.key) };
}

async function* listRange(
  folder: string,
  { store, range: { since, until }, horizon }: SourceObjectsProps,
): AsyncGenerator<FoundObject> {
  const earliest =
    since === undefined ? undefined : new Date(since.getTime() - LONGEST_BUFFERING_MS);
  const after = earliest === undefined ? undefined : folder + dayFolder(earliest);
  for await (const object of store.list(folder, after)) {
    const time = folderTime(object.key.slice(folder.length));
    if (time === undefined || object.lastModified > horizon) continue;
    if (until !== undefined && time.start >= until) return;
    if (earliest !== undefined && time.end <= earliest) continue;
    yield { ...object, hour: time.start, oldest: nameTime(object.key) ?? time.start };
  }
}

function dayFolder(moment: Date): string {
  const [year, month, day] = moment.toISOString().slice(0, "yyyy-MM-dd".length).split("-");
  return `year=${year}/month=${month}/day=${day}/`;
}

/** The span of a folder, as `year=2026/month=11/day=25/hour=21/`; the hour may be missing. */
function folderTime(path: string): { readonly start: Date; readonly end: Date } | undefined {
  const found = /^year=(\d{4})\/month=(\d{2})\/day=(\d{2})\/(?:hour=(\d{2})\/)?/.exec(path);
  if (found === null) return undefined;
  const [year = 0, month = 0, day = 0] = found.slice(1, 4).map(Number);
  const hour = found[4];
  const start = Date.UTC(year, month - 1, day, Number(hour ?? 0));
  return { start: new Date(start), end: new Date(start + (hour === undefined ? 24 : 1) * HOUR_MS) };
}

/** The time in an object's name as Firehose writes it, `…-1-2026-11-25-21-04-05-<uuid>`. */
function nameTime(key: string): Date | undefined {
  const name = key.slice(key.lastIndexOf("/") + 1);
  const found = /-(\d{4})-(\d{2})-(\d{2})-(\d{2})-(\d{2})-(\d{2})-[0-9a-f]{8}-/.exec(name);
  if (found === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found
    .slice(1)
    .map(Number);
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second));
}
