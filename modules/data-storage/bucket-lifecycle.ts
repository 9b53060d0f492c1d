import type { S3BucketLifecycleConfigurationRule } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import type { LakeLifecycle } from "../../model/environment/settings/lake-lifecycle";
import { ledgerTag } from "../../model/dataset/ledger-retention";
import type { ObjectTag } from "../../model/dataset/ledger-retention";
import { defaultOf } from "../../model/environment/environment-defaults";

/** What becomes of objects, and of which. */
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
      /** Of all objects that have it, wherever they lie. */
      readonly tag: ObjectTag;
    }
);

/** Old versions and what incomplete uploads leave behind go away in the whole bucket. */
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

/** Renders the rules that do something. */
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
 * The rules of the data lake bucket. What replays put away has none: it may be the only copy.
 *
 * @param ledgersExpireAfterDays absent where they are kept for ever
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
