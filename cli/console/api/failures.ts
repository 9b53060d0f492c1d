import { errorOutputOf } from "../../delivery/error-output";
import { failedRecords } from "../../replay/source/replay-source";
import type { SourceEntry } from "../../replay/source/replayable-record";
import { S3ObjectStore } from "../../replay/ledger/object-store";
import { isInTimeRange, readTimeRange } from "../../replay/source/time-range";
import type { Target } from "../../target/target";
import { targetNamed } from "../../target/connected-lake";
import type { Lake } from "../../target/connected-lake";
import { text } from "./input";
import type { Input } from "./input";

/** Failed records that are read at most: an outage can leave millions. */
const MAXIMUM_READ = 5_000;
/** Failed records that are shown, the newest. */
const MAXIMUM_SHOWN = 200;
/** Bytes of a record that are shown. */
const MAXIMUM_DATA_BYTES = 16 * 1024;

/** How many records failed for one reason. */
export interface FailureCount {
  readonly code: string;
  /** Of the first of them. */
  readonly reason: string;
  readonly records: number;
}

/** A record that was not delivered. */
export interface FailedRecord {
  readonly id: string;
  /** Key of its error object, and its position there. */
  readonly place: string;
  /** ISO 8601; absent where its entry can't be parsed. */
  readonly arrival?: string;
  readonly code: string;
  readonly reason: string;
  /** The record as it was published, decoded; the entry itself where that can't be parsed. */
  readonly data: string;
  readonly bytes: number;
  /** Whether there is more than the data shows. */
  readonly isCut: boolean;
}

/** The failed records of a dataset in a time range. */
export interface FailuresView {
  /** ISO 8601. */
  readonly since: string;
  readonly read: number;
  /** Whether there are more than were read. */
  readonly isPartial: boolean;
  readonly reasons: readonly FailureCount[];
  /** The newest first, of those that were read. */
  readonly records: readonly FailedRecord[];
}

/** Answers `failures`: the failed records since a time, as `--since` of `lake replay` reads it. */
export async function readFailures(lake: Lake, input: Input): Promise<FailuresView> {
  const target = await targetNamed(lake, text(input, "dataset"));
  const now = new Date();
  const since = readTimeRange({ since: text(input, "since") }, now).since ?? now;
  const { entries, isPartial } = await collect(target, since, now);
  return {
    since: since.toISOString(),
    read: entries.length,
    isPartial,
    reasons: countReasons(entries),
    records: entries.slice(-MAXIMUM_SHOWN).reverse().map(shown),
  };
}

/** The reasons of the failures of the last hour, the most frequent first. */
export async function failuresByReason(target: Target): Promise<FailureCount[]> {
  const now = new Date();
  const { since = now } = readTimeRange({ since: "1h" }, now);
  return countReasons((await collect(target, since, now)).entries);
}

async function collect(
  target: Target,
  since: Date,
  horizon: Date,
): Promise<{ readonly entries: readonly SourceEntry[]; readonly isPartial: boolean }> {
  const range = { since };
  const { bucket, prefix } = errorOutputOf(target);
  const found = failedRecords({
    store: new S3ObjectStore(target.clients.s3, bucket),
    folder: prefix,
    range,
    // S3 keeps whole seconds, by its own clock.
    horizon: new Date(horizon.getTime() + 60_000),
  });
  const entries: SourceEntry[] = [];
  let isPartial = false;
  for await (const entry of found) {
    if ("arrival" in entry && !isInTimeRange(range, entry.arrival)) continue;
    if (entries.length === MAXIMUM_READ) {
      isPartial = true;
      break;
    }
    entries.push(entry);
  }
  return { entries: entries.sort((a, b) => arrivalOf(a) - arrivalOf(b)), isPartial };
}

function arrivalOf(entry: SourceEntry): number {
  return "arrival" in entry ? entry.arrival.getTime() : 0;
}

function countReasons(entries: readonly SourceEntry[]): FailureCount[] {
  const counts = new Map<string, FailureCount>();
  for (const entry of entries) {
    const { code, reason } = reasonOf(entry);
    const known = counts.get(code);
    counts.set(code, {
      code,
      reason: known?.reason ?? reason,
      records: (known?.records ?? 0) + 1,
    });
  }
  return [...counts.values()].sort((a, b) => b.records - a.records);
}

function reasonOf(entry: SourceEntry): { readonly code: string; readonly reason: string } {
  if ("unreadable" in entry) return { code: "Unreadable", reason: entry.unreadable };
  return { code: entry.failure?.code ?? "", reason: entry.failure?.message ?? "" };
}

function shown(entry: SourceEntry): FailedRecord {
  const bytes = "unreadable" in entry ? entry.content : entry.data;
  return {
    id: entry.id,
    place: entry.place,
    ...("arrival" in entry ? { arrival: entry.arrival.toISOString() } : {}),
    ...reasonOf(entry),
    data: bytes.subarray(0, MAXIMUM_DATA_BYTES).toString("utf8"),
    bytes: bytes.length,
    isCut: bytes.length > MAXIMUM_DATA_BYTES,
  };
}
