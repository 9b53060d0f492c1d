import type { StreamedReply } from "../../gateway/emulated-service";
import type { ObjectCall } from "../object-call";
import { headerOf } from "../object-call";
import { checkMembers } from "../members";
import { parseTaggingDocument } from "../attributes/tag-sets";
import { writeXml } from "../xml/write-xml";
import { S3Error } from "../s3-error";
import { readForm } from "../bodies/form-data";
import { putHeaders, storeSent } from "./put-object";
import { readAttributes } from "../attributes/read-attributes";

/** Fields that are headers of PutObject under the same name. */
const HEADER_FIELDS =
  /^(?:cache-control|content-(?:type|disposition|encoding|language|md5)|expires|x-amz-.*)$/;

/** Fields of the signature. */
const SIGNATURE_FIELDS = /^x-amz-(?:algorithm|credential|date|security-token|signature)$/;

/**
 * PostObject: a form that a browser uploads. As signatures are not, its policy is not checked.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html
 */
export async function postObject(call: ObjectCall): Promise<StreamedReply> {
  const boundary = /^multipart\/form-data\s*;.*\bboundary="?([^";]{1,70})"?/i.exec(
    headerOf(call, "content-type") ?? "",
  )?.[1];
  if (boundary === undefined) {
    throw new S3Error(
      "PreconditionFailed",
      412,
      "Bucket POST must be of the enclosure-type multipart/form-data",
    );
  }
  const { fields, fileName, file } = await readForm(call.sent.body, boundary);
  const key = (fields.get("key") ?? "").replaceAll("${filename}", fileName);
  if (key === "") {
    throw new S3Error(
      "InvalidArgument",
      400,
      "Bucket POST must contain a field named 'key'.  If it is specified, please check the order of the fields.",
    );
  }
  const sent = { ...call.sent, headers: headersOf(fields), body: file };
  const posted = { ...call, key, sent };
  checkMembers(posted);
  const { version } = await storeSent(posted, await readAttributes(posted), sent);
  return reply(posted, fields, `"${version.etag}"`, putHeaders(posted, version));
}

/** The headers with which PutObject would say the same. */
function headersOf(fields: ReadonlyMap<string, string>): Record<string, string> {
  const same = [...fields].filter(
    ([name]) => HEADER_FIELDS.test(name) && !SIGNATURE_FIELDS.test(name),
  );
  const acl = fields.get("acl");
  const tagging = fields.get("tagging");
  const tags = tagging === undefined ? undefined : parseTaggingDocument(tagging);
  return {
    ...Object.fromEntries(same),
    ...(acl === undefined ? {} : { "x-amz-acl": acl }),
    ...(tags === undefined ? {} : { "x-amz-tagging": new URLSearchParams(tags).toString() }),
  };
}

/** What the form wants as an answer. */
function reply(
  { bucket, key }: ObjectCall,
  fields: ReadonlyMap<string, string>,
  etag: string,
  common: Record<string, string>,
): StreamedReply {
  const location = `/${bucket}/${encodeURIComponent(key)}`;
  const headers = { ...common, etag, location };
  const redirect = fields.get("success_action_redirect") ?? fields.get("redirect");
  if (redirect !== undefined && URL.canParse(redirect)) {
    const url = new URL(redirect);
    url.searchParams.set("bucket", bucket);
    url.searchParams.set("key", key);
    url.searchParams.set("etag", etag);
    return { status: 303, headers: { ...headers, location: url.href }, body: "" };
  }
  switch (fields.get("success_action_status")) {
    case "200":
      return { status: 200, headers, body: "" };
    case "201":
      return {
        status: 201,
        headers: { ...headers, "content-type": "application/xml" },
        body: writeXml("PostResponse", [
          ["Location", location],
          ["Bucket", bucket],
          ["Key", key],
          ["ETag", etag],
        ]),
      };
    default:
      return { status: 204, headers };
  }
}
