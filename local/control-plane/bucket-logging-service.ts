import type { AwsReply, AwsRequest } from "../gateway/aws-request";
import type { EmulatedService, Forward } from "../gateway/emulated-service";
import { conditionContext } from "../iam/policy/condition-context";
import { evaluateAccess } from "../iam/policy/evaluation";
import { parsePolicy } from "../iam/policy/policy-document";
import { readS3Request } from "../iam/permissions/s3-request";

/** Returns the stored policy of a bucket; undefined if it has none. */
export type BucketPolicyLookup = (bucket: string) => string | undefined;

/**
 * Stores the access logging configuration of buckets. moto would reject every target bucket, since it has no bucket
 * policies here. No log objects are written.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLogging.html
 */
export class BucketLoggingService implements EmulatedService {
  readonly service = "s3";

  /**
   * @param accountId owner of the buckets
   * @param configurations texts of the configurations, by bucket. @default - kept in memory only
   */
  constructor(
    private readonly accountId: string,
    private readonly policyOf: BucketPolicyLookup,
    private readonly configurations = new Map<string, string>(),
  ) {}

  accepts(request: AwsRequest): boolean {
    const { method } = request;
    const { bucket, isLogging, isBucket } = target(request);
    return bucket !== "" && (isLogging || (isBucket && method === "PUT"));
  }

  async handle(request: AwsRequest, forward: Forward): Promise<AwsReply | undefined> {
    const { bucket, isLogging } = target(request);
    if (!isLogging) {
      // A new bucket starts without a configuration, even if a deleted one of the same name had one.
      this.configurations.delete(bucket);
      return undefined;
    }
    const withoutLogging = await forward({ ...request, method: "GET", body: Buffer.alloc(0) });
    if (withoutLogging.status !== 200) return withoutLogging;
    if (request.method !== "PUT") {
      const configuration = this.configurations.get(bucket);
      if (configuration === undefined) return withoutLogging;
      return { ...withoutLogging, body: configuration };
    }
    const text = request.body.toString("utf8");
    const [, targetBucket] = /<TargetBucket>(.*?)<\/TargetBucket>/.exec(text) ?? [];
    if (targetBucket === undefined) {
      this.configurations.delete(bucket);
      return { status: 200, headers: {}, body: "" };
    }
    const [, prefix = ""] = /<TargetPrefix>(.*?)<\/TargetPrefix>/.exec(text) ?? [];
    if (!this.mayLog(bucket, targetBucket, prefix)) return invalidTarget();
    this.configurations.set(bucket, text);
    return { status: 200, headers: {}, body: "" };
  }

  /** Whether the target bucket's policy allows S3's logging service to write the logs of the source bucket. */
  private mayLog(bucket: string, targetBucket: string, prefix: string): boolean {
    const policy = this.policyOf(targetBucket);
    if (policy === undefined) return false;
    const { accountId } = this;
    const request = {
      action: "s3:PutObject",
      resource: `arn:aws:s3:::${targetBucket}/${prefix}object`,
      context: conditionContext({
        "aws:SecureTransport": "true",
        "aws:SourceAccount": accountId,
        "aws:SourceArn": `arn:aws:s3:::${bucket}`,
      }),
    };
    const caller = { type: "service", principal: "logging.s3.amazonaws.com", accountId } as const;
    const resource = { policy: parsePolicy(policy), isRequired: true };
    return evaluateAccess(request, caller, { identity: [], limits: [], resource }) === undefined;
  }
}

/** The bucket and the subresource of a call. */
function target(request: AwsRequest): { bucket: string; isLogging: boolean; isBucket: boolean } {
  const { bucket, key, parameters } = readS3Request(request);
  const isWholeBucket = key === "";
  return {
    bucket,
    isLogging: isWholeBucket && parameters.has("logging"),
    isBucket: isWholeBucket && parameters.size === 0,
  };
}

function invalidTarget(): AwsReply {
  return {
    status: 400,
    headers: { "content-type": "application/xml" },
    body: "<Error><Code>InvalidTargetBucketForLogging</Code><Message>You must either provide the necessary permissions to the logging service using a bucket policy or give the log-delivery group WRITE and READ_ACP permissions to the target bucket</Message></Error>",
  };
}
