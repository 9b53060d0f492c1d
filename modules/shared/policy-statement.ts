import type {
  DataAwsIamPolicyDocumentStatement,
  DataAwsIamPolicyDocumentStatementCondition,
} from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";

/** A statement that a plan's reader can name. */
export interface PolicyStatement extends DataAwsIamPolicyDocumentStatement {
  /** What the statement is for: letters and digits, once in a policy. */
  readonly sid: string;
  /**
   * Why it must be there, in a sentence.
   *
   * @default - its id and its resources say it; what is allowed on `*` has a reason
   */
  readonly rationale?: string;
  readonly actions: string[];
  readonly condition?: DataAwsIamPolicyDocumentStatementCondition[];
}

/** A statement of one of the lake's own policies. */
export interface JustifiedStatement extends PolicyStatement {
  /** Why it must be there, in a sentence: `docs/security/permissions.md` shows it. */
  readonly rationale: string;
}
