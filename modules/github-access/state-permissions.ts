import { arn, bucketArn } from "../shared/aws-arn";
import type { AwsLocation } from "../shared/aws-arn";
import type { PolicyStatement } from "../shared/policy-statement";

/** Location of a state. */
export interface StateObject {
  readonly bucket: string;
  readonly region: string;
  /** Object key of the state. */
  readonly key: string;
  /** Prefix, in the same bucket, of plans that wait for approval. */
  readonly planPrefix: string;
}

/** Allows reading a state: enough for a plan without a lock. */
export function readStateStatements(location: AwsLocation, state: StateObject): PolicyStatement[] {
  const bucket = bucketArn(location, state.bucket);
  return [
    {
      sid: "ListState",
      actions: ["s3:ListBucket"],
      resources: [bucket],
      condition: [{ test: "StringEquals", variable: "s3:prefix", values: [state.key] }],
    },
    { sid: "ReadState", actions: ["s3:GetObject"], resources: [`${bucket}/${state.key}`] },
    useKey(location, state, "DecryptState", ["kms:Decrypt"]),
  ];
}

/** Allows saving plans for approval: each is a new version, and none can be deleted. */
export function savePlanStatements(location: AwsLocation, state: StateObject): PolicyStatement[] {
  return [
    { sid: "SavePlan", actions: ["s3:PutObject"], resources: [planObjects(location, state)] },
    useKey(location, state, "EncryptPlan", ["kms:GenerateDataKey"]),
  ];
}

/** Allows writing a state and its lock file, with an approved plan. */
export function writeStateStatements(location: AwsLocation, state: StateObject): PolicyStatement[] {
  const object = `${bucketArn(location, state.bucket)}/${state.key}`;
  return [
    {
      sid: "ReadPlan",
      actions: ["s3:GetObject", "s3:GetObjectVersion"],
      resources: [planObjects(location, state)],
    },
    { sid: "WriteState", actions: ["s3:PutObject"], resources: [object] },
    {
      sid: "LockState",
      actions: ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
      resources: [`${object}.tflock`],
    },
    useKey(location, state, "EncryptState", ["kms:GenerateDataKey"]),
  ];
}

function planObjects(location: AwsLocation, { bucket, planPrefix }: StateObject): string {
  return `${bucketArn(location, bucket)}/${planPrefix}*`;
}

/** The key id depends on the bucket; the encryption context restricts its use to that bucket. */
function useKey(
  location: AwsLocation,
  { bucket, region }: StateObject,
  sid: string,
  actions: string[],
): PolicyStatement {
  const context = bucketArn(location, bucket);
  return {
    sid,
    actions,
    resources: [arn({ ...location, region }, "kms", "key/*")],
    condition: [
      { test: "StringEquals", variable: "kms:ViaService", values: [`s3.${region}.amazonaws.com`] },
      {
        test: "StringLike",
        variable: "kms:EncryptionContext:aws:s3:arn",
        values: [context, `${context}/*`],
      },
    ],
  };
}
