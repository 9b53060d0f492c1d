import { isRecord } from "../../../../errors/is-record";
import type { Values } from "../../../terraform/plan/terraform-plan";
import { nestedBlock, nestedBlocks } from "../../../terraform/plan/terraform-resource";
import type { Block } from "../../../terraform/plan/terraform-resource";

/** What a lifecycle rule takes away from an object. */
export interface Expiry {
  /** `current` objects or `noncurrent` versions expire; the others are moved to a class that is not read at once, or is in one zone. */
  readonly kind: "current" | "noncurrent" | "archive" | "one zone";
  /** Days after which it applies; 0 for a date. */
  readonly days: number;
  /** Versions that are kept whatever their age. */
  readonly keeps: number;
  readonly prefix: string;
  /** Tags and sizes that objects must have, as `name=value`. */
  readonly conditions: readonly string[];
}

/** Classes whose objects must be restored before they are read, and which Athena therefore skips. */
const ARCHIVE = /^(GLACIER|DEEP_ARCHIVE)$/;

/**
 * Expiries of the enabled rules.
 *
 * @param values of an `aws_s3_bucket_lifecycle_configuration`, or of a bucket with its own rules
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
 */
export function expiriesOf(values: Values): Expiry[] {
  return [...nestedBlocks(values, "rule"), ...nestedBlocks(values, "lifecycle_rule")].flatMap(
    (rule) => {
      const isEnabled = rule.status === "Enabled" || rule.enabled === true;
      return isEnabled ? expiriesOfRule(rule) : [];
    },
  );
}

/** The expiries after a change that no expiry before covers: one that took as much, as early, as widely. */
export function newExpiries(before: readonly Expiry[], after: readonly Expiry[]): Expiry[] {
  return after.filter((each) => !before.some((was) => covers(was, each)));
}

/** An expiry as the end of a sentence. */
export function expiryText({ kind, days, keeps, prefix }: Expiry): string {
  const what = {
    current: "objects expire",
    noncurrent: "old versions are deleted",
    archive: "objects are archived, and can't be queried",
    "one zone": "objects are kept in one zone only",
  }[kind];
  const where = prefix === "" ? "" : ` under ${prefix}`;
  const kept = keeps > 0 ? `, but the newest ${keeps}` : "";
  return `${what}${where} after ${days} days${kept}`;
}

function covers(was: Expiry, is: Expiry): boolean {
  return (
    was.kind === is.kind &&
    was.days <= is.days &&
    was.keeps <= is.keeps &&
    is.prefix.startsWith(was.prefix) &&
    was.conditions.every((each) => is.conditions.includes(each))
  );
}

function expiriesOfRule(rule: Block): Expiry[] {
  const scope = scopeOf(rule);
  const expiry = (kind: Expiry["kind"], days: unknown, keeps: unknown = 0): Expiry => ({
    kind,
    days: toNumber(days),
    keeps: toNumber(keeps),
    ...scope,
  });
  const current = nestedBlocks(rule, "expiration").filter(
    ({ days, date }) => toNumber(days) > 0 || (typeof date === "string" && date !== ""),
  );
  const noncurrent = nestedBlocks(rule, "noncurrent_version_expiration");
  const transitions = [
    ...nestedBlocks(rule, "transition"),
    ...nestedBlocks(rule, "noncurrent_version_transition"),
  ];
  return [
    ...current.map(({ days }) => expiry("current", days)),
    ...noncurrent.map(({ noncurrent_days, days, newer_noncurrent_versions }) =>
      expiry("noncurrent", noncurrent_days ?? days, newer_noncurrent_versions),
    ),
    ...transitions.flatMap(({ days, noncurrent_days, storage_class }) => {
      const name = String(storage_class);
      if (ARCHIVE.test(name)) return [expiry("archive", days ?? noncurrent_days)];
      return name === "ONEZONE_IA" ? [expiry("one zone", days ?? noncurrent_days)] : [];
    }),
  ];
}

function scopeOf(rule: Block): Pick<Expiry, "prefix" | "conditions"> {
  const filter = nestedBlock(rule, "filter");
  const and = nestedBlock(filter, "and");
  const prefix = [rule.prefix, filter.prefix, and.prefix].find(
    (each): each is string => typeof each === "string" && each !== "",
  );
  const tag = nestedBlock(filter, "tag");
  const tags = [rule.tags, and.tags].filter(isRecord).flatMap((each) => Object.entries(each));
  const sizes = ["object_size_greater_than", "object_size_less_than"].flatMap((name) =>
    [filter[name], and[name]]
      .filter((each) => toNumber(each) > 0)
      .map((each) => [name, each] as const),
  );
  return {
    prefix: prefix ?? "",
    conditions: [
      ...(typeof tag.key === "string" ? [[tag.key, tag.value] as const] : []),
      ...tags,
      ...sizes,
    ].map(([name, value]) => `${name}=${String(value)}`),
  };
}

function toNumber(value: unknown): number {
  const parsed = Number(value ?? 0);
  return Number.isFinite(parsed) ? parsed : 0;
}
