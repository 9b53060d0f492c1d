import { randomBytes } from "node:crypto";
import type { StreamedReply } from "../../gateway/emulated-service";
import { CRCS } from "../bodies/checksums";
import { readAlgorithm } from "../bodies/expected-digests";
import { headerOf, parameterOf, xmlReply } from "../object-call";
import type { ObjectCall } from "../object-call";
import { checkAcl } from "../attributes/acl";
import { encryptionHeaders } from "../attributes/object-headers";
import { readAttributes } from "../attributes/read-attributes";
import { invalidRequest, noSuchUpload } from "../s3-error";
import type { ChecksumAlgorithm, ChecksumType, MultipartUpload } from "../store/object-version";
import type { PendingUpload } from "../store/pending-uploads";

/** CreateMultipartUpload. @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html */
export async function createUpload(call: ObjectCall): Promise<StreamedReply> {
  await checkAcl(call);
  const { bucket, key, operations } = call;
  const algorithm = readAlgorithm(call);
  const upload: MultipartUpload = {
    id: randomBytes(48).toString("base64url"),
    key,
    initiated: operations.now(),
    ...(await readAttributes(call)),
    ...(algorithm === undefined ? {} : { checksumAlgorithm: algorithm }),
    checksumType: readType(call, algorithm),
  };
  call.objects.commit([{ type: "upload", upload }]);
  return xmlReply(
    "InitiateMultipartUploadResult",
    [
      ["Bucket", bucket],
      ["Key", key],
      ["UploadId", upload.id],
    ],
    {
      ...encryptionHeaders(upload.encryption),
      ...(algorithm === undefined
        ? {}
        : {
            "x-amz-checksum-algorithm": algorithm,
            "x-amz-checksum-type": upload.checksumType,
          }),
    },
  );
}

/** AbortMultipartUpload. */
export function abortUpload(call: ObjectCall): StreamedReply {
  const { upload } = requireUpload(call);
  call.objects.commit([{ type: "abort", upload: upload.id }]);
  return { status: 204, headers: {} };
}

/** The upload that a call names. @throws S3Error if there is none for this key */
export function requireUpload(call: ObjectCall): PendingUpload {
  const id = parameterOf(call, "uploadId") ?? "";
  const pending = call.objects.uploads.find(id);
  if (pending?.upload.key !== call.key) throw noSuchUpload(id);
  return pending;
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html */
function readType(call: ObjectCall, algorithm: ChecksumAlgorithm | undefined): ChecksumType {
  const type = headerOf(call, "x-amz-checksum-type")?.toUpperCase();
  if (algorithm === undefined) {
    if (type !== undefined) {
      throw invalidRequest(
        "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.",
      );
    }
    return "FULL_OBJECT";
  }
  const mayBeFull = CRCS[algorithm] !== undefined;
  const mayBeComposite = algorithm !== "CRC64NVME";
  if (type === undefined) return mayBeComposite ? "COMPOSITE" : "FULL_OBJECT";
  if ((type === "FULL_OBJECT" && mayBeFull) || (type === "COMPOSITE" && mayBeComposite))
    return type;
  throw invalidRequest(
    `The ${type} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`,
  );
}
