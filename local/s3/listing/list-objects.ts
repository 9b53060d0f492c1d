import type { StreamedReply } from "../../gateway/emulated-service";
import { OWNER_ID, parameterOf, timestamp, xmlReply } from "../object-call";
import type { ObjectCall } from "../object-call";
import { invalidArgument } from "../s3-error";
import type { ContentVersion } from "../store/object-version";
import type { XmlNode } from "../xml/write-xml";
import { listEntries } from "./key-page";
import type { PageEntry } from "./key-page";
import { pageSettings } from "./page-settings";
import type { PageSettings } from "./page-settings";
import { currentVersion } from "./stored-objects";

/** ListObjects and ListObjectsV2. @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
export function listObjects(call: ObjectCall): StreamedReply {
  const settings = pageSettings(call, "max-keys");
  return parameterOf(call, "list-type") === "2"
    ? version2(call, settings)
    : version1(call, settings);
}

function version1(call: ObjectCall, settings: PageSettings): StreamedReply {
  const { encode, delimiter } = settings;
  const marker = parameterOf(call, "marker");
  const { entries, isTruncated } = page(call, settings, marker);
  const last = entries.at(-1)?.key;
  return xmlReply("ListBucketResult", [
    ...common(call, settings, isTruncated),
    ["Marker", encode(marker ?? "")],
    // Without a delimiter, the last key of the page is the next marker.
    [
      "NextMarker",
      isTruncated && delimiter !== "" && last !== undefined ? encode(last) : undefined,
    ],
    ...entryNodes(entries, settings, true),
  ]);
}

function version2(call: ObjectCall, settings: PageSettings): StreamedReply {
  const token = parameterOf(call, "continuation-token");
  const startAfter = parameterOf(call, "start-after");
  const { entries, isTruncated } = page(
    call,
    settings,
    token === undefined ? startAfter : readToken(token),
  );
  const last = entries.at(-1)?.key;
  return xmlReply("ListBucketResult", [
    ...common(call, settings, isTruncated),
    ["KeyCount", entries.length],
    ["ContinuationToken", token],
    ["NextContinuationToken", isTruncated && last !== undefined ? writeToken(last) : undefined],
    ["StartAfter", startAfter === undefined ? undefined : settings.encode(startAfter)],
    ...entryNodes(entries, settings, parameterOf(call, "fetch-owner") === "true"),
  ]);
}

function page(
  { objects }: ObjectCall,
  { prefix, delimiter, maximum }: PageSettings,
  after: string | undefined,
): { readonly entries: readonly PageEntry<ContentVersion>[]; readonly isTruncated: boolean } {
  const { index } = objects;
  const itemsOf = currentVersion(index);
  const entries: PageEntry<ContentVersion>[] = [];
  if (maximum === 0) return { entries, isTruncated: false };
  for (const entry of listEntries(index.keys, { prefix, delimiter, after, itemsOf })) {
    if (entries.length === maximum) return { entries, isTruncated: true };
    entries.push(entry);
  }
  return { entries, isTruncated: false };
}

function common(
  { bucket }: ObjectCall,
  { prefix, delimiter, maximum, encode, encodingType }: PageSettings,
  isTruncated: boolean,
): readonly XmlNode[] {
  return [
    ["Name", bucket],
    ["Prefix", encode(prefix)],
    ["Delimiter", delimiter === "" ? undefined : encode(delimiter)],
    ["MaxKeys", maximum],
    ["EncodingType", encodingType],
    ["IsTruncated", isTruncated],
  ];
}

function entryNodes(
  entries: readonly PageEntry<ContentVersion>[],
  { encode }: PageSettings,
  withOwner: boolean,
): readonly XmlNode[] {
  const contents: XmlNode[] = [];
  const prefixes: XmlNode[] = [];
  for (const entry of entries) {
    if (entry.isPrefix === true) {
      prefixes.push(["CommonPrefixes", [["Prefix", encode(entry.key)]]]);
      continue;
    }
    for (const version of entry.items) {
      contents.push([
        "Contents",
        [
          ["Key", encode(entry.key)],
          ...contentNodes(version),
          ["Owner", withOwner ? [["ID", OWNER_ID]] : undefined],
        ],
      ]);
    }
  }
  return [...contents, ...prefixes];
}

/** Elements that describe an object in a list. */
export function contentNodes(version: ContentVersion): readonly XmlNode[] {
  const { modified, etag, checksum, bytes, storageClass } = version;
  return [
    ["LastModified", timestamp(modified)],
    ["ETag", `"${etag}"`],
    ["ChecksumAlgorithm", checksum?.algorithm],
    ["ChecksumType", checksum?.type],
    ["Size", bytes],
    ["StorageClass", storageClass ?? "STANDARD"],
  ];
}

function writeToken(key: string): string {
  return Buffer.from(key, "utf8").toString("base64url");
}

function readToken(token: string): string {
  const key = Buffer.from(token, "base64url").toString("utf8");
  if (writeToken(key) !== token) {
    throw invalidArgument(
      "The continuation token provided is incorrect",
      "continuation-token",
      token,
    );
  }
  return key;
}
