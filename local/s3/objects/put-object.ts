import type { StreamedReply } from "../../gateway/emulated-service";
import type { ReceivedContent, SentContent } from "../bodies/receive-content";
import { receiveContent } from "../bodies/receive-content";
import type { ObjectCall } from "../object-call";
import { checkAcl } from "../attributes/acl";
import { checkWrite } from "./conditions";
import { checksumHeaders, encryptionHeaders, versionHeader } from "../attributes/object-headers";
import { readAttributes } from "../attributes/read-attributes";
import { storeVersion } from "./store-version";
import type { ContentVersion, ObjectAttributes, StoredContent } from "../store/object-version";

/** PutObject. @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
export async function putObject(call: ObjectCall): Promise<StreamedReply> {
  const { version, received } = await storeSent(call, await readAttributes(call), call.sent);
  return {
    status: 200,
    headers: {
      etag: `"${version.etag}"`,
      ...putHeaders(call, version),
      ...(received.isCallersChoice ? checksumHeaders(version.checksum) : {}),
    },
    body: "",
  };
}

/** Headers of the reply to a call that created a version. */
export function putHeaders(
  { configuration }: ObjectCall,
  { versionId, encryption }: ContentVersion,
): Record<string, string> {
  return {
    ...encryptionHeaders(encryption),
    ...versionHeader(versionId, configuration.versioning !== "none"),
  };
}

/** Receives the content of an object, and stores it if the conditions of the call hold. */
export async function storeSent(
  call: ObjectCall,
  attributes: ObjectAttributes,
  sent: SentContent,
): Promise<{ readonly version: ContentVersion; readonly received: ReceivedContent }> {
  const { objects, key } = call;
  await checkAcl(call);
  checkWrite(call);
  const before = objects.index.latest(key);
  const received = await receiveContent(objects.contents, sent);
  const version = orDiscard(call, received, () => {
    checkWrite(call, before);
    return storeVersion(call, attributes, contentOf(received));
  });
  return { version, received };
}

/** Removes a content that was written if what would store it fails. */
export function orDiscard<Result>(
  { objects }: ObjectCall,
  { segments }: Pick<ReceivedContent, "segments">,
  store: () => Result,
): Result {
  try {
    return store();
  } catch (error) {
    objects.contents.remove(segments);
    throw error;
  }
}

/** The content of an object that was sent as a whole. */
export function contentOf(received: Omit<ReceivedContent, "isCallersChoice">): StoredContent {
  const { segments, bytes, md5, algorithm, checksum } = received;
  return {
    ...{ segments, bytes, etag: md5 },
    checksum: { algorithm, value: checksum, type: "FULL_OBJECT" },
  };
}
