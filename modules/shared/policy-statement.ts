import type {
  DataAwsIamPolicyDocumentStatement,
  DataAwsIamPolicyDocumentStatementCondition,
} from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";

/** A statement that a plan's reader can name. */
export interface PolicyStatement extends DataAwsIamPolicyDocumentStatement {
  /** What the statement is for: letters and digits, once in a policy. */
  readonly sid: string;
  readonly actions: string[];
  readonly condition?: DataAwsIamPolicyDocumentStatementCondition[];
}
