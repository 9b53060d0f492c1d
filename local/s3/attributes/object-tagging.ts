import type { StreamedReply } from "../../gateway/emulated-service";
import { xmlReply } from "../object-call";
import type { ObjectCall } from "../object-call";
import { readChecked } from "../objects/delete-objects";
import { requireVersion } from "../objects/find-version";
import { versionHeader } from "./object-headers";
import { parseTaggingDocument, tagNodes } from "./tag-sets";
import type { TagSet } from "./tag-sets";

/** GetObjectTagging. */
export function getObjectTagging(call: ObjectCall): StreamedReply {
  const { tags = {}, versionId } = requireVersion(call);
  return xmlReply("Tagging", [["TagSet", tagNodes(tags)]], header(call, versionId));
}

/** PutObjectTagging. */
export async function putObjectTagging(call: ObjectCall): Promise<StreamedReply> {
  requireVersion(call);
  const document = await readChecked(call, false);
  return setTags(call, parseTaggingDocument(document.toString("utf8")), 200);
}

/** DeleteObjectTagging. */
export function deleteObjectTagging(call: ObjectCall): StreamedReply {
  return setTags(call, {}, 204);
}

function setTags(call: ObjectCall, tags: TagSet, status: number): StreamedReply {
  const { key, versionId } = requireVersion(call);
  call.objects.commit([{ type: "tag", key, versionId, tags }]);
  return { status, headers: header(call, versionId), ...(status === 204 ? {} : { body: "" }) };
}

function header({ configuration }: ObjectCall, versionId: string): Record<string, string> {
  return versionHeader(versionId, configuration.versioning !== "none");
}
