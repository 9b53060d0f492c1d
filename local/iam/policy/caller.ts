/** Who makes a call. */
export type Caller = RoleSession | ServiceCaller | Administrator;

/** A session of a role, with the temporary credentials that AssumeRole gave. */
export interface RoleSession {
  readonly type: "role-session";
  /** `arn:aws:sts::<account>:assumed-role/<role>/<session>` */
  readonly arn: string;
  readonly roleArn: string;
  readonly accountId: string;
  /** `<id of the role>:<session>` */
  readonly userId: string;
  /** Session policy that was given to AssumeRole. */
  readonly sessionPolicy: string | undefined;
  /** ARNs of managed policies that were given to AssumeRole. */
  readonly sessionPolicyArns: readonly string[];
}

/** An AWS service that acts for itself. */
export interface ServiceCaller {
  readonly type: "service";
  /** For example `firehose.amazonaws.com`. */
  readonly principal: string;
  readonly accountId: string;
}

/** Who may do everything in the account: Terraform, the user's own programs. */
export interface Administrator {
  readonly type: "administrator";
  readonly arn: string;
  readonly accountId: string;
}
