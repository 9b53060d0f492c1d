import type { AwsReply, AwsRequest } from "../gateway/aws-request";
import type { EmulatedService, Forward } from "../gateway/emulated-service";
import { readS3Request } from "../iam/permissions/s3-request";

/**
 * Stores bucket policies. moto would evaluate them for every call, but without their conditions: a policy that denies
 * plain HTTP would deny everything.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
 */
export class BucketPolicyService implements EmulatedService {
  readonly service = "s3";

  /** @param policies texts of the policies, by bucket. @default - kept in memory only */
  constructor(private readonly policies = new Map<string, string>()) {}

  /** The stored policy of a bucket; undefined if it has none. */
  policyOf(bucket: string): string | undefined {
    return this.policies.get(bucket);
  }

  accepts(request: AwsRequest): boolean {
    const { method } = request;
    const { bucket, isPolicy, isBucket } = target(request);
    return bucket !== "" && (isPolicy || (isBucket && method === "DELETE"));
  }

  async handle(request: AwsRequest, forward: Forward): Promise<AwsReply> {
    const { bucket, isPolicy } = target(request);
    if (!isPolicy) {
      const deleted = await forward(request);
      if (deleted.status < 300) this.policies.delete(bucket);
      return deleted;
    }
    // moto never has a policy, so it answers either that the bucket has none or that the bucket does not exist.
    const withoutPolicy = await forward({ ...request, method: "GET", body: Buffer.alloc(0) });
    if (!withoutPolicy.body.toString().includes("NoSuchBucketPolicy")) return withoutPolicy;
    switch (request.method) {
      case "PUT":
        this.policies.set(bucket, request.body.toString("utf8"));
        return { status: 204, headers: {}, body: "" };
      case "DELETE":
        this.policies.delete(bucket);
        return { status: 204, headers: {}, body: "" };
      default: {
        const policy = this.policies.get(bucket);
        if (policy === undefined) return withoutPolicy;
        return { status: 200, headers: { "content-type": "application/json" }, body: policy };
      }
    }
  }
}

/** The bucket and the subresource of a call. */
function target(request: AwsRequest): { bucket: string; isPolicy: boolean; isBucket: boolean } {
  const { bucket, key, parameters } = readS3Request(request);
  const isWholeBucket = key === "";
  return {
    bucket,
    isPolicy: isWholeBucket && parameters.has("policy"),
    isBucket: isWholeBucket && parameters.size === 0,
  };
}
