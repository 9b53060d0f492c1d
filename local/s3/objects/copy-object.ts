import type { StreamedReply } from "../../gateway/emulated-service";
import { DEFAULT_ALGORITHM } from "../bodies/checksums";
import { readAlgorithm } from "../bodies/expected-digests";
import { writeContent } from "../bodies/receive-content";
import { headerOf, timestamp, xmlReply } from "../object-call";
import type { ObjectCall } from "../object-call";
import { invalidArgument, invalidRequest } from "../s3-error";
import type { ObjectAttributes } from "../store/object-version";
import { checkAcl } from "../attributes/acl";
import { checkWrite } from "./conditions";
import { findCopySource, sourceVersionHeader } from "./copy-source";
import type { CopySource } from "./copy-source";
import { checksumNodes } from "../attributes/object-attributes";
import { contentOf, orDiscard, putHeaders } from "./put-object";
import { readAttributes, readEncryption, readStorageClass } from "../attributes/read-attributes";
import { chunksOf, readSegments } from "./read-segments";
import { storeVersion } from "./store-version";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
const MAXIMUM_BYTES = 5 * 1024 ** 3;

/** CopyObject. The content is written again, so that its ETag is that of a whole object. */
export async function copyObject(call: ObjectCall, header: string): Promise<StreamedReply> {
  await checkAcl(call);
  const source = await findCopySource(call, header);
  const attributes = await copiedAttributes(call, source);
  checkWrite(call);
  const { version: copied } = source;
  if (copied.bytes > MAXIMUM_BYTES) {
    throw invalidRequest(
      "The specified copy source is larger than the maximum allowable size for a copy source: 5368709120",
    );
  }
  const { objects, key } = call;
  const before = objects.index.latest(key);
  // An algorithm that is refused must not leave the files of the content open.
  const algorithm = readAlgorithm(call) ?? copied.checksum?.algorithm ?? DEFAULT_ALGORITHM;
  const content = readSegments(source.objects.contents, copied, {
    first: 0,
    last: copied.bytes - 1,
  });
  const written = await writeContent(objects.contents, chunksOf(content), algorithm);
  const version = orDiscard(call, written, () => {
    checkWrite(call, before);
    return storeVersion(call, attributes, contentOf(written));
  });
  return xmlReply(
    "CopyObjectResult",
    [
      ["LastModified", timestamp(version.modified)],
      ["ETag", `"${version.etag}"`],
      ...(version.checksum === undefined ? [] : checksumNodes(version.checksum, true)),
    ],
    { ...putHeaders(call, version), ...sourceVersionHeader(source) },
  );
}

/** The directives say what is taken from the source and what from the call. */
async function copiedAttributes(call: ObjectCall, source: CopySource): Promise<ObjectAttributes> {
  const replaces = (name: string) => {
    const value = headerOf(call, name) ?? "COPY";
    if (value !== "COPY" && value !== "REPLACE") {
      throw invalidArgument(`Unknown directive for ${name}.`, name, value);
    }
    return value === "REPLACE";
  };
  const replacesMetadata = replaces("x-amz-metadata-directive");
  const replacesTags = replaces("x-amz-tagging-directive");
  checkSelfCopy(call, source, replacesMetadata);
  const { headers, metadata, tags } = source.version;
  const given = replacesMetadata || replacesTags ? await readAttributes(call) : undefined;
  const storageClass = readStorageClass(call);
  const newTags = replacesTags ? given?.tags : tags;
  return {
    headers: replacesMetadata && given !== undefined ? given.headers : headers,
    metadata: replacesMetadata && given !== undefined ? given.metadata : metadata,
    ...(newTags === undefined ? {} : { tags: newTags }),
    encryption: given?.encryption ?? (await readEncryption(call)),
    ...(storageClass === undefined ? {} : { storageClass }),
  };
}

/** @throws S3Error if an object is copied to itself and nothing of it changes */
function checkSelfCopy(
  call: ObjectCall,
  { bucket, version, objects }: CopySource,
  replacesMetadata: boolean,
): void {
  const isSelf = bucket === call.bucket && version.key === call.key;
  if (!isSelf || replacesMetadata || objects.index.latest(call.key) !== version) return;
  const changing = [
    "x-amz-storage-class",
    "x-amz-website-redirect-location",
    "x-amz-server-side-encryption",
    "x-amz-checksum-algorithm",
  ];
  if (changing.some((name) => headerOf(call, name) !== undefined)) return;
  throw invalidRequest(
    "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
  );
}
