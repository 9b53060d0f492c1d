import type { StreamedReply } from "../../gateway/emulated-service";
import { OWNER_ID, parameterOf, timestamp, xmlReply } from "../object-call";
import type { ObjectCall } from "../object-call";
import { invalidArgument } from "../s3-error";
import type { ObjectVersion } from "../store/object-version";
import type { XmlNode } from "../xml/write-xml";
import { listEntries } from "./key-page";
import { contentNodes } from "./list-objects";
import { pageSettings } from "./page-settings";

/** An item of the list: a version, or a common prefix. */
type Listed =
  | { readonly version: ObjectVersion; readonly isLatest: boolean; readonly prefix?: undefined }
  | { readonly prefix: string };

/** ListObjectVersions. @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html */
export function listVersions(call: ObjectCall): StreamedReply {
  const settings = pageSettings(call, "max-keys");
  const { prefix, delimiter, maximum, encode, encodingType } = settings;
  const keyMarker = parameterOf(call, "key-marker");
  const versionMarker = parameterOf(call, "version-id-marker");
  if (versionMarker !== undefined && keyMarker === undefined) {
    throw invalidArgument(
      "A version-id marker cannot be specified without a key marker.",
      "version-id-marker",
      versionMarker,
    );
  }
  const listed: Listed[] = [];
  let isTruncated = false;
  for (const item of maximum === 0
    ? []
    : items(call, prefix, delimiter, keyMarker, versionMarker)) {
    isTruncated = listed.length === maximum;
    if (isTruncated) break;
    listed.push(item);
  }
  const last = listed.at(-1);
  return xmlReply("ListVersionsResult", [
    ["Name", call.bucket],
    ["Prefix", encode(prefix)],
    ["KeyMarker", encode(keyMarker ?? "")],
    ["VersionIdMarker", versionMarker ?? ""],
    ["NextKeyMarker", isTruncated && last !== undefined ? encode(keyOf(last)) : undefined],
    [
      "NextVersionIdMarker",
      isTruncated && last?.prefix === undefined ? last?.version.versionId : undefined,
    ],
    ["Delimiter", delimiter === "" ? undefined : encode(delimiter)],
    ["MaxKeys", maximum],
    ["EncodingType", encodingType],
    ["IsTruncated", isTruncated],
    ...listed.map((item) => node(item, encode)),
  ]);
}

function* items(
  { objects }: ObjectCall,
  prefix: string,
  delimiter: string,
  keyMarker: string | undefined,
  versionMarker: string | undefined,
): Generator<Listed> {
  const { index } = objects;
  if (keyMarker !== undefined && versionMarker !== undefined) {
    const versions = index.versionsOf(keyMarker);
    const place = versions.findIndex(({ versionId }) => versionId === versionMarker);
    // A marker that was deleted meanwhile stands before what is left of its key.
    for (const [at, version] of versions.entries()) {
      if (at > place) yield { version, isLatest: at === 0 };
    }
  }
  const itemsOf = (key: string) => index.versionsOf(key);
  for (const entry of listEntries(index.keys, { prefix, delimiter, after: keyMarker, itemsOf })) {
    if (entry.isPrefix === true) yield { prefix: entry.key };
    else for (const [at, version] of entry.items.entries()) yield { version, isLatest: at === 0 };
  }
}

function keyOf(item: Listed): string {
  return item.prefix ?? item.version.key;
}

function node(item: Listed, encode: (key: string) => string): XmlNode {
  if (item.prefix !== undefined) return ["CommonPrefixes", [["Prefix", encode(item.prefix)]]];
  const { version, isLatest } = item;
  const common: readonly XmlNode[] = [
    ["Key", encode(version.key)],
    ["VersionId", version.versionId],
    ["IsLatest", isLatest],
    ["Owner", [["ID", OWNER_ID]]],
  ];
  return version.isMarker === true
    ? ["DeleteMarker", [...common, ["LastModified", timestamp(version.modified)]]]
    : ["Version", [...common, ...contentNodes(version)]];
}
