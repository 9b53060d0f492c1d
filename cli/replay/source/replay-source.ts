import { readErrorEntries } from "./error-entries";
import type { ObjectStore } from "../ledger/object-store";
import { sourceObjects } from "./source-objects";
import { digest } from "./replayable-record";
import type { SourceEntry } from "./replayable-record";
import { splitRecords } from "./split-records";
import type { TimeRange } from "./time-range";

/** What can be replayed: records that failed, the raw backup of all records, or what no delivery stream read. */
export const REPLAY_SOURCES = ["errors", "raw", "stream"] as const;

/** One of {@link REPLAY_SOURCES}. */
export type ReplaySource = (typeof REPLAY_SOURCES)[number];

/** Location of a source, and the part of it to read. */
export interface SourceProps {
  readonly store: ObjectStore;
  /** With a trailing slash. */
  readonly folder: string;
  readonly range: TimeRange;
  /** Objects that were written later are left out. */
  readonly horizon: Date;
}

/** The records of a dataset's error objects, of every error type. */
export async function* failedRecords(props: SourceProps): AsyncGenerator<SourceEntry> {
  const errorTypes = await props.store.folders(props.folder);
  const folders = errorTypes.map((errorType) => `${props.folder}${errorType}/`);
  for await (const { key, content, hour, lastModified } of sourceObjects({ ...props, folders })) {
    yield* readErrorEntries({ key, content, hour, writtenAt: lastModified });
  }
}

/** The records of a dataset's raw backup. */
export async function* backedUpRecords(props: SourceProps): AsyncGenerator<SourceEntry> {
  const folders = [props.folder];
  for await (const { key, content, oldest, lastModified } of sourceObjects({ ...props, folders })) {
    for (const { start, bytes } of splitRecords(content)) {
      const place = `${key}@${start}`;
      yield {
        id: digest("raw", place),
        place,
        data: bytes,
        arrival: oldest,
        writtenAt: lastModified,
      };
    }
  }
}
