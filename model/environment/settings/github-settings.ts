/** The GitHub repository whose workflows review and deploy an environment, without long-lived credentials. */
export interface GitHubSettings {
  /** Owner and name, for example `my-company/data-lake`. */
  readonly repository: string;
  /**
   * Branch whose workflows deploy and detect drift.
   *
   * @default "main"
   */
  readonly branch?: string;
  /**
   * Whether the environment's stack creates GitHub's identity provider. An account can have only one: with several
   * environments in an account one of them creates it, and the others set `existing`.
   *
   * @default "create"
   */
  readonly identityProvider?: "create" | "existing";
  /**
   * Who creates the roles of the lake's services, for example for a new dataset. IAM has no condition on the trust policy of
   * a new role, so with `workflows` whoever can merge can create a role that a principal of another account can assume, with
   * the permissions that the boundary allows. With `people` the workflows change the permissions of the roles, within that
   * boundary, but never who can assume them.
   *
   * @default "people"
   * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
   */
  readonly rolesMadeBy?: "people" | "workflows";
}

/** Host of GitHub's identity provider. */
export const gitHubIssuer = "token.actions.githubusercontent.com";
