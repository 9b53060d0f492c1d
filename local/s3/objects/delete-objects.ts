import type { StreamedReply } from "../../gateway/emulated-service";
import { createHash } from "node:crypto";
import { createDigest } from "../bodies/checksums";
import { expectedDigests } from "../bodies/expected-digests";
import { readBody, xmlReply } from "../object-call";
import type { ObjectCall } from "../object-call";
import { badDigest, invalidRequest, notImplemented, S3Error } from "../s3-error";
import type { XmlNode } from "../xml/write-xml";
import { checkMatch, planDeletion } from "./delete-object";
import { readDeletion } from "./deletion-request";
import type { ObjectToDelete } from "./deletion-request";

/** DeleteObjects. @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html */
export async function deleteObjects(call: ObjectCall): Promise<StreamedReply> {
  const document = await readChecked(call);
  const { isQuiet, objects } = readDeletion(document.toString("utf8"));
  const nodes = objects.map((each) => deleteOne(call, each));
  return xmlReply(
    "DeleteResult",
    nodes.filter(([name]) => !isQuiet || name === "Error"),
  );
}

function deleteOne(call: ObjectCall, { key, versionId, match, refused }: ObjectToDelete): XmlNode {
  if (refused !== undefined) throw notImplemented(`${refused} in DeleteObjects`);
  try {
    if (match !== undefined) checkMatch(call, key, match, versionId);
    const deletion = planDeletion(call, key, versionId);
    call.objects.commit(deletion.entries);
    return [
      "Deleted",
      [
        ["Key", key],
        ["VersionId", versionId],
        ["DeleteMarker", deletion.isMarker],
        ["DeleteMarkerVersionId", deletion.isMarker === true ? deletion.versionId : undefined],
      ],
    ];
  } catch (error) {
    if (!(error instanceof S3Error)) throw error;
    return [
      "Error",
      [
        ["Key", key],
        ["VersionId", versionId],
        ["Code", error.code],
        ["Message", error.message],
      ],
    ];
  }
}

/** The document, which must come with a checksum, since a changed key would delete another object. */
export async function readChecked(call: ObjectCall, isRequired = true): Promise<Buffer> {
  const { md5, algorithm, checksum } = expectedDigests(call.sent.headers);
  if (isRequired && md5 === undefined && checksum === undefined) {
    throw invalidRequest(
      "Missing required header for this request: Content-MD5 OR x-amz-checksum-*",
    );
  }
  const body = await readBody(call);
  if (md5 !== undefined && createHash("md5").update(body).digest("hex") !== md5) {
    throw badDigest("Content-MD5");
  }
  if (algorithm !== undefined && checksum !== undefined) {
    const digest = createDigest(algorithm);
    digest.update(body);
    if (digest.digest().toString("base64") !== checksum) throw badDigest(algorithm);
  }
  return body;
}
