import type { S3BucketLifecycleConfigurationRule } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import type { LakeLifecycle } from "../../model/environment/settings/lake-lifecycle";
import { ledgerTag } from "../../model/environment/ledger-retention";
import type { ObjectTag } from "../../model/environment/ledger-retention";
import { defaultOf } from "../../model/environment/environment-defaults";

/** A lifecycle rule of a bucket. */
export type LifecycleRule = {
  readonly id: string;
  readonly expireAfterDays?: number | undefined;
  readonly infrequentAccessAfterDays?: number | undefined;
  readonly archiveAfterDays?: number | undefined;
} & (
  | {
      /** Empty for the whole bucket. */
      readonly prefix: string;
    }
  | {
      /** For all objects with this tag, whatever their prefix. */
      readonly tag: ObjectTag;
    }
);

/** Removes noncurrent versions and incomplete multipart uploads in the whole bucket. */
export function renderCleanUpRule(
  noncurrentVersionDays: number = defaultOf("lakeLifecycle.noncurrentVersionsExpireAfterDays"),
): S3BucketLifecycleConfigurationRule {
  return {
    id: "clean-up",
    status: "Enabled",
    filter: [{ prefix: "" }],
    abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
    noncurrentVersionExpiration: [{ noncurrentDays: noncurrentVersionDays }],
  };
}

/** Renders the rules that have an effect. */
export function renderLifecycleRules(
  rules: readonly LifecycleRule[],
): S3BucketLifecycleConfigurationRule[] {
  return rules.flatMap((rule) => {
    const transition = [
      ...transitionTo("STANDARD_IA", rule.infrequentAccessAfterDays),
      ...transitionTo("GLACIER_IR", rule.archiveAfterDays),
    ];
    if (transition.length === 0 && rule.expireAfterDays === undefined) return [];
    return [
      {
        id: rule.id,
        status: "Enabled",
        filter: ["tag" in rule ? { tag: [rule.tag] } : { prefix: rule.prefix }],
        ...(transition.length > 0 ? { transition } : {}),
        ...(rule.expireAfterDays === undefined
          ? {}
          : { expiration: [{ days: rule.expireAfterDays }] }),
      },
    ];
  });
}

function transitionTo(storageClass: string, days: number | undefined) {
  return days === undefined ? [] : [{ days, storageClass }];
}

/**
 * Lifecycle rules of the data lake bucket. Records that a replay put into quarantine never expire: they may be the only copy.
 *
 * @param ledgersExpireAfterDays undefined to keep ledgers indefinitely
 */
export function dataLakeLifecycleRules(
  lifecycle: LakeLifecycle,
  ledgersExpireAfterDays: number | undefined,
): LifecycleRule[] {
  return [
    {
      id: "age-data",
      prefix: "data/",
      infrequentAccessAfterDays: lifecycle.infrequentAccessAfterDays,
      archiveAfterDays: lifecycle.archiveAfterDays,
      expireAfterDays: lifecycle.expireAfterDays,
    },
    {
      id: "expire-errors",
      prefix: "errors/",
      expireAfterDays: lifecycle.errorsExpireAfterDays,
    },
    {
      id: "expire-ledgers",
      tag: ledgerTag,
      expireAfterDays: ledgersExpireAfterDays,
    },
  ];
}
