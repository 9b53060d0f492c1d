import { createHash } from "node:crypto";
import type { StreamedReply } from "../../gateway/emulated-service";
import { headerOf, readBody, xmlReply } from "../object-call";
import type { ObjectCall } from "../object-call";
import { checkWrite } from "../objects/conditions";
import { checksumNodes } from "../attributes/object-attributes";
import { putHeaders } from "../objects/put-object";
import { storeVersion } from "../objects/store-version";
import { invalidRequest, malformedXml, S3Error } from "../s3-error";
import type { ObjectAttributes, UploadedPart } from "../store/object-version";
import type { PendingUpload } from "../store/pending-uploads";
import { childrenOf, childText, readXml } from "../xml/read-xml";
import { requireUpload } from "./create-upload";
import { checkSentChecksum, wholeChecksum } from "./whole-checksum";

/** Of every part but the last: https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
const MINIMUM_PART_BYTES = 5 * 1024 * 1024;

/** CompleteMultipartUpload. @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html */
export async function completeUpload(call: ObjectCall): Promise<StreamedReply> {
  const { bucket, key, objects } = call;
  requireUpload(call);
  checkWrite(call);
  const before = objects.index.latest(key);
  const document = (await readBody(call)).toString("utf8");
  const pending = requireUpload(call);
  const parts = chosenParts(document, pending);
  const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
  const expected = headerOf(call, "x-amz-mp-object-size");
  if (expected !== undefined && Number(expected) !== bytes) {
    throw invalidRequest(
      `The provided 'x-amz-mp-object-size' header value ${expected} does not match what was computed: ${bytes}`,
    );
  }
  const checksum = wholeChecksum(pending.upload, parts);
  checkSentChecksum(call, checksum);
  checkWrite(call, before);
  const version = storeVersion(
    call,
    attributesOf(pending),
    {
      segments: parts.flatMap((part) => part.segments),
      bytes,
      etag: compositeEtag(parts),
      checksum,
      parts: parts.map(({ number, bytes: own, etag, checksum: ofPart }) => ({
        ...{ number, bytes: own, etag },
        ...(ofPart === undefined || checksum.type !== "COMPOSITE" ? {} : { checksum: ofPart }),
      })),
    },
    pending.upload.id,
  );
  const host = call.sent.headers.host ?? "";
  return xmlReply(
    "CompleteMultipartUploadResult",
    [
      ["Location", `http://${host}/${bucket}/${encodeURIComponent(key).replaceAll("%2F", "/")}`],
      ["Bucket", bucket],
      ["Key", key],
      ["ETag", `"${version.etag}"`],
      ...checksumNodes(checksum, true),
    ],
    putHeaders(call, version),
  );
}

function attributesOf({ upload }: PendingUpload): ObjectAttributes {
  const { headers, metadata, tags, encryption, storageClass } = upload;
  return {
    ...{ headers, metadata, encryption },
    ...(tags === undefined ? {} : { tags }),
    ...(storageClass === undefined ? {} : { storageClass }),
  };
}

/** The parts that the document lists, which must be those that were uploaded. */
function chosenParts(document: string, { parts }: PendingUpload): readonly UploadedPart[] {
  const root = readXml(document);
  const listed = childrenOf(root, "Part");
  if (root.name !== "CompleteMultipartUpload" || listed.length === 0) throw malformedXml();
  let previous = 0;
  const chosen = listed.map((element) => {
    const number = Number(childText(element, "PartNumber"));
    const etag = childText(element, "ETag")
      ?.trim()
      .replace(/^"(.*)"$/, "$1");
    if (!Number.isInteger(number) || etag === undefined) throw malformedXml();
    if (number <= previous) {
      throw new S3Error(
        "InvalidPartOrder",
        400,
        "The list of parts was not in ascending order. Parts must be ordered by part number.",
      );
    }
    previous = number;
    const part = parts.get(number);
    const { algorithm, value } = part?.checksum ?? {};
    const sent = algorithm === undefined ? undefined : childText(element, `Checksum${algorithm}`);
    if (part?.etag !== etag || (sent !== undefined && sent !== value)) {
      throw new S3Error(
        "InvalidPart",
        400,
        "One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
        { PartNumber: String(number), ETag: etag },
      );
    }
    return part;
  });
  const small = chosen.slice(0, -1).find((part) => part.bytes < MINIMUM_PART_BYTES);
  if (small === undefined) return chosen;
  throw new S3Error(
    "EntityTooSmall",
    400,
    "Your proposed upload is smaller than the minimum allowed size",
    {
      ProposedSize: String(small.bytes),
      MinSizeAllowed: String(MINIMUM_PART_BYTES),
      PartNumber: String(small.number),
      ETag: small.etag,
    },
  );
}

/** The MD5 of the MD5s of the parts, and how many there are. */
function compositeEtag(parts: readonly UploadedPart[]): string {
  const hash = createHash("md5");
  for (const { etag } of parts) hash.update(Buffer.from(etag, "hex"));
  return `${hash.digest("hex")}-${parts.length}`;
}
