import type { AwsRequest } from "../../gateway/aws-request";
import type { ContextValues } from "../policy/condition-context";

/** A permission that a call needs. */
export interface Permission {
  /** For example `kinesis:PutRecords`. */
  readonly action: string;
  /** An ARN, or `*` for actions without resource-level permissions. */
  readonly resource: string;
  /** Condition keys of this permission, in addition to those of every call. */
  readonly context?: ContextValues;
}

/** Input of a permission map. */
export interface CallToAuthorize {
  readonly request: AwsRequest;
  /** Body of a JSON protocol; empty for others. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly accountId: string;
  readonly resources: ResourceLookup;
}

/** Returns the permissions that a call needs: an empty list if it needs none, undefined for an unknown call. */
export type PermissionMap = (
  call: CallToAuthorize,
) => readonly Permission[] | undefined | Promise<readonly Permission[] | undefined>;

/** Encryption of an object. */
export interface ObjectEncryption {
  /** ARN of a customer managed key; undefined if no key policy of the account applies. */
  readonly keyArn: string | undefined;
  /** Whether a bucket key is used, so that the encryption context is the bucket's ARN. */
  readonly bucketKey: boolean;
}

/** Looks up what a permission depends on and the call does not contain. */
export interface ResourceLookup {
  /** ARN of a customer managed key by id, alias or ARN; undefined for AWS managed keys. */
  keyArn(region: string, key: string): Promise<string | undefined>;
  /** ARN of the customer managed key of a stream. */
  streamKeyArn(region: string, streamArn: string): Promise<string | undefined>;
  /** The bucket's default encryption. */
  bucketEncryption(region: string, bucket: string): Promise<ObjectEncryption>;
  objectEncryption(region: string, object: ObjectName): Promise<ObjectEncryption>;
  /** Workgroup of a query execution or a saved query; undefined if it does not exist. */
  workGroupOf(
    region: string,
    id: { readonly queryExecution: string } | { readonly namedQuery: string },
  ): Promise<string | undefined>;
}

/** Identifies an object. */
export interface ObjectName {
  readonly bucket: string;
  readonly key: string;
  readonly versionId?: string | undefined;
}

/** A non-empty string field of a JSON call. */
export function text(input: CallToAuthorize["input"], name: string): string | undefined {
  const value = input[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** ARN of a resource in the call's region and account. */
export function regionalArn(
  { request, accountId }: CallToAuthorize,
  service: string,
  resource: string,
): string {
  return `arn:aws:${service}:${request.region}:${accountId}:${resource}`;
}
