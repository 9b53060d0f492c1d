import type { PartitionKey } from "../dataset/partition-keys";
import type { Environment } from "./environment";
import { defaultOf } from "./environment-defaults";

/** The times of arrival whose partitions a projected table has. */
export type ProjectionRange =
  /** From a day on, `yyyy-MM-dd`. */
  | { readonly since: string }
  /** Days before now. */
  | { readonly days: number }
  /** Years of the keys year, month, day and hour. */
  | { readonly years: { readonly first: number; readonly last: number } };

const DAY_MS = 86_400_000;
const stepMs = { HOURS: 3_600_000, DAYS: DAY_MS } as const;

/**
 * Days for which S3 may keep an object after it has expired: expiration is rounded up to midnight, and removal may be late.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-expire-general-considerations.html
 */
const EXPIRATION_DELAY_DAYS = 2;

/**
 * The range of the projected tables of an environment; `undefined` without projection, and where neither `since` nor an
 * expiration says when data begins.
 *
 * A range from an expiration is never shorter than what S3 keeps: a record may be delivered until the retention of its
 * stream ends, into the folder of its arrival, and expires counted from its delivery.
 */
export function projectionRangeOf({
  partitions,
  lakeLifecycle,
  stream,
}: Pick<Environment, "partitions" | "lakeLifecycle" | "stream">): ProjectionRange | undefined {
  if (partitions?.type !== "projection") return undefined;
  if (partitions.years !== undefined) return { years: partitions.years };
  if (partitions.since !== undefined) return { since: partitions.since };
  const expireAfterDays = lakeLifecycle?.expireAfterDays;
  if (expireAfterDays === undefined) return undefined;
  const retentionHours = stream?.retentionHours ?? defaultOf("stream.retentionHours");
  return { days: expireAfterDays + Math.ceil(retentionHours / 24) + EXPIRATION_DELAY_DAYS };
}

/**
 * Folders that Athena lists for a query without a condition on a partition key: one for each projected partition.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/partition-projection.html
 */
export function projectedFolders(
  range: ProjectionRange,
  keys: readonly PartitionKey[],
  now: Date,
): number {
  return keys.reduce((product, key) => product * valuesOf(range, key, now), 1);
}

function valuesOf(range: ProjectionRange, key: PartitionKey, now: Date): number {
  // One more for undeclared values.
  if (key.kind === "field") return (key.values?.length ?? 0) + 1;
  if (key.kind === "time") {
    if (key.range !== undefined) return key.range.max - key.range.min + 1;
    return "years" in range ? Math.max(0, range.years.last - range.years.first + 1) : 0;
  }
  if ("years" in range) return 0;
  const ageMs = "days" in range ? range.days * DAY_MS : now.getTime() - Date.parse(range.since);
  // Both ends are included, and the range ends one step after now.
  return Math.max(0, Math.floor(ageMs / stepMs[key.unit])) + 2;
}
