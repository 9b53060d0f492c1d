import type { StreamedReply } from "../../gateway/emulated-service";
import { DEFAULT_ALGORITHM } from "../bodies/checksums";
import { receiveContent, writeContent } from "../bodies/receive-content";
import type { ReceivedContent } from "../bodies/receive-content";
import { headerOf, timestamp, xmlReply } from "../object-call";
import type { ObjectCall } from "../object-call";
import { findCopySource, sourceVersionHeader } from "../objects/copy-source";
import { checksumNodes } from "../attributes/object-attributes";
import { checksumHeaders, encryptionHeaders } from "../attributes/object-headers";
import { orDiscard } from "../objects/put-object";
import { chunksOf, readSegments } from "../objects/read-segments";
import { invalidArgument, invalidRequest } from "../s3-error";
import type { MultipartUpload, UploadedPart } from "../store/object-version";
import { readPartNumber } from "./part-number";
import { requireUpload } from "./create-upload";

const RANGE = /^bytes=(\d+)-(\d+)$/;

/** UploadPart. @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html */
export async function uploadPart(call: ObjectCall): Promise<StreamedReply> {
  const { upload } = requireUpload(call);
  const number = readPartNumber(call);
  const algorithm = upload.checksumAlgorithm ?? DEFAULT_ALGORITHM;
  const received = await receiveContent(call.objects.contents, call.sent, algorithm);
  const part = orDiscard(call, received, () => {
    if (received.algorithm !== algorithm && upload.checksumAlgorithm !== undefined) {
      throw invalidRequest(
        `Checksum Type mismatch occurred, expected checksum Type: ${algorithm.toLowerCase()}, actual checksum Type: ${received.algorithm.toLowerCase()}`,
      );
    }
    return storePart(call, number, received);
  });
  return {
    status: 200,
    headers: {
      etag: `"${part.etag}"`,
      ...encryptionHeaders(upload.encryption),
      ...(received.isCallersChoice ? withoutType(checksumHeaders(part.checksum)) : {}),
    },
    body: "",
  };
}

/** UploadPartCopy. @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPartCopy.html */
export async function uploadPartCopy(call: ObjectCall, header: string): Promise<StreamedReply> {
  const { upload } = requireUpload(call);
  const number = readPartNumber(call);
  const source = await findCopySource(call, header);
  const { version, objects } = source;
  const content = readSegments(objects.contents, version, copyRange(call, version.bytes));
  const written = await writeContent(
    call.objects.contents,
    chunksOf(content),
    upload.checksumAlgorithm ?? DEFAULT_ALGORITHM,
  );
  const part = orDiscard(call, written, () => storePart(call, number, written));
  return xmlReply(
    "CopyPartResult",
    [
      ["LastModified", timestamp(part.modified)],
      ["ETag", `"${part.etag}"`],
      ...(upload.checksumAlgorithm === undefined || part.checksum === undefined
        ? []
        : checksumNodes(part.checksum)),
    ],
    { ...encryptionHeaders(upload.encryption), ...sourceVersionHeader(source) },
  );
}

function storePart(
  call: ObjectCall,
  number: number,
  { segments, bytes, md5, algorithm, checksum }: Omit<ReceivedContent, "isCallersChoice">,
): UploadedPart {
  // It may have been completed or aborted while the part arrived.
  const { upload }: { readonly upload: MultipartUpload } = requireUpload(call);
  const part: UploadedPart = {
    ...{ number, bytes, etag: md5, segments, modified: call.operations.now() },
    checksum: { algorithm, value: checksum, type: "FULL_OBJECT" },
  };
  call.objects.commit([{ type: "part", upload: upload.id, part }]);
  return part;
}

function copyRange(call: ObjectCall, bytes: number): { first: number; last: number } {
  const text = headerOf(call, "x-amz-copy-source-range");
  if (text === undefined) return { first: 0, last: bytes - 1 };
  const [, first, last] = RANGE.exec(text) ?? [];
  const range = { first: Number(first), last: Number(last) };
  if (first === undefined || range.first > range.last) {
    throw invalidArgument(
      "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy",
      "x-amz-copy-source-range",
      text,
    );
  }
  if (range.last >= bytes) {
    throw invalidArgument(
      `Range specified is not valid for source object of size: ${bytes}`,
      "x-amz-copy-source-range",
      text,
    );
  }
  return range;
}

function withoutType(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => name !== "x-amz-checksum-type"),
  );
}
