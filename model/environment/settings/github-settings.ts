/** The GitHub repository whose workflows review and deploy an environment, without any long-lived key. */
export interface GitHubSettings {
  /** Owner and name, for example `my-company/data-lake`. */
  readonly repository: string;
  /**
   * Branch whose workflows deploy, and look for drift.
   *
   * @default "main"
   */
  readonly branch?: string;
  /**
   * Whether the environment's stack makes GitHub's identity provider. An account has one: with several environments in
   * an account one of them creates it, the others say `existing`.
   *
   * @default "create"
   */
  readonly identityProvider?: "create" | "existing";
  /**
   * Who makes the roles of the lake's services: of a new dataset, or of a new environment. IAM has no condition on whom a
   * new role trusts, so with `workflows` whoever can merge can make a role of the lake that somebody outside of the
   * account assumes, with what the boundary of the lake's roles allows. With `people` the workflows change what the
   * roles may do, within that boundary, and never who assumes them.
   *
   * @default "people"
   * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
   */
  readonly rolesMadeBy?: "people" | "workflows";
}

/** Host of GitHub's identity provider. */
export const gitHubIssuer = "token.actions.githubusercontent.com";
