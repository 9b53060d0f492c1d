import { serviceLimits } from "../validation/service-limits";

/** A tag of an object in S3. */
export interface ObjectTag {
  readonly key: string;
  readonly value: string;
}

/** Tag of the objects of replay ledgers, for the lifecycle rule of the lake bucket: one rule covers every dataset. */
export const ledgerTag: ObjectTag = { key: "Content", value: "replay-ledger" };

/** How long the records that a ledger refers to are kept. */
export interface RetentionPeriods {
  /** Days after which error objects expire. */
  readonly errorsExpireAfterDays: number;
  /** Days after which the raw copies expire. */
  readonly rawRetentionDays: number;
  /** Hours for which the stream keeps records. */
  readonly streamRetentionHours: number;
}

/**
 * S3 removes expired objects asynchronously, some time after midnight UTC.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-expire-general-considerations.html
 */
const expirationDelayDays = 7;

/**
 * Days after which the objects of a replay ledger are no longer needed.
 *
 * A record without its ledger would be replayed again. So the ledger outlives the error object or raw copy that was
 * replayed, which is older, and the one that the replay produced, which is newer by at most the retention of the stream.
 */
export function ledgerRetentionDays({
  errorsExpireAfterDays,
  rawRetentionDays,
  streamRetentionHours,
}: RetentionPeriods): number {
  const days =
    Math.max(errorsExpireAfterDays, rawRetentionDays) +
    Math.ceil(streamRetentionHours / 24) +
    expirationDelayDays;
  return Math.min(days, serviceLimits.objectExpiration.max);
}
