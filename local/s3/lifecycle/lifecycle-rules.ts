import { malformedXml } from "../s3-error";
import type { ContentVersion } from "../store/object-version";
import { child, childrenOf, childText, readXml } from "../xml/read-xml";
import type { XmlElement } from "../xml/read-xml";

/** Which objects a rule is for. */
interface RuleFilter {
  readonly prefix: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Objects of this many bytes and fewer are left out. */
  readonly greaterThan: number | undefined;
  /** Objects of this many bytes and more are left out. */
  readonly lessThan: number | undefined;
}

/** A rule that is enabled. Transitions to other storage classes are not carried out, so they are not read. */
export interface LifecycleRule extends RuleFilter {
  readonly id: string;
  readonly expirationDays: number | undefined;
  /** In milliseconds since 1970. */
  readonly expirationDate: number | undefined;
  readonly expiresDeleteMarkers: boolean;
  readonly noncurrentDays: number | undefined;
  /** How many noncurrent versions are kept whatever their age. */
  readonly newerNoncurrentVersions: number;
  readonly abortUploadsDays: number | undefined;
}

const DAY_MS = 86_400_000;

/**
 * Reads the rules of a lifecycle configuration that are enabled.
 *
 * @throws S3Error if the document has another form
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
 */
export function readRules(document: string): readonly LifecycleRule[] {
  const root = readXml(document);
  const rules = childrenOf(root, "Rule");
  if (root.name !== "LifecycleConfiguration" || rules.length === 0) throw malformedXml();
  return rules
    .filter((rule) => childText(rule, "Status") === "Enabled")
    .map((rule) => ({
      id: childText(rule, "ID") ?? "",
      ...readFilter(rule),
      expirationDays: numberIn(child(rule, "Expiration"), "Days"),
      expirationDate: dateIn(child(rule, "Expiration")),
      expiresDeleteMarkers:
        textIn(child(rule, "Expiration"), "ExpiredObjectDeleteMarker") === "true",
      noncurrentDays: numberIn(child(rule, "NoncurrentVersionExpiration"), "NoncurrentDays"),
      newerNoncurrentVersions:
        numberIn(child(rule, "NoncurrentVersionExpiration"), "NewerNoncurrentVersions") ?? 0,
      abortUploadsDays: numberIn(
        child(rule, "AbortIncompleteMultipartUpload"),
        "DaysAfterInitiation",
      ),
    }));
}

/** Whether a rule is for an object. */
export function isFor(
  { prefix, tags, greaterThan, lessThan }: RuleFilter,
  { key, bytes, tags: own = {} }: Pick<ContentVersion, "key" | "bytes" | "tags">,
): boolean {
  return (
    key.startsWith(prefix) &&
    (greaterThan === undefined || bytes > greaterThan) &&
    (lessThan === undefined || bytes < lessThan) &&
    Object.entries(tags).every(([name, value]) => Object.hasOwn(own, name) && own[name] === value)
  );
}

/**
 * The time at which a number of days after another has passed: S3 rounds it up to the next midnight of UTC.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html#intro-lifecycle-rules-number-of-days
 */
export function afterDays(since: number, days: number): number {
  return Math.floor((since + days * DAY_MS) / DAY_MS) * DAY_MS + DAY_MS;
}

function readFilter(rule: XmlElement): RuleFilter {
  const filter = child(rule, "Filter");
  const inner = filter === undefined ? rule : (child(filter, "And") ?? filter);
  const tags = childrenOf(inner, "Tag").map(
    (tag) => [childText(tag, "Key") ?? "", childText(tag, "Value") ?? ""] as const,
  );
  return {
    prefix: childText(inner, "Prefix") ?? "",
    tags: Object.fromEntries(tags),
    greaterThan: numberIn(inner, "ObjectSizeGreaterThan"),
    lessThan: numberIn(inner, "ObjectSizeLessThan"),
  };
}

function textIn(element: XmlElement | undefined, name: string): string | undefined {
  return element === undefined ? undefined : childText(element, name)?.trim();
}

function numberIn(element: XmlElement | undefined, name: string): number | undefined {
  const text = textIn(element, name);
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text)) throw malformedXml();
  return Number(text);
}

function dateIn(element: XmlElement | undefined): number | undefined {
  const text = textIn(element, "Date");
  if (text === undefined) return undefined;
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw malformedXml();
  return time;
}
