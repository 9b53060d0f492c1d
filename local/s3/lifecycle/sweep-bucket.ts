import type { BucketConfiguration } from "../bucket-configuration";
import { planDeletion } from "../objects/delete-object";
import type { BucketEntry } from "../store/bucket-entry";
import type { BucketStore } from "../store/bucket-store";
import type { ObjectVersion } from "../store/object-version";
import { expiryOf, rulesOf } from "./expiration-header";
import { afterDays, isFor } from "./lifecycle-rules";
import type { LifecycleRule } from "./lifecycle-rules";

/**
 * Carries out the lifecycle rules of a bucket: objects expire, noncurrent versions and delete markers without other
 * versions are removed, and uploads in parts are aborted.
 *
 * @param now in milliseconds since 1970
 * @returns how many changes that were
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-expire-general-considerations.html
 */
export function sweepBucket(
  objects: BucketStore,
  configuration: BucketConfiguration,
  now: number,
): number {
  const rules = rulesOf(objects.lifecycle);
  if (rules.length === 0) return 0;
  const entries: BucketEntry[] = [];
  const keys = [...objects.index.keys.from(() => false)];
  for (const key of keys) {
    const versions = objects.index.versionsOf(key);
    for (const rule of rules) {
      if (!key.startsWith(rule.prefix)) continue;
      const due = dueOf(rule, versions, now);
      for (const versionId of due.versionIds) entries.push({ type: "remove", key, versionId });
      if (due.current) {
        const call = { configuration, objects, operations: { now: () => now } };
        entries.push(...planDeletion(call, key, undefined).entries);
      }
      // What is due by two rules is done once; the rest follows with the next sweep.
      if (due.current || due.versionIds.length > 0) break;
    }
  }
  for (const { upload } of objects.uploads.all()) {
    const isDue = rules.some(
      ({ prefix, abortUploadsDays: days }) =>
        days !== undefined &&
        upload.key.startsWith(prefix) &&
        afterDays(upload.initiated, days) <= now,
    );
    if (isDue) entries.push({ type: "abort", upload: upload.id });
  }
  if (entries.length > 0) objects.commit(entries);
  return entries.length;
}

/** What a rule ends of the versions of one object, newest first. */
function dueOf(
  rule: LifecycleRule,
  versions: readonly ObjectVersion[],
  now: number,
): { readonly current: boolean; readonly versionIds: readonly string[] } {
  const [latest, ...noncurrent] = versions;
  if (latest === undefined) return { current: false, versionIds: [] };
  const { noncurrentDays, newerNoncurrentVersions } = rule;
  const versionIds = noncurrent
    // A version is noncurrent since the next one was made.
    .map((version, at) => ({ version, at, since: versions[at]?.modified ?? now }))
    .filter(
      ({ version, at, since }) =>
        noncurrentDays !== undefined &&
        at >= newerNoncurrentVersions &&
        afterDays(since, noncurrentDays) <= now &&
        isFor(rule, version.isMarker === true ? { ...version, bytes: 0 } : version),
    )
    .map(({ version }) => version.versionId);
  if (latest.isMarker === true) {
    const isAlone = noncurrent.length === 0;
    const { expirationDays: days } = rule;
    const isOld = days !== undefined && afterDays(latest.modified, days) <= now;
    const isDue = isAlone && (rule.expiresDeleteMarkers || isOld);
    return { current: false, versionIds: isDue ? [latest.versionId] : versionIds };
  }
  const expiry = expiryOf(rule, latest);
  return { current: expiry !== undefined && expiry <= now && isFor(rule, latest), versionIds };
}
