import type { BucketConfiguration } from "../bucket-configuration";
import type { ContentVersion } from "../store/object-version";
import { afterDays, isFor, readRules } from "./lifecycle-rules";
import type { LifecycleRule } from "./lifecycle-rules";

/** The rules of the document that was read last, since most calls are to one bucket. */
let known: { readonly document: string; readonly rules: readonly LifecycleRule[] } | undefined;

/** The rules of a document, which is read again only after it changed. */
export function rulesOf(document: string | undefined): readonly LifecycleRule[] {
  if (document === undefined) return [];
  if (known?.document !== document) known = { document, rules: readRules(document) };
  return known.rules;
}

/** When a rule ends an object as the current version; undefined for never. */
export function expiryOf(rule: LifecycleRule, { modified }: ContentVersion): number | undefined {
  if (rule.expirationDays !== undefined) return afterDays(modified, rule.expirationDays);
  return rule.expirationDate;
}

/** The header that says when an object expires and by which rule: the one that ends it first. */
export function expirationHeader(
  document: string | undefined,
  version: ContentVersion,
  { versioning }: BucketConfiguration,
): Record<string, string> {
  const ends = rulesOf(document)
    .filter((rule) => isFor(rule, version))
    .flatMap((rule) => {
      const at = expiryOf(rule, version);
      return at === undefined ? [] : [{ at, id: rule.id }];
    })
    .sort((one, other) => one.at - other.at);
  const [first] = ends;
  // Of a version that is named, the rules for noncurrent ones may hold.
  if (first === undefined || versioning !== "none") return {};
  const date = new Date(first.at).toUTCString();
  const id = encodeURIComponent(first.id);
  return { "x-amz-expiration": `expiry-date="${date}", rule-id="${id}"` };
}
