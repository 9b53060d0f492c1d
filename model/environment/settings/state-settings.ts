/** Where Terraform keeps the state of an environment. Each environment has a state of its own. */
export type StateSettings = S3StateSettings | CloudStateSettings | LocalStateSettings;

/** State in an S3 bucket, locked by a lock file beside it and encrypted. */
export interface S3StateSettings {
  readonly type: "s3";
  /**
   * Name of the bucket, unique in the world. `npx lake bootstrap` makes it.
   *
   * @default - `<project>-<environment>-<accountId>-terraform-state`; takes the environment's `accountId`
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
   * ARN of a role to assume for the state alone.
   *
   * @default - the caller's credentials
   */
  readonly roleArn?: string;
}

/** State and runs in HCP Terraform (Terraform Cloud) or Terraform Enterprise. */
export interface CloudStateSettings {
  readonly type: "cloud";
  readonly organization: string;
  /** One workspace by its name, or any workspace that carries all these tags. */
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

/** State in a file of this machine: for one person, never for a team. */
export interface LocalStateSettings {
  readonly type: "local";
  /** Folder of the state file, absolute or relative to the project's folder. */
  readonly folder: string;
}
