import type { AwsRequest } from "../gateway/aws-request";
import type { RevisionOf } from "../gateway/change-tracker";
import type { Forward } from "../gateway/emulated-service";
import { isRecord } from "../../errors/is-record";
import { noSuchBucket, S3Error } from "./s3-error";
import type { StoredEncryption } from "./store/object-version";
import { child, childText, readXml } from "./xml/read-xml";

/** What S3's objects need to know of their bucket. */
export interface BucketConfiguration {
  readonly versioning: "none" | "Enabled" | "Suspended";
  /** Of objects whose callers say nothing of encryption. */
  readonly encryption: StoredEncryption;
}

/** A call on behalf of which the configuration is read. */
export type CallHead = Omit<AwsRequest, "body">;

interface Cached<Value> {
  readonly revision: number;
  readonly value: Promise<Value>;
}

/** Reads the configuration of buckets and keys from the control plane, and keeps it until a call may change it. */
export class BucketConfigurations {
  private readonly buckets = new Map<string, Cached<BucketConfiguration | undefined>>();
  private readonly keys = new Map<string, Cached<string>>();

  constructor(private readonly revisionOf: RevisionOf) {}

  /** @throws S3Error if the bucket does not exist */
  async of(bucket: string, call: CallHead, forward: Forward): Promise<BucketConfiguration> {
    const found = await this.find(bucket, call, forward);
    if (found === undefined) throw noSuchBucket(bucket);
    return found;
  }

  /** The configuration of a bucket; undefined if it does not exist. */
  find(bucket: string, call: CallHead, forward: Forward): Promise<BucketConfiguration | undefined> {
    return this.cached(this.buckets, bucket, this.revisionOf(`s3-configuration/${bucket}`), () =>
      readConfiguration(bucket, call, forward),
    );
  }

  /**
   * The ARN of a key by any of its names.
   *
   * @throws S3Error if there is no such key, or it can't be used
   */
  keyArn(key: string, call: CallHead, forward: Forward): Promise<string> {
    return this.cached(this.keys, `${call.region} ${key}`, this.revisionOf("kms"), () =>
      describeKey(key, call, forward),
    );
  }

  /** Failures are not kept. */
  private async cached<Value>(
    cache: Map<string, Cached<Value>>,
    name: string,
    revision: number,
    read: () => Promise<Value>,
  ): Promise<Value> {
    const known = cache.get(name);
    if (known?.revision === revision) return known.value;
    const value = read();
    cache.set(name, { revision, value });
    try {
      return await value;
    } catch (error) {
      cache.delete(name);
      throw error;
    }
  }
}

/** A call to the control plane in place of the one that the caller made. */
export function insteadOf(call: CallHead, changes: Partial<AwsRequest>): AwsRequest {
  const host = call.headers.host;
  return {
    ...call,
    body: Buffer.alloc(0),
    ...changes,
    headers: { ...(host === undefined ? {} : { host }), ...changes.headers },
  };
}

async function readConfiguration(
  bucket: string,
  call: CallHead,
  forward: Forward,
): Promise<BucketConfiguration | undefined> {
  const ask = (subresource: string) =>
    forward(insteadOf(call, { method: "GET", url: `/${bucket}?${subresource}` }));
  const [versioning, encryption] = await Promise.all([ask("versioning"), ask("encryption")]);
  if (versioning.status === 404) return undefined;
  const status = childText(parse(versioning.status, versioning.body), "Status");
  return {
    versioning: status === "Enabled" || status === "Suspended" ? status : "none",
    encryption: defaultEncryption(encryption),
  };
}

function parse(status: number, body: Buffer | string) {
  if (status === 200) return readXml(body.toString());
  throw new S3Error("InternalError", 500, "The control plane did not describe the bucket.");
}

/** Objects are always encrypted, with keys of S3 if nothing else is configured. */
function defaultEncryption({
  status,
  body,
}: {
  readonly status: number;
  readonly body: Buffer | string;
}): StoredEncryption {
  if (status === 404) return { algorithm: "AES256" };
  const rule = child(parse(status, body), "Rule");
  const byDefault =
    rule === undefined ? undefined : child(rule, "ApplyServerSideEncryptionByDefault");
  if (rule === undefined || byDefault === undefined) return { algorithm: "AES256" };
  const keyArn = childText(byDefault, "KMSMasterKeyID");
  return {
    algorithm: childText(byDefault, "SSEAlgorithm") ?? "AES256",
    ...(keyArn === undefined || keyArn === "" ? {} : { keyArn }),
    ...(childText(rule, "BucketKeyEnabled") === "true" ? { bucketKey: true } : {}),
  };
}

async function describeKey(key: string, call: CallHead, forward: Forward): Promise<string> {
  const { status, body } = await forward(
    insteadOf(call, {
      ...{ service: "kms", operation: "DescribeKey", method: "POST", url: "/?lake" },
      headers: {
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": "TrentService.DescribeKey",
      },
      body: Buffer.from(JSON.stringify({ KeyId: key })),
    }),
  );
  const answer: unknown = JSON.parse(body.toString());
  const metadata = isRecord(answer) ? answer["KeyMetadata"] : undefined;
  if (status !== 200 || !isRecord(metadata) || typeof metadata["Arn"] !== "string") {
    const message =
      isRecord(answer) && typeof answer["message"] === "string" ? answer["message"] : "";
    throw new S3Error("KMS.NotFoundException", 400, message || `Key '${key}' does not exist`);
  }
  if (metadata["KeyState"] === "Disabled") {
    throw new S3Error("KMS.DisabledException", 400, `${metadata["Arn"]} is disabled.`);
  }
  if (metadata["KeyState"] === "PendingDeletion") {
    throw new S3Error(
      "KMS.KMSInvalidStateException",
      400,
      `${metadata["Arn"]} is pending deletion.`,
    );
  }
  return metadata["Arn"];
}
