/** A resource type with a policy in an argument. */
interface PolicyArgument {
  readonly type: string;
  readonly argument: string;
  /** Whom a policy is about: what an identity may do, who may assume a role, or who may use the resource that has it. */
  readonly kind: "identity" | "trust" | "resource";
}

/** Every argument with a policy. */
const policyArguments: readonly PolicyArgument[] = [
  { type: "aws_iam_role_policy", argument: "policy", kind: "identity" },
  { type: "aws_iam_user_policy", argument: "policy", kind: "identity" },
  { type: "aws_iam_group_policy", argument: "policy", kind: "identity" },
  { type: "aws_iam_policy", argument: "policy", kind: "identity" },
  { type: "aws_iam_role", argument: "assume_role_policy", kind: "trust" },
  ...resourceBased("policy", [
    "aws_s3_bucket_policy",
    "aws_kms_key",
    "aws_kms_key_policy",
    "aws_sns_topic_policy",
    "aws_sns_topic",
    "aws_sqs_queue",
    "aws_sqs_queue_policy",
    "aws_glue_resource_policy",
    "aws_kinesis_resource_policy",
  ]),
];

/** Arguments of a resource type that contain a policy. */
export function policyArgumentsOf(type: string): readonly string[] {
  return policyArguments.filter((each) => each.type === type).map(({ argument }) => argument);
}

/** Whether a type has a policy in which `*` as a resource means the resource that has the policy. */
export function isResourceBased(type: string): boolean {
  return policyArguments.some((each) => each.type === type && each.kind === "resource");
}

function resourceBased(argument: string, types: readonly string[]): PolicyArgument[] {
  return types.map((type) => ({ type, argument, kind: "resource" }));
}

/** Whether a type has a policy of an identity, or one that says who may assume a role. */
export function isIdentityPolicy(type: string): boolean {
  return policyArguments.some((each) => each.type === type && each.kind !== "resource");
}
