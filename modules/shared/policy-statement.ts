import type {
  DataAwsIamPolicyDocumentStatement,
  DataAwsIamPolicyDocumentStatementCondition,
} from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";

/** A statement with a Sid, so that it can be identified in a plan. */
export interface PolicyStatement extends DataAwsIamPolicyDocumentStatement {
  /** Purpose of the statement: letters and digits, unique within a policy. */
  readonly sid: string;
  /**
   * Why the statement is needed, in a sentence.
   *
   * @default - evident from its Sid and resources; required for resource `*`
   */
  readonly rationale?: string;
  readonly actions: string[];
  readonly condition?: DataAwsIamPolicyDocumentStatementCondition[];
}

/** A statement of one of the lake's own policies. */
export interface JustifiedStatement extends PolicyStatement {
  /** Why the statement is needed, in a sentence: `docs/security/permissions.md` shows it. */
  readonly rationale: string;
}
