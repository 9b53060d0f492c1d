import { serviceLimits } from "../validation/service-limits";

/** A tag of an object in S3. */
export interface ObjectTag {
  readonly key: string;
  readonly value: string;
}

/** Marks the objects of a replay's ledger for the lake bucket's lifecycle: one rule then does for every dataset. */
export const ledgerTag: ObjectTag = { key: "Content", value: "replay-ledger" };

/** How long there is what a ledger accounts for. */
export interface RetentionPeriods {
  /** Days after which error objects expire. */
  readonly errorsExpireAfterDays: number;
  /** Days after which the raw copies expire. */
  readonly rawRetentionDays: number;
  /** Hours for which delivery may stand still without a loss. */
  readonly streamRetentionHours: number;
}

/**
 * S3 takes expired objects away some time after midnight, in no order.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-expire-general-considerations.html
 */
const expirationDelayDays = 7;

/**
 * Days after which the objects of a replay's ledger are no longer needed.
 *
 * A record whose ledger is gone would be sent again. So the ledger outlives the error object or raw copy that was
 * replayed, which is older than it, and the one that came of the replay: that is younger, by as long as the stream may
 * keep a record until it is delivered.
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
