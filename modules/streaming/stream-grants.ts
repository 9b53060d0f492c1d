import type { IServiceBoundKey } from "../shared/service-bound-key";
import type { IGrantee } from "../shared/grantee";

/** The stream that a grant refers to. */
export interface StreamGrantTarget {
  /** ARN for policies. */
  readonly policyArn: string;
  /** Undefined when the records are not encrypted with a customer managed key. */
  readonly key?: IServiceBoundKey | undefined;
}

// https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#using-iam-kinesis
const readActions = [
  "kinesis:DescribeStream",
  "kinesis:GetRecords",
  "kinesis:GetShardIterator",
  "kinesis:ListShards",
];

/** Allows a role to put records. */
export function grantPutRecords({ policyArn, key }: StreamGrantTarget, role: IGrantee): void {
  role.addStatements({
    sid: "PutEvents",
    rationale: "The publisher puts events into the stream of its dataset.",
    actions: ["kinesis:PutRecords"],
    resources: [policyArn],
  });
  key?.grant(role, {
    sid: "EncryptEvents",
    rationale: "Kinesis encrypts records with the streams' key.",
    actions: ["kms:GenerateDataKey"],
    context: { key: "aws:kinesis:arn", values: [policyArn] },
  });
}

/** Allows a role to read every shard. */
export function grantReadRecords({ policyArn, key }: StreamGrantTarget, role: IGrantee): void {
  role.addStatements({
    sid: "ReadEvents",
    rationale: "Delivery reads every shard of the stream of its dataset.",
    actions: readActions,
    resources: [policyArn],
  });
  key?.grant(role, {
    sid: "DecryptEvents",
    rationale: "Kinesis decrypts records with the streams' key.",
    actions: ["kms:Decrypt"],
    context: { key: "aws:kinesis:arn", values: [policyArn] },
  });
}
