/** For accounts in which Lake Formation, and not IAM alone, decides who may use the catalog. */
export interface LakeFormationSettings {
  /**
   * Whether the lake bucket is registered with Lake Formation as a data location. It can be registered only when it exists:
   * deploy, register, then set this.
   *
   * @default false
   * @see https://docs.aws.amazon.com/lake-formation/latest/dg/register-data-lake.html
   */
  readonly locationRegistered?: boolean;
  /**
   * Principals that may query every table of the lake, including those of failed records: ARNs of IAM users or roles, or of
   * groups of a SAML provider or of IAM Identity Center. The key becomes part of the grant's address in Terraform.
   *
   * @default - only the lake's own roles
   * @example { analysts: "arn:aws:iam::111122223333:role/analysts" }
   */
  readonly readers?: Readonly<Record<string, string>>;
  /**
   * Names of readers that may also create views, such as the saved one of distinct events. Who creates a view may query, replace
   * and delete it, and grants others access to it.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/lake-formation/latest/dg/lf-permissions-reference.html
   */
  readonly viewCreators?: readonly string[];
}
