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
}

/** Host of GitHub's identity provider. */
export const gitHubIssuer = "token.actions.githubusercontent.com";
