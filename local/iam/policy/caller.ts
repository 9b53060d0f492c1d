/** The principal that makes a call. */
export type Caller = RoleSession | ServiceCaller | Administrator;

/** A role session with the temporary credentials from AssumeRole. */
export interface RoleSession {
  readonly type: "role-session";
  /** `arn:aws:sts::<account>:assumed-role/<role>/<session>` */
  readonly arn: string;
  readonly roleArn: string;
  readonly accountId: string;
  /** `<id of the role>:<session>` */
  readonly userId: string;
  /** Session policy of the AssumeRole call. */
  readonly sessionPolicy: string | undefined;
  /** ARNs of managed session policies of the AssumeRole call. */
  readonly sessionPolicyArns: readonly string[];
}

/** An AWS service that acts as itself. */
export interface ServiceCaller {
  readonly type: "service";
  /** For example `firehose.amazonaws.com`. */
  readonly principal: string;
  readonly accountId: string;
}

/** A principal with full access to the account: Terraform, the user's programs. */
export interface Administrator {
  readonly type: "administrator";
  readonly arn: string;
  readonly accountId: string;
}
