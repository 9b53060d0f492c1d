import { checksumHeader, createDigest, CRCS, DEFAULT_ALGORITHM } from "../bodies/checksums";
import { combineCrcs } from "../bodies/combine-crc";
import { headerOf } from "../object-call";
import type { ObjectCall } from "../object-call";
import { badDigest, invalidRequest } from "../s3-error";
import type { MultipartUpload, StoredChecksum, UploadedPart } from "../store/object-version";

/** The checksum of an object from those of its parts. */
export function wholeChecksum(
  { checksumAlgorithm, checksumType }: MultipartUpload,
  parts: readonly UploadedPart[],
): StoredChecksum {
  const algorithm = checksumAlgorithm ?? DEFAULT_ALGORITHM;
  const ofParts = parts.map(({ bytes, checksum }) => ({
    bytes,
    value: Buffer.from(checksum?.value ?? "", "base64"),
  }));
  const crc = CRCS[algorithm];
  if (checksumType === "FULL_OBJECT" && crc !== undefined) {
    const value = combineCrcs(crc, ofParts).toString("base64");
    return { algorithm, value, type: "FULL_OBJECT" };
  }
  const digest = createDigest(algorithm);
  for (const { value } of ofParts) digest.update(value);
  const value = `${digest.digest().toString("base64")}-${parts.length}`;
  return { algorithm, value, type: "COMPOSITE" };
}

/** @throws S3Error if the call says another checksum, or another type of it */
export function checkSentChecksum(
  call: ObjectCall,
  { algorithm, value, type }: StoredChecksum,
): void {
  const sentType = headerOf(call, "x-amz-checksum-type");
  if (sentType !== undefined && sentType.toUpperCase() !== type) {
    throw invalidRequest(
      `The upload was created using the ${type} checksum mode. The complete request must use the same checksum mode.`,
    );
  }
  const sent = headerOf(call, checksumHeader(algorithm));
  if (sent === undefined) return;
  const [own] = value.split("-");
  if (sent !== value && !(type === "COMPOSITE" && sent === own)) throw badDigest(algorithm);
}
