import type { ContextValues } from "../policy/condition-context";
import { keyUse } from "./kms-permissions";
import type {
  CallToAuthorize,
  ObjectEncryption,
  ObjectName,
  Permission,
  PermissionMap,
} from "./permission";
import { s3Action } from "./s3-actions";
import { header, readS3Request } from "./s3-request";
import type { S3Request } from "./s3-request";
import { COPY_SOURCE, readCopySource } from "../../s3/objects/copy-source-name";
import { readDeletion } from "../../s3/objects/deletion-request";
import { S3Error } from "../../s3/s3-error";

const KMS = /^aws:kms(:dsse)?$/;

/**
 * Permissions of S3 calls: the action itself, and S3's use of the key on behalf of the caller.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
 */
export const s3Permissions: PermissionMap = async (call) => {
  const request = readS3Request(call.request);
  const name = s3Action(request);
  if (name === undefined) return undefined;
  const action = `s3:${name}`;
  const { bucket, key } = request;
  if (bucket === "") return [{ action, resource: "*" }];
  if (request.method === "POST" && key === "") {
    return deletions(bucket, call.request.body);
  }
  if (key === "") {
    return [{ action, resource: bucketArn(bucket), context: listContext(request.parameters) }];
  }
  switch (name) {
    case "GetObject":
    case "GetObjectVersion":
      return [objectPermission(action, bucket, key), ...(await decryption(call, request))];
    case "PutObject":
      return putPermissions(call, request);
    default:
      return [objectPermission(action, bucket, key)];
  }
};

async function putPermissions(call: CallToAuthorize, request: S3Request): Promise<Permission[]> {
  const { bucket, key, headers, parameters } = request;
  const permissions = [objectPermission("s3:PutObject", bucket, key)];
  if (header(headers, "x-amz-tagging") !== undefined) {
    permissions.push(objectPermission("s3:PutObjectTagging", bucket, key));
  }
  if (header(headers, "x-amz-acl") !== undefined) {
    permissions.push(objectPermission("s3:PutObjectAcl", bucket, key));
  }
  const source = readCopySource(header(headers, COPY_SOURCE) ?? "");
  if (source !== undefined) {
    const read = versioned("s3:GetObject", source.versionId);
    permissions.push(objectPermission(read, source.bucket, source.key));
    const { region } = call.request;
    const encryption = await call.resources.objectEncryption(region, source);
    permissions.push(...keyUses(call, encryption, source, ["Decrypt"]));
  }
  // The encryption of a part was determined when the upload was created.
  if (parameters.has("uploadId")) return permissions;
  // Completing an upload decrypts its parts, so creating it requires both permissions.
  const uses = parameters.has("uploads")
    ? (["GenerateDataKey", "Decrypt"] as const)
    : (["GenerateDataKey"] as const);
  const encryption = await newEncryption(call, request);
  return [...permissions, ...keyUses(call, encryption, { bucket, key }, uses)];
}

/** Headers of the call override the bucket's defaults. */
async function newEncryption(
  call: CallToAuthorize,
  { bucket, headers }: S3Request,
): Promise<ObjectEncryption> {
  const { region } = call.request;
  const fallback = await call.resources.bucketEncryption(region, bucket);
  const algorithm = header(headers, "x-amz-server-side-encryption");
  const bucketKeyHeader = header(headers, "x-amz-server-side-encryption-bucket-key-enabled");
  const bucketKey =
    bucketKeyHeader === undefined ? fallback.bucketKey : bucketKeyHeader.toLowerCase() === "true";
  if (algorithm === undefined) return { ...fallback, bucketKey };
  const key = header(headers, "x-amz-server-side-encryption-aws-kms-key-id");
  const isCustomerKey = KMS.test(algorithm) && key !== undefined;
  return {
    keyArn: isCustomerKey ? await call.resources.keyArn(region, key) : undefined,
    bucketKey,
  };
}

/** Metadata is not encrypted; a checksum is, so requesting it requires the key. */
async function decryption(call: CallToAuthorize, request: S3Request): Promise<Permission[]> {
  const { method, bucket, key, headers, parameters } = request;
  const wantsChecksum = header(headers, "x-amz-checksum-mode")?.toUpperCase() === "ENABLED";
  if (method === "HEAD" && !wantsChecksum) return [];
  const versionId = parameters.get("versionId") ?? undefined;
  const object = { bucket, key, versionId };
  const encryption = await call.resources.objectEncryption(call.request.region, object);
  return keyUses(call, encryption, object, ["Decrypt"]);
}

function keyUses(
  call: CallToAuthorize,
  { keyArn, bucketKey }: ObjectEncryption,
  { bucket, key }: ObjectName,
  operations: readonly ("Decrypt" | "GenerateDataKey")[],
): Permission[] {
  if (keyArn === undefined) return [];
  const arn = bucketKey ? bucketArn(bucket) : objectArn(bucket, key);
  return operations.map((operation) => keyUse(call, operation, keyArn, { service: "s3", arn }));
}

/** Condition keys of list calls; each is present only if the call sends the parameter. */
function listContext(parameters: URLSearchParams): ContextValues {
  return {
    "s3:prefix": parameters.get("prefix") ?? undefined,
    "s3:delimiter": parameters.get("delimiter") ?? undefined,
    "s3:max-keys": parameters.get("max-keys") ?? undefined,
  };
}

/** A document that the service refuses names nothing, so nothing of it can be authorized. */
function deletions(bucket: string, body: Buffer): Permission[] | undefined {
  try {
    return readDeletion(body.toString("utf8")).objects.map(({ key, versionId }) =>
      objectPermission(versioned("s3:DeleteObject", versionId), bucket, key),
    );
  } catch (error) {
    if (error instanceof S3Error) return undefined;
    throw error;
  }
}

/** The action for a version of an object, which has another name. */
function versioned(action: string, versionId: string | undefined): string {
  return versionId === undefined ? action : `${action}Version`;
}

function objectPermission(action: string, bucket: string, key: string): Permission {
  return { action, resource: objectArn(bucket, key) };
}

function bucketArn(bucket: string): string {
  return `arn:aws:s3:::${bucket}`;
}

function objectArn(bucket: string, key: string): string {
  return `${bucketArn(bucket)}/${key}`;
}
