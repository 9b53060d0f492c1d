import { arn, bucketArn } from "../shared/aws-arn";
import type { AwsLocation } from "../shared/aws-arn";
import type { PolicyStatement } from "../shared/policy-statement";

/** One state in a bucket. */
export interface StateObject {
  readonly bucket: string;
  readonly region: string;
  /** Key of the state's object. */
  readonly key: string;
  /** Folder, in the same bucket, of plans that wait to be approved. */
  readonly planPrefix: string;
}

/** Reading a state: enough for a plan that takes no lock. */
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

/** Keeping plans that wait to be approved: each is a new version, and none is taken away. */
export function savePlanStatements(location: AwsLocation, state: StateObject): PolicyStatement[] {
  return [
    { sid: "SavePlan", actions: ["s3:PutObject"], resources: [planObjects(location, state)] },
    useKey(location, state, "EncryptPlan", ["kms:GenerateDataKey"]),
  ];
}

/** Writing a state, and its lock file, by a plan that was approved. */
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

/** The key's id is the bucket's matter; the context binds its use to that bucket. */
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
