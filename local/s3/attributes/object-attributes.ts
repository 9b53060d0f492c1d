import type { StreamedReply } from "../../gateway/emulated-service";
import { headerOf, xmlReply } from "../object-call";
import type { ObjectCall } from "../object-call";
import { invalidArgument, invalidRequest } from "../s3-error";
import type { ContentVersion, StoredChecksum } from "../store/object-version";
import type { XmlNode } from "../xml/write-xml";
import { requireVersion } from "../objects/find-version";
import { versionHeader } from "./object-headers";

const ATTRIBUTES = ["ETag", "Checksum", "ObjectParts", "StorageClass", "ObjectSize"];
const MAXIMUM_PARTS = 1_000;

/** GetObjectAttributes. @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAttributes.html */
export function getObjectAttributes(call: ObjectCall): StreamedReply {
  const version = requireVersion(call);
  const wanted = (headerOf(call, "x-amz-object-attributes") ?? "")
    .split(",")
    .map((each) => each.trim())
    .filter((each) => each !== "");
  if (wanted.length === 0) {
    throw invalidRequest(
      "The x-amz-object-attributes header specifying the attributes to be retrieved is either missing or empty",
    );
  }
  const unknown = wanted.find((each) => !ATTRIBUTES.includes(each));
  if (unknown !== undefined) {
    throw invalidArgument("Invalid attribute name specified.", "x-amz-object-attributes", unknown);
  }
  const nodes: readonly XmlNode[] = [
    ["ETag", version.etag],
    [
      "Checksum",
      version.checksum === undefined ? undefined : checksumNodes(version.checksum, true),
    ],
    ["ObjectParts", partNodes(call, version)],
    ["StorageClass", version.storageClass ?? "STANDARD"],
    ["ObjectSize", version.bytes],
  ];
  return xmlReply(
    "GetObjectAttributesResponse",
    nodes.filter(([name]) => wanted.includes(name)),
    {
      "last-modified": new Date(version.modified).toUTCString(),
      ...versionHeader(version.versionId, call.configuration.versioning !== "none"),
    },
  );
}

/** The elements of a checksum. */
export function checksumNodes(
  { algorithm, value, type }: StoredChecksum,
  withType = false,
): readonly XmlNode[] {
  return [
    [`Checksum${algorithm}`, value],
    ["ChecksumType", withType ? type : undefined],
  ];
}

function partNodes(call: ObjectCall, version: ContentVersion): readonly XmlNode[] | undefined {
  const { parts, checksum } = version;
  if (parts === undefined) return undefined;
  const size = Math.min(
    Number(headerOf(call, "x-amz-max-parts") ?? MAXIMUM_PARTS) || MAXIMUM_PARTS,
    MAXIMUM_PARTS,
  );
  const marker = Number(headerOf(call, "x-amz-part-number-marker") ?? 0) || 0;
  const rest = parts.filter((part) => part.number > marker);
  const page = rest.slice(0, size);
  const total: XmlNode = ["PartsCount", parts.length];
  // The parts are listed only where they have checksums of their own.
  if (checksum?.type !== "COMPOSITE") return [total];
  return [
    total,
    ["PartNumberMarker", marker],
    ["NextPartNumberMarker", page.at(-1)?.number ?? 0],
    ["MaxParts", size],
    ["IsTruncated", page.length < rest.length],
    ...page.map((part): XmlNode => [
      "Part",
      [
        ["PartNumber", part.number],
        ["Size", part.bytes],
        ...(part.checksum === undefined ? [] : checksumNodes(part.checksum)),
      ],
    ]),
  ];
}
