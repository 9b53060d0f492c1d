import type { AwsRequest } from "../../gateway/aws-request";
import type { ContextValues } from "../policy/condition-context";

/** One permission that a call needs. */
export interface Permission {
  /** For example `kinesis:PutRecords`. */
  readonly action: string;
  /** An ARN, or `*` for actions that know no resource. */
  readonly resource: string;
  /** Condition keys of this permission, beside those that every call carries. */
  readonly context?: ContextValues;
}

/** A call as the permission maps see it. */
export interface Call {
  readonly request: AwsRequest;
  /** Body of a JSON protocol; empty for others. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly accountId: string;
  readonly resources: ResourceLookup;
}

/**
 * Tells what a service's calls need: an empty list where AWS asks for no permission, undefined for a call that the map
 * does not know.
 */
export type PermissionMap = (
  call: Call,
) => readonly Permission[] | undefined | Promise<readonly Permission[] | undefined>;

/** How an object is, or would be, encrypted. */
export interface ObjectEncryption {
  /** ARN of a customer managed key; undefined where no key policy of the account decides. */
  readonly keyArn: string | undefined;
  /** Whether the bucket's own data key is used, which makes the encryption context the bucket's ARN. */
  readonly bucketKey: boolean;
}

/** What a permission depends on and the call does not say: it is asked of the control plane. */
export interface ResourceLookup {
  /** ARN of a customer managed key by its id, alias or ARN; undefined for AWS managed keys. */
  keyArn(region: string, key: string): Promise<string | undefined>;
  /** ARN of the customer managed key of a stream. */
  streamKeyArn(region: string, streamArn: string): Promise<string | undefined>;
  /** The bucket's default for new objects. */
  bucketEncryption(region: string, bucket: string): Promise<ObjectEncryption>;
  objectEncryption(region: string, object: ObjectName): Promise<ObjectEncryption>;
  /** Work group of a query execution or a saved query; undefined where there is none of that id. */
  workGroupOf(
    region: string,
    id: { readonly queryExecution: string } | { readonly namedQuery: string },
  ): Promise<string | undefined>;
}

/** An object of a bucket. */
export interface ObjectName {
  readonly bucket: string;
  readonly key: string;
  readonly versionId?: string | undefined;
}

/** A text field of a JSON call. */
export function text(input: Call["input"], name: string): string | undefined {
  const value = input[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** ARN of a resource in the call's region and account. */
export function regionalArn(
  { request, accountId }: Call,
  service: string,
  resource: string,
): string {
  return `arn:aws:${service}:${request.region}:${accountId}:${resource}`;
}
