/** Where Terraform keeps the state of an environment. Each environment has a state of its own. */
export type StateSettings = S3StateSettings | CloudStateSettings | LocalStateSettings;

/** State in an S3 bucket, encrypted, and locked with a lock file next to it. */
export interface S3StateSettings {
  readonly type: "s3";
  /**
   * Name of the bucket, globally unique. `npx lake bootstrap` creates it.
   *
   * @default - `<project>-<environment>-<accountId>-terraform-state`; requires the environment's `accountId`
   */
  readonly bucket?: string;
  /** Region of the bucket. */
  readonly region: string;
  /**
   * ARN of the KMS key that encrypts the state of the lake.
   *
   * @default - the bucket's default encryption, which `npx lake bootstrap` sets to a key of its own
   */
  readonly kmsKeyId?: string;
  /**
   * ARN of a role to assume for access to the state only.
   *
   * @default - the caller's credentials
   */
  readonly roleArn?: string;
}

/** State and runs in HCP Terraform (Terraform Cloud) or Terraform Enterprise. */
export interface CloudStateSettings {
  readonly type: "cloud";
  readonly organization: string;
  /** One workspace by its name, or any workspace that has all these tags. */
  readonly workspace: { readonly name: string } | { readonly tags: readonly string[] };
  /**
   * Project of the workspace.
   *
   * @default - the organization's default project
   */
  readonly project?: string;
  /** @default "app.terraform.io" */
  readonly hostname?: string;
}

/** State in a file on this machine: for one person, never for a team. */
export interface LocalStateSettings {
  readonly type: "local";
  /** Folder of the state file, absolute or relative to the project's folder. */
  readonly folder: string;
}
