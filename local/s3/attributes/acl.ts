import type { StreamedReply } from "../../gateway/emulated-service";
import { insteadOf } from "../bucket-configuration";
import { headerOf, OWNER_ID, readBody } from "../object-call";
import type { ObjectCall } from "../object-call";
import { notImplemented, S3Error } from "../s3-error";
import { writeXml } from "../xml/write-xml";
import { versionHeader } from "./object-headers";
import { requireVersion } from "../objects/find-version";

/** In an account of its own, they give nobody more than what the owner has. */
const OWNERS_ONLY = new Set(["private", "bucket-owner-full-control", "bucket-owner-read"]);

const GRANTS = ["full-control", "read", "read-acp", "write", "write-acp"];

/**
 * Checks the access control list that a call sets. New buckets have none, and their objects belong to the bucket's
 * owner.
 *
 * @throws S3Error for a list that gives anybody else access
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
 */
export async function checkAcl(call: ObjectCall): Promise<void> {
  const canned = headerOf(call, "x-amz-acl");
  const grants = GRANTS.some((each) => headerOf(call, `x-amz-grant-${each}`) !== undefined);
  if (!grants && (canned === undefined || OWNERS_ONLY.has(canned))) return;
  await refuseAcl(call);
}

/** GetObjectAcl: the owner has full control. */
export function getObjectAcl(call: ObjectCall): StreamedReply {
  const version = requireVersion(call);
  // The type of a grantee is an attribute, which no other document has.
  const grantee = `<Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="CanonicalUser"><ID>${OWNER_ID}</ID></Grantee>`;
  const list = `<Owner><ID>${OWNER_ID}</ID></Owner><AccessControlList><Grant>${grantee}<Permission>FULL_CONTROL</Permission></Grant></AccessControlList>`;
  return {
    status: 200,
    headers: {
      "content-type": "application/xml",
      ...versionHeader(version.versionId, call.configuration.versioning !== "none"),
    },
    body: writeXml("AccessControlPolicy", []).replace("</AccessControlPolicy>", `${list}$&`),
  };
}

/** PutObjectAcl, which can only say what already is. */
export async function putObjectAcl(call: ObjectCall): Promise<StreamedReply> {
  requireVersion(call);
  await checkAcl(call);
  const document = (await readBody(call)).toString("utf8");
  const grantees = document.match(/<Grant>/g)?.length ?? 0;
  if (grantees > 1 || (grantees === 1 && !document.includes(OWNER_ID))) await refuseAcl(call);
  return { status: 200, headers: {}, body: "" };
}

async function refuseAcl({ bucket, sent, forward }: ObjectCall): Promise<never> {
  const ownership = await forward(
    insteadOf(sent, { method: "GET", url: `/${bucket}?ownershipControls` }),
  );
  if (/ObjectWriter|BucketOwnerPreferred/.test(ownership.body.toString())) {
    throw notImplemented("access control lists that give others access");
  }
  throw new S3Error("AccessControlListNotSupported", 400, "The bucket does not allow ACLs");
}
