import type { StreamedReply } from "../../gateway/emulated-service";
import { pageSettings, pageSize } from "../listing/page-settings";
import { OWNER_ID, parameterOf, timestamp, xmlReply } from "../object-call";
import type { ObjectCall } from "../object-call";
import { checksumNodes } from "../attributes/object-attributes";
import type { MultipartUpload } from "../store/object-version";
import { compareKeys } from "../store/sorted-keys";
import type { XmlNode } from "../xml/write-xml";
import { requireUpload } from "./create-upload";

const OWNERS: readonly XmlNode[] = [
  ["Initiator", [["ID", OWNER_ID]]],
  ["Owner", [["ID", OWNER_ID]]],
];

/** ListMultipartUploads. @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html */
export function listUploads(call: ObjectCall): StreamedReply {
  const { prefix, delimiter, maximum, encode, encodingType } = pageSettings(call, "max-uploads");
  const keyMarker = parameterOf(call, "key-marker") ?? "";
  const idMarker = keyMarker === "" ? "" : (parameterOf(call, "upload-id-marker") ?? "");
  const uploads = call.objects.uploads
    .all()
    .map(({ upload }) => upload)
    .filter(({ key }) => key.startsWith(prefix))
    .sort(compareUploads);
  const marked = uploads.find(({ id }) => id === idMarker);
  const rest = uploads.filter((upload) =>
    marked === undefined
      ? compareKeys(upload.key, keyMarker) > 0 || keyMarker === ""
      : compareUploads(upload, marked) > 0,
  );
  const entries: (MultipartUpload | string)[] = [];
  for (const upload of rest) {
    const end = delimiter === "" ? -1 : upload.key.indexOf(delimiter, prefix.length);
    const common = end < 0 ? undefined : upload.key.slice(0, end + delimiter.length);
    if (common === undefined) entries.push(upload);
    else if (entries.at(-1) !== common && common !== keyMarker) entries.push(common);
  }
  const page = entries.slice(0, maximum);
  const isTruncated = page.length < entries.length && maximum > 0;
  const last = page.at(-1);
  return xmlReply("ListMultipartUploadsResult", [
    ["Bucket", call.bucket],
    ["KeyMarker", encode(keyMarker)],
    ["UploadIdMarker", idMarker],
    ["NextKeyMarker", isTruncated && last !== undefined ? encode(keyOf(last)) : undefined],
    ["NextUploadIdMarker", isTruncated && typeof last === "object" ? last.id : undefined],
    ["Prefix", encode(prefix)],
    ["Delimiter", delimiter === "" ? undefined : encode(delimiter)],
    ["EncodingType", encodingType],
    ["MaxUploads", maximum],
    ["IsTruncated", isTruncated],
    ...page.map((entry): XmlNode =>
      typeof entry === "string"
        ? ["CommonPrefixes", [["Prefix", encode(entry)]]]
        : uploadNode(entry, encode),
    ),
  ]);
}

/** ListParts. @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html */
export function listParts(call: ObjectCall): StreamedReply {
  const { upload, parts } = requireUpload(call);
  const maximum = pageSize(call, "max-parts");
  const marker = pageMarker(call);
  const rest = [...parts.values()]
    .filter(({ number }) => number > marker)
    .sort((one, other) => one.number - other.number);
  const page = rest.slice(0, maximum);
  const { checksumAlgorithm: algorithm } = upload;
  return xmlReply("ListPartsResult", [
    ["Bucket", call.bucket],
    ["Key", upload.key],
    ["UploadId", upload.id],
    ["PartNumberMarker", marker],
    ["NextPartNumberMarker", page.at(-1)?.number ?? 0],
    ["MaxParts", maximum],
    ["IsTruncated", page.length < rest.length],
    ...OWNERS,
    ["StorageClass", upload.storageClass ?? "STANDARD"],
    ["ChecksumAlgorithm", algorithm],
    ["ChecksumType", algorithm === undefined ? undefined : upload.checksumType],
    ...page.map(({ number, modified, etag, bytes, checksum }): XmlNode => [
      "Part",
      [
        ["PartNumber", number],
        ["LastModified", timestamp(modified)],
        ["ETag", `"${etag}"`],
        ["Size", bytes],
        ...(algorithm === undefined || checksum === undefined ? [] : checksumNodes(checksum)),
      ],
    ]),
  ]);
}

function pageMarker(call: ObjectCall): number {
  const text = parameterOf(call, "part-number-marker") ?? "0";
  return /^\d{1,5}$/.test(text) ? Number(text) : 0;
}

function uploadNode(upload: MultipartUpload, encode: (key: string) => string): XmlNode {
  const { checksumAlgorithm: algorithm } = upload;
  return [
    "Upload",
    [
      ["Key", encode(upload.key)],
      ["UploadId", upload.id],
      ...OWNERS,
      ["StorageClass", upload.storageClass ?? "STANDARD"],
      ["Initiated", timestamp(upload.initiated)],
      ["ChecksumAlgorithm", algorithm],
      ["ChecksumType", algorithm === undefined ? undefined : upload.checksumType],
    ],
  ];
}

function keyOf(entry: MultipartUpload | string): string {
  return typeof entry === "string" ? entry : entry.key;
}

/** By their keys, and then by their age. */
function compareUploads(one: MultipartUpload, other: MultipartUpload): number {
  return (
    compareKeys(one.key, other.key) ||
    one.initiated - other.initiated ||
    (one.id < other.id ? -1 : one.id > other.id ? 1 : 0)
  );
}
