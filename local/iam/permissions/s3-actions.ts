import type { S3Request } from "./s3-request";
import { ownValue } from "../../../formats/own-value";

/** Actions by HTTP method, for one subresource (`?policy`); the empty name stands for none. */
type ActionsByMethod = Readonly<Record<string, string>>;

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html */
const BUCKET_ACTIONS: Readonly<Record<string, ActionsByMethod>> = {
  acl: { GET: "GetBucketAcl", PUT: "PutBucketAcl" },
  cors: { GET: "GetBucketCORS", PUT: "PutBucketCORS", DELETE: "PutBucketCORS" },
  delete: { POST: "DeleteObject" },
  encryption: {
    GET: "GetEncryptionConfiguration",
    PUT: "PutEncryptionConfiguration",
    DELETE: "PutEncryptionConfiguration",
  },
  lifecycle: {
    GET: "GetLifecycleConfiguration",
    PUT: "PutLifecycleConfiguration",
    DELETE: "PutLifecycleConfiguration",
  },
  location: { GET: "GetBucketLocation" },
  logging: { GET: "GetBucketLogging", PUT: "PutBucketLogging" },
  notification: { GET: "GetBucketNotification", PUT: "PutBucketNotification" },
  ownershipControls: {
    GET: "GetBucketOwnershipControls",
    PUT: "PutBucketOwnershipControls",
    DELETE: "PutBucketOwnershipControls",
  },
  policy: { GET: "GetBucketPolicy", PUT: "PutBucketPolicy", DELETE: "DeleteBucketPolicy" },
  policyStatus: { GET: "GetBucketPolicyStatus" },
  publicAccessBlock: {
    GET: "GetBucketPublicAccessBlock",
    PUT: "PutBucketPublicAccessBlock",
    DELETE: "PutBucketPublicAccessBlock",
  },
  tagging: { GET: "GetBucketTagging", PUT: "PutBucketTagging", DELETE: "PutBucketTagging" },
  uploads: { GET: "ListBucketMultipartUploads" },
  versioning: { GET: "GetBucketVersioning", PUT: "PutBucketVersioning" },
  versions: { GET: "ListBucketVersions" },
  "": { GET: "ListBucket", HEAD: "ListBucket", PUT: "CreateBucket", DELETE: "DeleteBucket" },
};

const OBJECT_ACTIONS: Readonly<Record<string, ActionsByMethod>> = {
  acl: { GET: "GetObjectAcl", PUT: "PutObjectAcl" },
  attributes: { GET: "GetObjectAttributes" },
  tagging: { GET: "GetObjectTagging", PUT: "PutObjectTagging", DELETE: "DeleteObjectTagging" },
  uploads: { POST: "PutObject" },
  uploadId: {
    GET: "ListMultipartUploadParts",
    PUT: "PutObject",
    POST: "PutObject",
    DELETE: "AbortMultipartUpload",
  },
  "": { GET: "GetObject", HEAD: "GetObject", PUT: "PutObject", DELETE: "DeleteObject" },
};

/** Actions with another name for a version of an object. */
const VERSIONED = new Set([
  "DeleteObject",
  "DeleteObjectTagging",
  "GetObject",
  "GetObjectAcl",
  "GetObjectAttributes",
  "GetObjectTagging",
  "PutObjectAcl",
  "PutObjectTagging",
]);

/** Parameters that do not change the action, as those of presigned URLs and response headers. */
const PLAIN_PARAMETERS = new Set([
  "continuation-token",
  "delimiter",
  "encoding-type",
  "fetch-owner",
  "key-marker",
  "list-type",
  "marker",
  "max-keys",
  "max-parts",
  "max-uploads",
  "part-number-marker",
  "partNumber",
  "prefix",
  "start-after",
  "upload-id-marker",
  "version-id-marker",
  "versionId",
  "x-id",
]);

/** The action of a call without `s3:`; undefined for an unknown call. */
export function s3Action({ method, bucket, key, parameters }: S3Request): string | undefined {
  if (bucket === "") return method === "GET" ? "ListAllMyBuckets" : undefined;
  const actions = key === "" ? BUCKET_ACTIONS : OBJECT_ACTIONS;
  const subresources = [...parameters.keys()].filter((name) => !isPlain(name));
  const action = ownValue(ownValue(actions, subresources[0] ?? "") ?? {}, method);
  if (subresources.length > 1) return undefined;
  const isVersioned =
    key !== "" && parameters.has("versionId") && action !== undefined && VERSIONED.has(action);
  return isVersioned ? action.replace("Object", "ObjectVersion") : action;
}

function isPlain(parameter: string): boolean {
  return PLAIN_PARAMETERS.has(parameter) || /^(x-amz-|response-)/i.test(parameter);
}
