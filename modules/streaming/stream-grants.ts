import type { IServiceBoundKey } from "../shared/encryption-key";
import type { IGrantee } from "../shared/grantee";

/** A stream as grants see it. */
export interface StreamGrantTarget {
  /** ARN for policies. */
  readonly policyArn: string;
  /** Absent where the stream's records are encrypted by no customer key. */
  readonly key?: IServiceBoundKey | undefined;
}

// https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#using-iam-kinesis
const readActions = [
  "kinesis:DescribeStream",
  "kinesis:GetRecords",
  "kinesis:GetShardIterator",
  "kinesis:ListShards",
];

/** Lets a role put records. */
export function grantPutRecords({ policyArn, key }: StreamGrantTarget, role: IGrantee): void {
  role.addStatements({
    sid: "PutEvents",
    rationale: "Putting events into its dataset's stream is the publisher's work.",
    actions: ["kinesis:PutRecords"],
    resources: [policyArn],
  });
  key?.grant(role, {
    sid: "EncryptEvents",
    rationale: "Kinesis encrypts what is put with the streams' key.",
    actions: ["kms:GenerateDataKey"],
    context: { key: "aws:kinesis:arn", values: [policyArn] },
  });
}

/** Lets a role read every shard. */
export function grantReadRecords({ policyArn, key }: StreamGrantTarget, role: IGrantee): void {
  role.addStatements({
    sid: "ReadEvents",
    rationale: "Delivery reads every shard of its dataset's stream.",
    actions: readActions,
    resources: [policyArn],
  });
  key?.grant(role, {
    sid: "DecryptEvents",
    rationale: "Kinesis decrypts what is read with the streams' key.",
    actions: ["kms:Decrypt"],
    context: { key: "aws:kinesis:arn", values: [policyArn] },
  });
}
